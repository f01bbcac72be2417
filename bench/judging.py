"""What judging costs: its share of a scan's CPU time, and what a long rulebook adds to a start.

``python bench/judging.py FOLDER`` scans a folder in this process and prints the CPU seconds of
judging (the rules' files are read in it) and of the whole process, start-up included, as JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FEW = 24
"""Rules of the short rulebook that starts are compared with."""

_RULE = "aws/aws_db_instance_unencrypted.py"
_CODE = 'resource "aws_db_instance" "db" {\n  storage_encrypted = false\n}\n'
_START = "from scanner.cli.main import main; main()"


def share(folder: Path, rounds: int, settings: dict[str, str] | None = None) -> float:
    """The median share of judging in the CPU time of scans of `folder`, each a new process.

    settings: environment variables to set.
    """
    program = [sys.executable, str(Path(__file__).resolve()), str(folder)]
    shares = []
    for _ in range(rounds):
        done = subprocess.run(
            program, env=_environment(ROOT, settings), check=True, capture_output=True
        )
        seconds = json.loads(done.stdout)
        shares.append(seconds["judging"] / seconds["scan"])
    return statistics.median(shares)


def added(folder: Path, rounds: int, settings: dict[str, str] | None = None) -> float:
    """CPU seconds that all rules add to a scan of three lines with `FEW` of them, by the best of
    several rounds that take turns. folder: an empty one to work in."""
    few = _short_rulebook(folder / "few")
    code = folder / "code"
    code.mkdir()
    (code / "main.tf").write_text(_CODE)
    times: dict[Path, list[float]] = {few: [], ROOT: []}
    for number in range(rounds + 1):
        for root, found in times.items():
            seconds = _start(root, code, settings)
            if number:  # the first compiles and fills caches
                found.append(seconds)
    return min(times[ROOT]) - min(times[few])


def _short_rulebook(folder: Path) -> Path:
    """The scanner beside a rulebook of `FEW` rules, with their index and a policy of all."""
    index = json.loads((ROOT / "rules" / "index.json").read_text())
    kept = {_RULE: index[_RULE]}
    for name, entry in index.items():
        if len(kept) < FEW:
            kept[name] = entry
    for name in kept:
        target = folder / "rules" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / "rules" / name).read_bytes())
    (folder / "rules" / "index.json").write_text(json.dumps(kept))
    (folder / "scanner").symlink_to(ROOT / "scanner")
    (folder / "policies").mkdir()
    (folder / "policies" / "baseline.yaml").write_text("title: All\nselect:\n  rules: ['*']\n")
    return folder


def _start(root: Path, code: Path, settings: dict[str, str] | None) -> float:
    before = _of_children()
    words = [sys.executable, "-c", _START, "scan", "--no-cache", "--format", "json", str(code)]
    done = subprocess.run(words, env=_environment(root, settings), capture_output=True, cwd=code)
    if done.returncode != 1:
        sys.exit(f"{' '.join(words)}: exited with {done.returncode}: {done.stderr.decode()}")
    return _of_children() - before


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _environment(root: Path, settings: dict[str, str] | None) -> dict[str, str]:
    # Without what would have every rule compiled anew in each process.
    known = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**known, "PYTHONPATH": str(root), **(settings or {})}


def measure(folder: str) -> dict[str, float]:
    """Scan a folder in this process; CPU seconds of judging and of all."""
    from scanner import engine
    from scanner.cli.main import main

    evaluate, judging = engine.evaluate, 0.0

    def timed(*arguments: Any, **named: Any) -> engine.Evaluation:
        nonlocal judging
        started = time.process_time()
        try:
            return evaluate(*arguments, **named)
        finally:
            judging += time.process_time() - started

    engine.evaluate = timed
    shown, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115 - open to the end
    try:
        main(["scan", "--no-cache", "--format", "json", folder])
    except SystemExit as stop:
        if stop.code not in (0, 1):
            raise
    finally:
        sys.stdout = shown
    return {"judging": judging, "scan": time.process_time()}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
