"""A harness that runs the steps of action.yml as a runner does, for the few features they use.

``run:`` steps run in bash with the runner's files and variables; ``uses:`` steps are only recorded
and answered. Python and trueup are stand-ins that write down how they were called, so that no step
needs a network.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "action.yml"

# Stands in for Python: makes "environments", pretends to install, and runs scripts for real.
PYTHON = """\
#!{real}
import json, os, shutil, sys
words = sys.argv[1:]
with open({calls!r}, "a") as calls:
    calls.write(json.dumps({{"python": words, "cwd": os.getcwd()}}) + "\\n")
if "venv" in words:
    os.makedirs(words[-1] + "/bin")
    shutil.copy(__file__, words[-1] + "/bin/python")
    shutil.copy({trueup!r}, words[-1] + "/bin/trueup")
elif "-c" in words:
    print("0.1.0")
elif "pip" not in words:
    os.execv({real!r}, [{real!r}, *words])
"""

# Stands in for trueup: writes down its arguments, then prints, writes and exits as told.
TRUEUP = """\
#!{real}
import json, sys
with open({calls!r}, "a") as calls:
    calls.write(json.dumps({{"trueup": sys.argv[1:]}}) + "\\n")
if sys.argv[1] == "packs":
    sys.exit(0)
behaviour = json.load(open({behaviour!r}))
for word in sys.argv[1:]:
    option, _, rest = word.partition("=")
    kind, _, path = rest.partition("=")
    if option == "--output" and behaviour[kind] is not None:
        given = behaviour[kind]
        open(path, "w").write(given if isinstance(given, str) else json.dumps(given))
sys.stdout.write(behaviour["prints"])
sys.exit(behaviour["code"])
"""


@dataclass
class Run:
    """What came of the steps. calls: of the stand-ins; uses: the recorded ``with`` by action."""

    exit_code: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    uses: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def trueup(self) -> list[str] | None:
        """The arguments trueup scanned with, without those that name report files."""
        for call in self.calls:
            if "trueup" in call and call["trueup"][0] != "packs":
                return [word for word in call["trueup"] if not word.startswith("--output=")]
        return None

    @property
    def commands(self) -> list[str]:
        """The workflow commands of the log that a runner would act on."""
        active: list[str] = []
        stopped: str | None = None
        for line in self.log.splitlines():
            if stopped is not None:
                stopped = None if line.strip() == f"::{stopped}::" else stopped
            elif line.startswith("::stop-commands::"):
                stopped = line.removeprefix("::stop-commands::").strip()
            elif re.match(r"\s*::[a-z-]+", line):
                active.append(line)
        return active


class Context:
    """The inputs, step outputs and values of the event that expressions may name."""

    def __init__(self, inputs: Mapping[str, str], event: Mapping[str, str]) -> None:
        self.inputs = inputs
        self.event = event
        self.outputs: dict[str, dict[str, str]] = {}

    def value(self, expression: str) -> str:
        """A literal, ``inputs.X``, ``steps.X.outputs.Y`` or ``github.event.X``; what is not there
        is empty."""
        expression = expression.strip()
        if expression.startswith("'") and expression.endswith("'"):
            return expression[1:-1]
        if match := re.fullmatch(r"inputs\.([\w-]+)", expression):
            return self.inputs[match[1]]
        if match := re.fullmatch(r"steps\.([\w-]+)\.outputs\.([\w-]+)", expression):
            return self.outputs.get(match[1], {}).get(match[2], "")
        if match := re.fullmatch(r"github\.event\.([\w.]+)", expression):
            return self.event.get(match[1], "")
        raise AssertionError(f"the harness does not know the expression {expression!r}")

    def text(self, template: str) -> str:
        """A string with its ``${{ }}`` filled in."""
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: self.value(match[1]), template)

    def holds(self, condition: str, failed: bool) -> bool:
        """An ``if:`` made of ``always()``, ``==``, ``!=`` and ``&&``."""
        terms = [term.strip() for term in condition.split("&&")]
        if "always()" not in terms and failed:
            return False
        for term in terms:
            if term == "always()":
                continue
            left, operator, right = re.split(r"(==|!=)", term)
            if (self.value(left) == self.value(right)) is not (operator == "=="):
                return False
        return True


def read_outputs(text: str) -> dict[str, str]:
    """The runner's file format: ``name=value`` or ``name<<MARK`` to ``MARK``."""
    outputs: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, separator, value = line.partition("=")
        if "<<" in name or not separator:
            name, _, mark = line.partition("<<")
            value = "\n".join(iter(lambda: next(lines), mark))
        outputs[name] = value
    return outputs


class Runner:
    """Runs the action in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = folder / "work space"
        self.temporary = folder / "temp"
        for made in (self.workspace, self.temporary):
            made.mkdir()
        self.python = folder / "python"
        self.calls = folder / "calls.jsonl"

    def stand_ins(self, behaviour: Mapping[str, Any]) -> None:
        """Write the stand-ins; `behaviour` tells trueup's what to do."""
        told, trueup = self.folder / "behaviour.json", self.folder / "trueup"
        told.write_text(json.dumps(behaviour))
        names = {"real": sys.executable, "calls": str(self.calls), "behaviour": str(told)}
        trueup.write_text(TRUEUP.format(**names))
        self.python.write_text(PYTHON.format(trueup=str(trueup), **names))
        for made in (self.python, trueup):
            made.chmod(0o755)

    def run(
        self,
        inputs: Mapping[str, str],
        python: str | None = None,
        event: Mapping[str, str] | None = None,
    ) -> Run:
        """Run every step in order. python: what setup-python answers, if not the stand-in. event:
        values of the event by their paths."""
        action = yaml.safe_load(ACTION.read_text())
        unknown = set(inputs) - set(action["inputs"])
        assert not unknown, f"the action has no input {unknown}"
        defaults = {name: entry.get("default", "") for name, entry in action["inputs"].items()}
        context, done = Context({**defaults, **inputs}, event or {}), Run()
        for number, step in enumerate(action["runs"]["steps"]):
            name = step["name"]
            if not context.holds(step.get("if", "'' == ''"), bool(done.exit_code)):
                done.steps[name] = "skipped"
                continue
            identifier = step.get("id", f"step{number}")
            if "uses" in step:
                given = {k: context.text(str(v)) for k, v in step.get("with", {}).items()}
                done.uses[step["uses"].partition("@")[0]] = given
                context.outputs[identifier] = {"python-path": python or str(self.python)}
                done.steps[name] = "success"
                continue
            code = self._bash(step, context, identifier, done)
            done.steps[name] = "failure" if code else "success"
            # The first failure decides how the job ends; `Result` repeats trueup's own code.
            done.exit_code = done.exit_code or code
        done.outputs = {n: context.text(o["value"]) for n, o in action["outputs"].items()}
        if self.calls.exists():
            done.calls = [json.loads(line) for line in self.calls.read_text().splitlines()]
        return done

    def _bash(self, step: Mapping[str, Any], context: Context, identifier: str, done: Run) -> int:
        assert step["shell"] == "bash"
        script = self.folder / f"{identifier}.sh"
        script.write_text(context.text(step["run"]))
        files = {name: self.folder / f"{identifier}.{name}" for name in ("OUTPUT", "ENV", "PATH")}
        summary = self.folder / f"{identifier}.summary"
        for made in (*files.values(), summary):
            made.write_text("")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "CI": "true",
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_STEP_SUMMARY": str(summary),
            **{f"GITHUB_{name}": str(path) for name, path in files.items()},
            **{name: context.text(str(value)) for name, value in step.get("env", {}).items()},
        }
        for variable in ("PIP_CERT", "PIP_FIND_LINKS", "PIP_INDEX_URL", "SSL_CERT_FILE"):
            if variable in os.environ:
                environment[variable] = os.environ[variable]
        finished = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=600,
            check=False,
        )
        done.log += finished.stdout.decode("utf-8", "replace")
        done.summary += summary.read_text()
        assert not files["ENV"].read_text(), "a step sets variables for the whole job"
        assert not files["PATH"].read_text(), "a step changes PATH for the whole job"
        context.outputs[identifier] = read_outputs(files["OUTPUT"].read_text())
        return finished.returncode


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner with its own workspace and temporary folder, and no stand-ins yet."""
    return Runner(tmp_path)


@pytest.fixture
def run_action(runner: Runner) -> Callable[..., Run]:
    """``run_action(inputs, code=1, json=..., sarif=..., prints=...)``: run with stand-ins."""

    def run(
        inputs: Mapping[str, str] | None = None,
        event: Mapping[str, str] | None = None,
        **behaviour: Any,
    ) -> Run:
        whole = {
            "code": 0,
            "prints": "",
            "json": None,
            "sarif": {"version": "2.1.0", "runs": [{}]},
            "github": None,
            "markdown": None,
        }
        runner.stand_ins({**whole, **behaviour})
        return runner.run(inputs or {}, event=event)

    return run
