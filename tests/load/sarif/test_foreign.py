"""Other scanners' SARIF: what Trivy, Checkov and Snyk write, what the standard allows, and what
nobody should have written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.identity import rule_and_scope
from scanner.load.sarif import Imported, load_sarif, log
from scanner.load.sarif import __name__ as package
from scanner.load.sarif.places import Places
from scanner.model import Kind, Level, Origin
from scanner.outcome import Finding
from scanner.project import Project

RECORDED = Path(__file__).parent / "recorded"
Write = Callable[..., str]


def recorded(project: Project, name: str) -> Imported:
    found = load_sarif([str(RECORDED / name)], project)
    assert found.diagnostics == ()
    return found


@pytest.fixture
def read(project: Project, write: Write) -> Callable[..., Imported]:
    """Read runs as a file of one tool; a dictionary with ``runs`` as it is."""

    def load(*results: Any, rules: Any = (), run: Any = None, tool: str = "Tool") -> Imported:
        driver = {"name": tool, "rules": list(rules)}
        tree = {
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": list(results), **(run or {})}],
        }
        return load_sarif([write("other.sarif", json.dumps(tree))], project)

    return load


def only(found: Imported) -> Finding:
    assert found.diagnostics == ()
    (finding,) = found.findings
    return finding


def result(**given: Any) -> dict[str, Any]:
    return {"ruleId": "R1", "message": {"text": "wrong"}, **given}


def at(uri: str, line: int = 1, **given: Any) -> list[dict[str, Any]]:
    physical = {"artifactLocation": {"uri": uri, **given}, "region": {"startLine": line}}
    return [{"physicalLocation": physical}]


# ---- what the tools write ------------------------------------------------------------------------


def test_an_image_by_trivy(project: Project) -> None:
    found = recorded(project, "trivy-image.sarif")
    said = {
        (f.identity, f.rule.severity.value, f.location.path, f.rule.cwe) for f in found.findings
    }
    assert said == {
        ("trivy/CVE-2023-6879|shop|libaom3|", "critical", "shop", None),
        ("trivy/CVE-2024-0727|shop|libssl3|", "medium", "shop", None),
        ("trivy/CVE-2024-0727|shop|openssl|", "medium", "shop", None),
        ("trivy/CVE-2022-25883|app/package-lock.json|semver|", "high", "app/package-lock.json",
         None),
        ("trivy/aws-access-key-id|file:///app/settings.py|file:///app/settings.py|", "critical",
         "file:///app/settings.py", None),
    }  # fmt: skip
    by_rule = {finding.rule.id: finding for finding in found.findings}
    worst = by_rule["trivy/CVE-2023-6879"]
    assert worst.rule.title == "aom: heap-buffer-overflow on frame size change"
    assert worst.rule.references == ("https://avd.aquasec.com/nvd/cve-2023-6879",)
    assert worst.message == (
        "Package: libaom3, Installed Version: 3.6.0-1, Vulnerability CVE-2023-6879, "
        "Severity: CRITICAL, Fixed Version: 3.6.0-1+deb12u1, Link: CVE-2023-6879"
    )
    assert worst.resource.origin is Origin.IMPORTED
    assert worst.rule.confidence is Level.HIGH
    assert by_rule["trivy/aws-access-key-id"].resource.sensitive
    assert not worst.resource.sensitive
    assert found.tools == {"trivy"}
    assert len(found.whole) == 1


def test_the_next_version_of_a_package_has_the_same_finding(project: Project, write: Write) -> None:
    text = (RECORDED / "trivy-image.sarif").read_text()
    newer = load_sarif([write("t.sarif", text.replace("3.6.0-1", "3.6.0-9"))], project)
    assert newer.findings[0].message != recorded(project, "trivy-image.sarif").findings[0].message
    assert newer.findings[0].identity == "trivy/CVE-2023-6879|shop|libaom3|"


def test_misconfigurations_by_trivy(project: Project) -> None:
    found = recorded(project, "trivy-config.sarif")
    places = {(f.rule.id, f.location.path, f.location.start_line) for f in found.findings}
    assert ("trivy/AVD-AWS-0107", "main.tf", 19) in places
    assert ("trivy/DS002", "app/Dockerfile", 1) in places
    # Two buckets of one file, told apart by their lines alone.
    twice = [f.identity for f in found.findings if f.rule.id == "trivy/AVD-AWS-0086"]
    assert twice == ["trivy/AVD-AWS-0086|main.tf|main.tf|", "trivy/AVD-AWS-0086|main.tf|main.tf|#2"]


def test_checkov(project: Project) -> None:
    found = recorded(project, "checkov.sarif")
    suppressed = [f for f in found.findings if f.kind is Kind.SUPPRESSED]
    assert [
        (f.rule.id, f.location.start_line, f.suppression and f.suppression.reason)
        for f in suppressed
    ] == [("checkov/CKV_AWS_18", 5, "the access log of the log bucket is not kept")]
    ssh = next(f for f in found.findings if f.rule.id == "checkov/CKV_AWS_24")
    assert (ssh.rule.severity, ssh.location.start_line, ssh.location.end_line) == (
        Level.HIGH,
        10,
        21,
    )


def test_snyk(project: Project) -> None:
    found = recorded(project, "snyk-container.sarif")
    assert [(f.identity, f.rule.severity, f.rule.cwe, f.kind) for f in found.findings] == [
        ("snyk-container/SNYK-DEBIAN12-OPENSSL-6190223|app/Dockerfile|openssl/libssl3|",
         Level.MEDIUM, 476, Kind.FAIL),
        ("snyk-container/SNYK-DEBIAN12-ZLIB-6008963|app/Dockerfile|zlib/zlib1g|",
         Level.CRITICAL, 190, Kind.SUPPRESSED),
    ]  # fmt: skip


# ---- how bad -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "level"),
    [
        ("10.0", "critical"), ("9.0", "critical"), (9.5, "critical"), ("8.9", "high"),
        ("7.0", "high"), ("6.9", "medium"), ("4.0", "medium"), ("3.9", "low"), ("0.1", "low"),
        # No score: the level of the result, which is error.
        ("0.0", "high"), ("", "high"), ("11", "high"), ("nan", "high"), ("-1", "high"),
        (True, "high"), (None, "high"), ({}, "high"), ("9" * 400, "high"),
    ],
)  # fmt: skip
def test_scores(read: Callable[..., Imported], score: Any, level: str) -> None:
    rule = {"id": "R1", "properties": {"security-severity": score}}
    assert only(read(result(level="error"), rules=[rule])).rule.severity == level


@pytest.mark.parametrize(
    ("given", "rule", "level"),
    [
        ({}, {}, "medium"),
        ({"level": "note"}, {}, "low"),
        ({"level": "none"}, {}, "low"),
        ({"level": "fatal"}, {}, "medium"),
        ({}, {"defaultConfiguration": {"level": "error"}}, "high"),
        ({"level": "note"}, {"defaultConfiguration": {"level": "error"}}, "low"),
        ({"level": "error"}, {"properties": {"problem.severity": "recommendation"}}, "low"),
        ({"properties": {"security-severity": "9.9"}}, {"properties": {"security-severity": "1"}},
         "critical"),
        ({"properties": 3}, {"properties": [], "defaultConfiguration": "error"}, "medium"),
    ],
)  # fmt: skip
def test_levels(
    read: Callable[..., Imported], given: dict[str, Any], rule: dict[str, Any], level: str
) -> None:
    assert only(read(result(**given), rules=[{"id": "R1", **rule}])).rule.severity == level


# ---- which results, and of which rule ------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({}, "fail"),
        ({"kind": "fail"}, "fail"),
        ({"kind": "open"}, "open"),
        ({"kind": "review"}, "open"),
        ({"baselineState": "new"}, "fail"),
        ({"baselineState": "unchanged"}, "fail"),
        ({"suppressions": []}, "fail"),
        ({"suppressions": [{"kind": "external", "status": "underReview"}]}, "fail"),
        ({"suppressions": [{"kind": "external"}, {"status": "rejected"}]}, "fail"),
        ({"suppressions": [{"kind": "external", "status": "accepted"}]}, "suppressed"),
    ],
)
def test_kinds(read: Callable[..., Imported], given: dict[str, Any], kind: str) -> None:
    assert only(read(result(**given))).kind == kind


@pytest.mark.parametrize(
    "given",
    [{"kind": "pass"}, {"kind": "notApplicable"}, {"kind": "informational"},
     {"baselineState": "absent"}],
)  # fmt: skip
def test_what_is_no_finding(read: Callable[..., Imported], given: dict[str, Any]) -> None:
    found = read(result(**given))
    assert (found.findings, found.diagnostics) == ((), ())


RULES = [{"id": "A", "shortDescription": {"text": "Title A"}}, {"id": "B", "name": "Name B"}]


@pytest.mark.parametrize(
    ("given", "rule", "title"),
    [
        ({"ruleId": "A"}, "tool/A", "Title A"),
        ({"ruleId": "B", "ruleIndex": 1}, "tool/B", "Name B"),
        ({"ruleId": None, "ruleIndex": 0}, "tool/A", "Title A"),
        ({"ruleId": None, "rule": {"index": 1}}, "tool/B", "Name B"),
        ({"ruleId": None, "rule": {"id": "A"}}, "tool/A", "Title A"),
        ({"ruleId": "A/1", "ruleIndex": 0}, "tool/A/1", "Title A"),
        ({"ruleId": "A", "ruleIndex": 1}, "tool/A", "Title A"),  # the id is right
        ({"ruleId": "C", "ruleIndex": 99}, "tool/C", "tool/C"),
        ({"ruleId": None, "ruleIndex": -1}, "tool/unnamed", "tool/unnamed"),
        ({"ruleId": "E", "rule": {"index": 0, "toolComponent": {"index": 0}}}, "tool/E", "Of E"),
    ],
)
def test_rules(read: Callable[..., Imported], given: dict[str, Any], rule: str, title: str) -> None:
    extensions = [{"rules": [{"id": "E", "shortDescription": {"text": "Of E"}}]}]
    run = {"tool": {"driver": {"name": "Tool", "rules": RULES}, "extensions": extensions}}
    found = only(read(result(**given), run=run))
    assert (found.rule.id, found.rule.title) == (rule, title)


def test_messages_with_arguments(read: Callable[..., Imported]) -> None:
    rule = {"id": "R1", "messageStrings": {"default": {"text": "{0} is [bad](1): {1} {7}"}}}
    message = {"id": "default", "arguments": ["x", "y"]}
    assert only(read(result(message=message), rules=[rule])).message == "x is bad: y {7}"


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("Snyk Container", "snyk-container"),
        ("Trivy", "trivy"),
        ("a|b/c", "a-b-c"),
        ("Émile!", "mile"),
    ],
)
def test_names_of_tools(read: Callable[..., Imported], name: str, tool: str) -> None:
    assert only(read(result(), tool=name)).rule.id == f"{tool}/R1"


# ---- where ---------------------------------------------------------------------------------------


BASES = {
    "ROOT": {"uri": "file:///github/workspace/"},
    "SUB": {"uri": "src/", "uriBaseId": "ROOT"},
    "LOOP": {"uri": "x/", "uriBaseId": "LOOP"},
    "TOP": {"uri": "file:///"},
}


@pytest.mark.parametrize(
    ("uri", "base", "scope"),
    [
        ("main.tf", None, "main.tf"),
        ("./a/../main.tf", None, "main.tf"),
        ("a%20b.tf", None, "a b.tf"),
        ("a\\b.tf", None, "a/b.tf"),
        ("main.tf", "ROOT", "main.tf"),
        ("main.tf", "%SRCROOT%", "main.tf"),
        ("main.tf", "LOOP", "main.tf"),
        ("nginx", "TOP", "nginx"),
        ("/github/workspace/a/main.tf", None, "a/main.tf"),
        ("file:///github/workspace/a/main.tf", "ROOT", "a/main.tf"),
        ("file:main.tf", None, "main.tf"),
        ("../main.tf", None, "file://../main.tf"),
        ("a/../../main.tf", None, "file://a/../../main.tf"),
        ("/etc/passwd", None, "file:///etc/passwd"),
        ("file:///etc/passwd", None, "file:///etc/passwd"),
        ("file://server/share/x", None, "file://server/share/x"),
        ("//server/x", None, "file:////server/x"),
        ("https://example.com/x", None, "https://example.com/x"),
        ("docker:nginx", None, "docker:nginx"),
        ("C:\\x\\y.tf", None, "file://C:\\x\\y.tf"),
        ("file:///C:/x/y.tf", None, "file:///C:/x/y.tf"),
        ("", None, "other.sarif"),
    ],
)
def test_places(read: Callable[..., Imported], uri: str, base: str | None, scope: str) -> None:
    artifact = {"uriBaseId": base} if base else {}
    run = {"originalUriBaseIds": BASES}
    found = only(read(result(locations=at(uri, **artifact)), run=run))
    assert rule_and_scope(found.identity)[1] == scope


def test_places_in_this_repository(
    read: Callable[..., Imported], project: Project, write: Write
) -> None:
    """Absolute addresses of it, and bases in it, lead to its files, whose source may be shown."""
    write("src/main.tf")
    root = Path(project.root).as_uri()
    for uri, bases in (
        (f"{root}/src/main.tf", {}),
        (f"{project.root}/src/main.tf", {}),
        ("main.tf", {"B": {"uri": f"{root}/src/"}}),
        ("main.tf", {"B": {"uri": "src/", "uriBaseId": "R"}, "R": {"uri": f"{root}/"}}),
    ):
        run = {"originalUriBaseIds": bases}
        found = read(result(locations=at(uri, uriBaseId="B")), run=run)
        assert only(found).resource.scope == "src/main.tf"
        assert found.unread == frozenset()


def test_a_link_out_of_the_tree_is_never_quoted(
    read: Callable[..., Imported], project: Project, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret")
    os.symlink(tmp_path / "secret", Path(project.root, "link"))
    assert read(result(locations=at("link"))).unread == {"link"}


STEPS = st.lists(
    st.sampled_from(
        ["..", ".", "a", "%2e%2e", "%2E", "%2f", "/", "//", "\\", "file:", "file://", "link", "~",
         "C:", "%00", "%", "#", "?x"]
    ),
    max_size=7,
)  # fmt: skip


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, STEPS, st.sampled_from(["", "/"]))
def test_no_address_leads_out_of_the_tree(
    project: Project, write: Write, steps: list[str], base: list[str], joint: str
) -> None:
    write("a")
    link = Path(project.root, "link")
    if not link.is_symlink():
        link.symlink_to("/etc")
    places = Places({"originalUriBaseIds": {"B": {"uri": joint.join(base)}}}, project)
    artifact = {"uri": joint.join(steps), "uriBaseId": "B"}
    where, scope = places.of({"physicalLocation": {"artifactLocation": artifact}})
    if not where.path or where.path in places.unread:
        return
    assert scope == project.repository_path(where.path)
    assert os.path.realpath(project.absolute(where.path)).startswith(project.root + "/")


def test_artifacts_by_index(read: Callable[..., Imported]) -> None:
    run = {"artifacts": [{"location": {"uri": "a.tf"}}]}
    locations = [{"physicalLocation": {"artifactLocation": {"index": 0}}}]
    assert only(read(result(locations=locations), run=run)).resource.scope == "a.tf"


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ({}, (1, 1, 1, 1)),
        ({"startLine": 3, "startColumn": 2, "endLine": 4, "endColumn": 5}, (3, 2, 4, 5)),
        ({"startLine": 3, "endLine": 1}, (3, 1, 3, 1)),
        ({"startLine": 0, "startColumn": -1}, (1, 1, 1, 1)),
        ({"startLine": True, "endColumn": "x"}, (1, 1, 1, 1)),
        ({"startLine": 1 << 70}, (1, 1, 1, 1)),
    ],
)
def test_regions(
    read: Callable[..., Imported], region: dict[str, Any], expected: tuple[int, ...]
) -> None:
    physical = {"artifactLocation": {"uri": "a.tf"}, "region": region}
    where = only(read(result(locations=[{"physicalLocation": physical}]))).location
    assert (where.start_line, where.start_column, where.end_line, where.end_column) == expected


# ---- identities ----------------------------------------------------------------------------------


def test_lines_are_no_part_of_an_identity(read: Callable[..., Imported]) -> None:
    one = only(read(result(locations=at("a.tf", 1))))
    other = only(read(result(locations=at("a.tf", 99))))
    assert one.identity == other.identity


def test_fingerprints_tell_results_apart(read: Callable[..., Imported]) -> None:
    found = read(
        result(locations=at("a.tf", 1), partialFingerprints={"k/v1": "x"}),
        result(locations=at("a.tf", 2), partialFingerprints={"k/v1": "y"}),
        result(locations=at("a.tf", 3), partialFingerprints={"k/v1": "x"}),
    )
    first, second, third = [one.identity for one in found.findings]
    assert len({first, second, third}) == 3
    assert third == f"{first}#2"
    assert "x" not in first.rpartition("|")[2]


def test_what_is_said_twice_counts_once(
    project: Project, write: Write, read: Callable[..., Imported]
) -> None:
    assert len(read(result(), result()).findings) == 1
    text = (RECORDED / "checkov.sarif").read_text()
    names = [write("a.sarif", text), write("b.sarif", text)]
    twice = load_sarif(names, project)
    assert len(twice.findings) == len(load_sarif(names[:1], project).findings)


def test_versions_are_no_part_of_a_name(read: Callable[..., Imported]) -> None:
    for name, address in (
        ("openssl@1.1.1d-0+deb10u3", "openssl"),
        ("@babel/core@7.0.0", "@babel/core"),
        ("@babel/core", "@babel/core"),
        ("user@example", "user@example"),
        ("org.x:y@1.2", "org.x:y"),
    ):
        logical = [{"logicalLocations": [{"fullyQualifiedName": name}]}]
        assert only(read(result(locations=logical))).address == address


# ---- never silently green ------------------------------------------------------------------------


def bad(**given: Any) -> bytes:
    return json.dumps({"version": "2.1.0", "runs": [], **given}).encode()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "imported-syntax", "is no JSON"),
        (b"{", "imported-syntax", "line 1"),
        (b"[" * 100_000, "imported-syntax", "nested too deeply"),
        (b'{"a":' * 100_000, "imported-syntax", "nested too deeply"),
        (b"\xff\xfe{\0}\0", "imported-syntax", "UTF-16"),
        (b"[]", "imported-syntax", "no list of runs"),
        (b'"x"', "imported-syntax", "no list of runs"),
        (bad(), "imported-empty", "looked at nothing"),
        (bad(version="2.0.0"), "imported-version", "version '2.0.0'"),
        (bad(version=2.1), "imported-version", "no version"),
        (bad(runs={}), "imported-syntax", "no list of runs"),
        (bad(runs=[1]), "imported-malformed", "run 1 does not say"),
        (bad(runs=[{"tool": {"driver": {"name": "!"}}, "results": []}]), "imported-malformed",
         "run 1"),
        (bad(runs=[{"tool": {"driver": {"name": "T"}}}]), "imported-incomplete", "no results"),
        (bad(runs=[{"tool": {"driver": {"name": "T"}}, "results": None}]), "imported-incomplete",
         "no results"),
        (bad(runs=[{"tool": {"driver": {"name": "T"}}, "results": [3, []]}]),
         "imported-malformed", "2 results"),
        (bad(runs=[{"tool": {"driver": {"name": "trueup"}}, "results": []}]), "imported-own",
         "count twice"),
        (bad(runs=[{"tool": {"driver": {"name": "T"}}, "results": [],
                    "invocations": [{"executionSuccessful": False,
                                     "toolExecutionNotifications": [
                                         {"level": "error", "message": {"text": "no database"}}
                                     ]}]}]),
         "imported-incomplete", "T did not finish: no database"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error(
    project: Project, write: Write, data: bytes, code: str, words: str
) -> None:
    found = load_sarif([write("x.sarif", data)], project)
    (error,) = found.diagnostics
    assert (error.level, error.code, error.path) == ("error", code, "x.sarif")
    assert words in error.message
    assert found.whole == ()


def test_an_empty_list_is_clean(read: Callable[..., Imported]) -> None:
    found = read()
    assert (found.findings, found.diagnostics) == ((), ())
    assert found.whole == ("import tool other.sarif",)


def test_a_byte_order_mark_is_none_of_the_text(project: Project, write: Write) -> None:
    data = b"\xef\xbb\xbf" + (RECORDED / "checkov.sarif").read_bytes()
    assert load_sarif([write("x.sarif", data)], project).diagnostics == ()


def test_what_went_wrong_in_a_run_that_finished_is_a_note(read: Callable[..., Imported]) -> None:
    note = {"level": "error", "message": {"text": "one file did not parse"}}
    run = {"invocations": [{"executionSuccessful": True, "toolExecutionNotifications": [note]}]}
    (said,) = read(result(), run=run).diagnostics
    assert (said.level, said.code) == ("note", "imported-note")
    assert said.message == "Tool says: one file did not parse"


def test_files_and_results_have_bounds(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch, read: Callable[..., Imported]
) -> None:
    monkeypatch.setattr(f"{package}.MAX_RESULTS", 2)
    found = read(*[result(message={"text": str(number)}) for number in range(3)])
    assert len(found.findings) == 2
    assert [d.code for d in found.diagnostics] == ["imported-too-many"]
    assert found.whole == ()
    monkeypatch.setattr(log, "MAX_BYTES", 10)
    found = load_sarif([write("x.sarif", b" " * 11)], project)
    assert [d.code for d in found.diagnostics] == ["imported-too-large"]


def test_a_folder_and_a_missing_file(project: Project, write: Write) -> None:
    write("folder/file")
    for name in ("folder", "missing"):
        found = load_sarif([str(Path(project.root, name))], project)
        assert [d.code for d in found.diagnostics] == ["imported-unreadable"]


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), 1 << 63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["fail", "open", "R1", "../x", "file:///x", "A/1"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "id", "index", "uri", "uriBaseId", "level", "name", "tags"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
FIELDS = (
    "ruleId", "ruleIndex", "rule", "level", "kind", "message", "locations", "suppressions",
    "partialFingerprints", "fingerprints", "properties", "baselineState",
)  # fmt: skip
PARTS = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON))
RUNS = st.fixed_dictionaries(
    {"results": st.lists(PARTS | JSON, max_size=5)},
    optional=dict.fromkeys(("invocations", "artifacts", "originalUriBaseIds", "properties"), JSON),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(RUNS, st.lists(JSON, max_size=3))
def test_nothing_that_parses_crashes_or_is_lost(
    project: Project, write: Write, run: dict[str, Any], rules: list[Any]
) -> None:
    run = {**run, "tool": {"driver": {"name": "T", "rules": rules}, "extensions": rules}}
    path = write("x.sarif", json.dumps({"version": "2.1.0", "runs": [run]}))
    found = load_sarif([path], project)
    assert len({one.identity for one in found.findings}) == len(found.findings)
    for one in found.findings:
        assert one.rule.id.startswith("t/")
        assert one.address
        assert "\n" not in one.message
        assert one.rule.title
        assert one.rule.description is not None
    odd = sum(not isinstance(one, dict) for one in run["results"])
    assert (odd > 0) == any(d.code == "imported-malformed" for d in found.diagnostics)
