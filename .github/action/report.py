"""The step of action.yml that tells GitHub what trueup found: outputs, annotations, job summary.

Called as ``report.py REPORT.json REPORT.sarif EXIT_CODE CATEGORY``. All that it reads quotes the
scanned repository, which may be hostile, so nothing of it reaches a workflow command or Markdown
unescaped. Standard library only.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

# GitHub shows ten annotations of a kind per step and refuses a summary above one MiB.
ANNOTATIONS = 10
SUMMARY_BYTES = 1024 * 1024 - 4096
SEVERITIES = ("critical", "high", "medium", "low")
LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}
EXPLAINED = {
    0: "no findings at or above the threshold",
    1: "findings at or above the threshold",
    2: "wrong usage or configuration; the log says what",
    3: "incomplete: something could not be read; the log says what",
}


def escape_data(text: str) -> str:
    """The message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property of a workflow command, such as its file."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is: its punctuation as character references, on one line."""
    return "".join(
        character if character.isalnum() or character in " -/," else f"&#{ord(character)};"
        for character in " ".join(text.split())
    )


def read_json(path: str) -> dict[str, Any]:
    """A JSON object from a file; empty when trueup wrote none."""
    try:
        return dict(json.loads(Path(path).read_bytes()))
    except FileNotFoundError:
        return {}


def failures(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings that are open to be fixed, worst first."""
    found = [result for result in report.get("results", []) if result["kind"] == "fail"]
    return sorted(found, key=lambda result: SEVERITIES.index(result["severity"]))


def annotations(found: list[dict[str, Any]]) -> list[str]:
    """Workflow commands that mark the lines, as many as GitHub shows."""
    by_level: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
    for result in found:
        place = result["location"]
        # GitHub shows columns only for a region within one line.
        columns = place["start_line"] == place["end_line"]
        properties = {
            "file": place["path"],
            "line": place["start_line"],
            "endLine": place["end_line"],
            **({"col": place["start_column"], "endColumn": place["end_column"]} if columns else {}),
            "title": f"{result['severity']}: {result['rule']}",
        }
        listed = ",".join(f"{name}={escape_property(str(v))}" for name, v in properties.items())
        level = LEVELS[result["severity"]]
        by_level[level].append(f"::{level} {listed}::{escape_data(result['message'])}")
    return [line for lines in by_level.values() for line in lines[:ANNOTATIONS]]


def summary(found: list[dict[str, Any]], report: dict[str, Any], exit_code: int) -> str:
    """The job summary in Markdown, cut at whole rows to what GitHub accepts."""
    lines = ["## trueup", "", f"Exit code {exit_code}: {EXPLAINED.get(exit_code, 'unexpected')}."]
    errors = [d for d in report.get("diagnostics", []) if d["level"] == "error"]
    if errors:
        lines += ["", f"{_count(errors, 'problem')} kept the scan from being complete:", ""]
        lines += [f"- {_place(d)}{escape_markdown(d['message'])}" for d in errors[:ANNOTATIONS]]
    if found:
        counts = {s: sum(result["severity"] == s for result in found) for s in SEVERITIES}
        listed = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
        lines += ["", f"{_count(found, 'finding')}: {listed}.", ""]
        lines += ["| Severity | Rule | Where | What |", "| --- | --- | --- | --- |"]
    rows = [_row(result) for result in found]
    room = SUMMARY_BYTES - len("\n".join(lines).encode())
    for shown, row in enumerate(rows):
        room -= len(row.encode()) + 1
        if room < 0:
            lines += ["", f"{len(rows) - shown} more findings are in the SARIF report."]
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _count(things: list[dict[str, Any]], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def _row(result: dict[str, Any]) -> str:
    place = f"{result['location']['path']}:{result['location']['start_line']}"
    cells = (result["severity"], result["rule"], place, result["message"])
    return f"| {' | '.join(escape_markdown(str(cell)) for cell in cells)} |"


def _place(diagnostic: dict[str, Any]) -> str:
    if not diagnostic.get("path"):
        return ""
    line = f":{diagnostic['line']}" if diagnostic.get("line") else ""
    return f"{escape_markdown(diagnostic['path'])}{line}: "


def uploadable(sarif: dict[str, Any]) -> bool:
    """Whether code scanning may have the report.

    A result that is missing closes its alert, so a report whose run did not succeed in reading
    everything stays here.
    """
    runs = sarif.get("runs", [])
    invocations = [i for run in runs for i in run.get("invocations", [])]
    return bool(runs) and all(i.get("executionSuccessful", True) for i in invocations)


def categorise(sarif: dict[str, Any], category: str) -> None:
    """Put every run into a category; the id is the category and whatever follows its last slash.

    The category that the upload step can be given counts only for runs that carry none.
    """
    for run in sarif.get("runs", []):
        run["automationDetails"] = {"id": f"{category.rstrip('/')}/"}


def main(report_path: str, sarif_path: str, exit_code: str, category: str) -> None:
    """Write the outputs, the annotations and the summary, and the category into the SARIF."""
    report, sarif = read_json(report_path), read_json(sarif_path)
    if sarif and category:
        categorise(sarif, category)
        Path(sarif_path).write_text(json.dumps(sarif), encoding="utf-8")
    found = failures(report)
    upload = uploadable(sarif)
    if sarif and not upload:
        reason = "code scanning would close the alerts of what was not read"
        print(f"::warning::The scan was incomplete, so its report is not uploaded: {reason}.")
    for line in annotations(found):
        print(line)
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as outputs:
        outputs.write(f"findings-count={len(found)}\nuploadable={'true' if upload else 'false'}\n")
    with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as target:
        target.write(summary(found, report, int(exit_code)))


if __name__ == "__main__":
    main(*sys.argv[1:])
