"""The step of action.yml that tells GitHub what trueup found: outputs, annotations, job summary.

The annotations and the summary are trueup's own reports, written with the scanned text escaped; the
runner acts on what is printed here, so nothing else is. Standard library only. Reads FOLDER (where
the reports are), EXIT_CODE, UPLOAD and HEAD (the repository that a pull request comes from).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

# GitHub refuses a summary above one MiB, and takes the steps of a job together for that.
SUMMARY_BYTES = 1024 * 1024
NO_REPORT = {
    2: "wrong usage or configuration; the log says what",
    3: "incomplete: something could not be read; the log says what",
}


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; empty when trueup wrote none."""
    try:
        return dict(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return {}


def read_text(path: Path) -> str:
    """A text file; empty when trueup wrote none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def is_to_be_mended(result: dict[str, Any]) -> bool:
    """Whether a finding counts: it failed, and is not one that an earlier revision had."""
    past = result.get("past") or {}
    return result["kind"] == "fail" and past.get("standing") != "persisting"


def reason_to_keep(sarif: dict[str, Any]) -> str | None:
    """Why code scanning may not have the report; None when it may.

    A result that is missing closes its alert, so a report whose run did not succeed in reading
    everything stays here.
    """
    runs = sarif.get("runs", [])
    if not runs:
        return ""
    invocations = [one for run in runs for one in run.get("invocations", [])]
    if not all(one.get("executionSuccessful", True) for one in invocations):
        return (
            "::warning::The run was incomplete, so its report is not uploaded: code scanning would "
            "close the alerts of what was not read."
        )
    head = os.environ["HEAD"]
    if head and head != os.environ["GITHUB_REPOSITORY"]:
        return (
            "::notice::A pull request from a fork may not write to code scanning, so the report is "
            "not uploaded; the findings are in the annotations and in the summary of the job."
        )
    return None


def main() -> None:
    """Write the outputs, the annotations and the summary."""
    folder, exit_code = Path(os.environ["FOLDER"]), int(os.environ["EXIT_CODE"])
    report, sarif = read_json(folder / "trueup.json"), read_json(folder / "trueup.sarif")
    upload = False
    if os.environ["UPLOAD"] == "true":
        reason = reason_to_keep(sarif)
        upload = reason is None
        if reason:
            print(reason)
    sys.stdout.flush()
    sys.stdout.buffer.write(read_text(folder / "annotations").encode())
    count = sum(map(is_to_be_mended, report.get("results", [])))
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as outputs:
        outputs.write(f"findings-count={count}\nuploadable={'true' if upload else 'false'}\n")
    summary = read_text(folder / "summary.md")
    if not summary:
        why = NO_REPORT.get(exit_code, "no report was written; the log says why")
        summary = f"## trueup\n\nExit code {exit_code}: {why}.\n"
    if len(summary.encode()) > SUMMARY_BYTES:
        summary = "## trueup\n\nThe summary is too long for GitHub; the log has the findings.\n"
    with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as target:
        target.write(summary)


if __name__ == "__main__":
    main()
