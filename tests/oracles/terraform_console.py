"""Record what `terraform console` answers to the expressions in tests/terraform/console.

Run it from the repository's root with Terraform on PATH:

    python tests/oracles/terraform_console.py

It writes tests/terraform/console/answers.json: expression -> the text that the console prints, or
null where it reports an error. No provider is needed, and nothing is applied.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "terraform" / "console"


def expressions() -> list[str]:
    """The expressions to ask."""
    lines = (FOLDER / "expressions.txt").read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def main() -> int:
    """Ask them all, a process each: the console stops at its first error."""
    answers: dict[str, str | None] = {}
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        shutil.copytree(FOLDER / "root", root)
        (Path(scratch) / "rc").write_text("")
        environ = {**os.environ, "TF_CLI_CONFIG_FILE": str(Path(scratch) / "rc")}
        environ |= {"CHECKPOINT_DISABLE": "1", "NO_COLOR": "1"}
        subprocess.run(
            ["terraform", "init"], cwd=root, env=environ, check=True, capture_output=True
        )
        for expression in expressions():
            answer = subprocess.run(
                ["terraform", "console", "-no-color"],
                cwd=root,
                env=environ,
                input=expression + "\n",
                capture_output=True,
                text=True,
            )
            failed = answer.returncode != 0 or "Error:" in answer.stderr
            answers[expression] = None if failed else answer.stdout.rstrip("\n")
    text = json.dumps(answers, indent=1, ensure_ascii=False)
    (FOLDER / "answers.json").write_text(text + "\n")
    print(f"{len(answers)} answers, {sum(a is None for a in answers.values())} of them errors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
