"""Record what `terraform console` answers to the expressions in tests/terraform/console.

Run it from the repository's root with Terraform on PATH:

    python tests/oracles/terraform_console.py          # everything
    python tests/oracles/terraform_console.py --new    # only expressions without an answer

It writes tests/terraform/console/answers.json (expression -> the text that the console prints, or
null where it reports an error), planned.json (what a plan knows of the expressions that hold
something unknown) and functions.json, the parameters of Terraform's functions. No provider is
needed, and nothing is applied.

The console answers one expression a process. So a tuple of many is asked: first of can() of each,
which fails only for what is wrong whatever the values are (halving a batch finds it), then of what
can be evaluated. Whatever is an error only alone is found by halving, too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "terraform" / "console"
_END = "end of answer"
# The console reads lines of at most 64 kB.
_LONGEST = 30_000


class Console:
    """Terraform in a folder that is initialised."""

    def __init__(self, root: Path, environ: dict[str, str]) -> None:
        self.root = root
        self.environ = environ
        self.started = 0

    def run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """One `terraform` process."""
        self.started += 1
        done = subprocess.run(
            ["terraform", *arguments],
            cwd=self.root,
            env=self.environ,
            input=text.encode(),
            capture_output=True,
            check=False,
        )
        # Not Python's text mode, which would make line feeds of carriage returns.
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    def ask(self, expressions: list[str]) -> dict[str, str | None]:
        """The answer to each expression; None where it is an error."""
        possible = self._ask([f"can({one})" for one in expressions])
        asked = [one for one in expressions if possible[f"can({one})"] not in (None, "false")]
        answers = self._ask(asked)
        return {one: answers.get(one) for one in expressions}

    def _ask(self, expressions: list[str]) -> dict[str, str | None]:
        answers: dict[str, str | None] = {}
        pending = [expressions[at : at + 100] for at in range(0, len(expressions), 100)]
        while pending:
            batch = pending.pop()
            given = self._batch(batch)
            if given is not None:
                answers.update(zip(batch, given, strict=True))
            elif len(batch) == 1:
                answers[batch[0]] = None
            else:
                middle = len(batch) // 2
                pending += [batch[:middle], batch[middle:]]
        return answers

    def _batch(self, batch: list[str]) -> list[str] | None:
        """The answers to a batch, None when any of it is an error."""
        if len(batch) == 1:
            done = self.run("console", "-no-color", text=f"{batch[0]}\n")
            failed = done.returncode != 0 or "Error" in done.stderr
            return None if failed or not done.stdout else [done.stdout.removesuffix("\n")]
        line = "[" + "".join(f'{one}, "{_END}", ' for one in batch) + "]"
        if len(line) > _LONGEST:
            return None
        done = self.run("console", "-no-color", text=f"{line}\n")
        parts = done.stdout.removeprefix("[\n").split(f'  "{_END}",\n')
        if done.returncode != 0 or len(parts) != len(batch) + 1:
            return None
        return [_alone(part) for part in parts[:-1]]


def _alone(element: str) -> str:
    """An element of a tuple as the console prints it alone."""
    lines = element.removesuffix(",\n").split("\n")
    text = "\n".join(line.removeprefix("  ") for line in lines)
    return "<<EOT" + text.removeprefix("<<-EOT") if text.startswith("<<-EOT\n") else text


@contextmanager
def console(folder: Path = FOLDER) -> Iterator[Console]:
    """A console in a copy of the folder's root module."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        shutil.copytree(folder / "root", root)
        (Path(scratch) / "rc").write_text("")
        environ = {**os.environ, "TF_CLI_CONFIG_FILE": str(Path(scratch) / "rc")}
        environ |= {"CHECKPOINT_DISABLE": "1", "NO_COLOR": "1"}
        opened = Console(root, environ)
        done = opened.run("init")
        assert done.returncode == 0, done.stderr
        yield opened


def expressions() -> list[str]:
    """The expressions to ask."""
    lines = (FOLDER / "expressions.txt").read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def signatures(terraform: Console) -> dict[str, object]:
    """The parameters of each function: what is nullable, and the variadic one last."""
    found = json.loads(terraform.run("metadata", "functions", "-json").stdout)
    return {
        name: {
            "parameters": [
                {"type": p["type"], "nullable": p.get("is_nullable", False)}
                for p in one.get("parameters", [])
            ],
            "variadic": (
                {
                    "type": one["variadic_parameter"]["type"],
                    "nullable": one["variadic_parameter"].get("is_nullable", False),
                }
                if "variadic_parameter" in one
                else None
            ),
        }
        for name, one in sorted(found["function_signatures"].items())
        if not name.startswith("core::")
    }


def planned(terraform: Console, asked: list[str]) -> dict[str, object]:
    """What a plan says of each expression as an output: its value in JSON with UNKNOWN where that
    is known after apply; ERROR where the expression is refused.

    Where the console knows nothing of a resource, a plan knows the types of its attributes.
    """
    answers: dict[str, object] = {}
    pending = list(asked)
    while pending:
        lines = [f'output "o{i}" {{ value = {one} }}' for i, one in enumerate(pending)]
        (terraform.root / "outputs.tf").write_text("\n".join(lines) + "\n")
        done = terraform.run("plan", "-json", "-out=planned", "-input=false")
        wrong = set()
        for line in done.stdout.splitlines():
            diagnostic = json.loads(line).get("diagnostic", {})
            if diagnostic.get("severity") == "error":
                wrong.add(diagnostic["range"]["start"]["line"] - 1)
        if not wrong:
            break
        answers |= {pending[i]: ERROR for i in wrong}
        pending = [one for i, one in enumerate(pending) if i not in wrong]
    shown = json.loads(terraform.run("show", "-json", "planned").stdout)["output_changes"]
    (terraform.root / "outputs.tf").unlink()
    for i, one in enumerate(pending):
        change = shown[f"o{i}"]
        answers[one] = _merged(change.get("after"), change.get("after_unknown"))
    return {one: answers[one] for one in asked}


UNKNOWN = "(known after apply)"
ERROR = "(error)"


def _merged(value: object, unknown: object) -> object:
    """A value of a plan with UNKNOWN for what its map of unknown places says."""
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict):
        known = value if isinstance(value, dict) else {}
        names = {*known, *(name for name, place in unknown.items() if place)}
        return {name: _merged(known.get(name), unknown.get(name)) for name in sorted(names)}
    if isinstance(unknown, list):
        known_items = value if isinstance(value, list) else []
        return [
            _merged(known_items[i] if i < len(known_items) else None, place)
            for i, place in enumerate(unknown)
        ] + known_items[len(unknown) :]
    return value


def main() -> int:
    """Ask them all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--new", action="store_true", help="only what has no answer yet")
    known: dict[str, str | None] = {}
    if parser.parse_args().new:
        known = json.loads((FOLDER / "answers.json").read_text())
    asked = expressions()
    with console() as terraform:
        answers = known | terraform.ask([one for one in asked if one not in known])
        functions = signatures(terraform)
        partly = [one for one in asked if "terraform_data" in one and "sensitive" not in one]
        plans = planned(terraform, partly)
    answers = {one: answers[one] for one in asked}
    for name, recorded in (
        ("answers.json", answers),
        ("functions.json", functions),
        ("planned.json", plans),
    ):
        text = json.dumps(recorded, indent=1, ensure_ascii=False)
        (FOLDER / name).write_text(text + "\n")
    print(f"{len(answers)} answers, {sum(a is None for a in answers.values())} of them errors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
