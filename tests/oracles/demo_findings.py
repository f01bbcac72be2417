"""Write fixtures/demo/expected-findings.json anew, after rules were added or changed.

    python tests/oracles/demo_findings.py

It records what a scan of the demonstration stack by every rule finds. What the difference adds or
takes away is read, line by line, against the code before it is committed: the file says what has to
be found, and nobody but a reader can know that.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
COMMAND = ("-m", "scanner.cli.main", "scan", ".", "--policy=strict", "--format=json", "--no-cache")


def main() -> None:
    """Record the failures: rule, file, line and address of the definition."""
    done = subprocess.run(
        [sys.executable, *COMMAND], cwd=DEMO, capture_output=True, check=False, text=True
    )
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    failed = [
        {
            "rule": result["rule"],
            "path": result["location"]["path"],
            "line": result["location"]["start_line"],
            "address": result["resource"]["address"],
        }
        for result in json.loads(done.stdout)["results"]
        if result["kind"] == "fail"
    ]
    failed.sort(key=lambda one: (one["path"], one["line"], one["rule"], one["address"]))
    lines = ",\n".join("  " + json.dumps(one) for one in failed)
    (DEMO / "expected-findings.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(failed)} findings")


if __name__ == "__main__":
    main()
