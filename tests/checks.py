"""Everything `make test` runs, in one go, with the seconds each step took.

Every step runs whatever the ones before it said, so that one call shows all that is wrong.
Arguments are passed on to pytest: ``python tests/checks.py tests/hcl -x``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# As in fixtures/demo/demonstrate.py: installed once for both.
PACKS = ROOT / ".venv-pack"


def steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Names and commands, cheapest first; each runs in the environment of this interpreter."""
    scripts = Path(sys.executable).parent
    return [
        ("ruff check", [str(scripts / "ruff"), "check", "."]),
        ("ruff format", [str(scripts / "ruff"), "format", "--check", "."]),
        ("import-linter", [str(scripts / "lint-imports"), "--no-logo"]),
        ("mypy", [str(scripts / "mypy")]),
        # For the tests of the pack by Checkov itself, in tests/packs/test_real_checkov.py.
        ("packs install", [str(scripts / "trueup"), "packs", "install", "checkov"]),
        (
            "pytest",
            [
                sys.executable,
                "-m",
                "pytest",
                "-n",
                "auto",
                "-m",
                "not proof",
                "-rs",
                "--durations=10",
                *arguments,
            ],
        ),
    ]


def main(arguments: list[str]) -> int:
    """Run the steps; the exit code is 1 when any of them failed."""
    timings: list[str] = []
    failed: list[str] = []
    PACKS.mkdir(mode=0o700, exist_ok=True)
    for name, command in steps(arguments):
        print(f"== {name}", flush=True)
        started = time.monotonic()
        data = {"XDG_DATA_HOME": str(PACKS)} if name == "packs install" else {}
        environment = {**os.environ, **data}
        code = subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode
        timings.append(f"{name} {time.monotonic() - started:.1f} s")
        if code:
            failed.append(name)
    print(f"== {', '.join(timings)}")
    if failed:
        print(f"== failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
