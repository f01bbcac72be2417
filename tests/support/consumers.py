"""How GitHub's runner and SonarQube's scanner read what trueup writes for them.

Neither publishes a schema; their sources say what they take: `ActionCommand.TryParseV2` and
`TryParse` in actions/runner, and `ExternalIssueReportValidator`, `ExternalIssueImporter` and
`DefaultInputFile` in SonarSource/sonarqube. These are the same checks, written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

# Every command a runner knows; only three of them may ever be written.
RUNNER_COMMANDS = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice",
    "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning",
}  # fmt: skip
_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def unescaped(text: str, mappings: tuple[tuple[str, str], ...]) -> str:
    for written, meant in mappings:
        text = text.replace(written, meant)
    return text


def runner_lines(data: bytes) -> list[str]:
    """The output as the runner splits it."""
    return re.split("\r\n|\n|\r", data.decode("utf-8").removesuffix("\n"))


def runner_command(line: str) -> tuple[str, dict[str, str], str] | None:
    """A line as a workflow command: name, properties and message; None for a line of the log."""
    line = line.lstrip()
    if line.startswith("::") and (end := line.find("::", 2)) >= 0:
        info, data = line[2:end], line[end + 2 :]
        name, _, listed = info.partition(" ")
        if name in RUNNER_COMMANDS:
            properties = {}
            for pair in filter(None, listed.strip().split(",")):
                key, equals, value = pair.partition("=")
                if equals and value:
                    properties[key] = unescaped(value, _PROPERTY)
            return name, properties, unescaped(data, _DATA)
    start = line.find("##[")
    if start >= 0 and (end := line.find("]", start)) >= 0:
        name = line[start + 3 : end].partition(" ")[0]
        if name in RUNNER_COMMANDS:
            return name, {}, line[end + 1 :]
    return None


ATTRIBUTES = {
    "FORMATTED", "CONVENTIONAL", "IDENTIFIABLE", "CLEAR", "LOGICAL", "COMPLETE", "EFFICIENT",
    "FOCUSED", "DISTINCT", "MODULAR", "TESTED", "LAWFUL", "TRUSTWORTHY", "RESPECTFUL",
}  # fmt: skip


def import_into_sonarqube(tree: Any, read: Callable[[str], bytes]) -> int:
    """How many issues SonarQube takes; AssertionError where it ends the analysis with an error.

    read: bytes of a file by its path in the repository; OSError for one that is not indexed.
    """
    assert set(tree) == {"rules", "issues"}
    ids = [rule["id"] for rule in tree["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in tree["rules"]:
        assert all(rule[key] for key in ("id", "name", "engineId", "cleanCodeAttribute", "impacts"))
        assert rule["cleanCodeAttribute"] in ATTRIBUTES
        assert rule["type"] in ("BUG", "VULNERABILITY", "CODE_SMELL")
        assert rule["severity"] in ("BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO")
        for impact in rule["impacts"]:
            assert impact["softwareQuality"] in ("SECURITY", "RELIABILITY", "MAINTAINABILITY")
            assert impact["severity"] in ("BLOCKER", "HIGH", "MEDIUM", "LOW", "INFO")
    for issue in tree["issues"]:
        assert issue["ruleId"] in ids
        assert "severity" not in issue and "type" not in issue
        primary = issue["primaryLocation"]
        assert primary["message"] is not None
        _check_place(primary, read)
        for other in issue.get("secondaryLocations", ()):
            assert "textRange" in other
            _check_place(other, read)
    return len(tree["issues"])


def _check_place(location: Any, read: Callable[[str], bytes]) -> None:
    assert location["filePath"] and not location["filePath"].startswith(("/", "./"))
    where = location.get("textRange")
    if where is None:
        return
    try:
        data = read(location["filePath"])
    except OSError:
        return
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lengths = [len(line.encode("utf-16-le", "surrogatepass")) // 2
               for line in re.split("\r\n|\n|\r", text)]  # fmt: skip
    start, end = where["startLine"], where.get("endLine", where["startLine"])
    assert 1 <= start <= len(lengths) and 1 <= end <= len(lengths)
    if "startColumn" in where:
        assert 0 <= where["startColumn"] <= lengths[start - 1]
        assert 0 <= where["endColumn"] <= lengths[end - 1]
        assert (start, where["startColumn"]) < (end, where["endColumn"])
