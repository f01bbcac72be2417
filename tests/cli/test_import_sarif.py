"""`--import-sarif`: other scanners' findings under our thresholds, waivers and baseline."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
TESTS = Path(__file__).parents[1]
RECORDED = TESTS / "load" / "sarif" / "recorded"
CODE = 'resource "aws_db_instance" "db" {\n  storage_encrypted = true\n}\n'


@pytest.fixture
def root(trueup: Trueup) -> Trueup:
    """Clean code, and what Trivy found in an image."""
    Path("main.tf").write_text(CODE)
    shutil.copy(RECORDED / "trivy-image.sarif", "trivy.sarif")
    return trueup


def scan(trueup: Trueup, *words: str) -> Outcome:
    return trueup("scan", "--import-sarif", "trivy.sarif", *words)


def active(outcome: Outcome) -> dict[str, str]:
    return {
        one["identity"]: one["severity"]
        for one in outcome.report["results"]
        if one["kind"] == "fail"
    }


def test_they_join_the_gate(root: Trueup) -> None:
    assert root("scan").code == 0
    outcome = scan(root)
    assert outcome.code == 1
    assert "trivy/CVE-2023-6879  Package: libaom3, " in outcome.out
    assert "5 findings: 2 critical, 1 high, 2 medium\n" in outcome.out
    assert scan(root, "--fail-on", "never").code == 0


def test_thresholds(root: Trueup) -> None:
    tree = json.loads(Path("trivy.sarif").read_text())
    results = tree["runs"][0]["results"]
    tree["runs"][0]["results"] = [one for one in results if one["ruleId"] == "CVE-2024-0727"]
    Path("trivy.sarif").write_text(json.dumps(tree))
    assert scan(root, "--fail-on", "high").code == 0
    assert scan(root, "--fail-on", "medium").code == 1


def test_waivers_name_them_with_wildcards(root: Trueup) -> None:
    Path(".trueup.yaml").write_text(
        "waivers:\n"
        "  - {rule: trivy/CVE-*, address: lib*, path: shop, reason: not reachable}\n"
        "  - {rule: '*/cve-2022-25883', reason: not reachable either}\n"
        "  - {rule: trivy/CVE-1999-*, reason: long gone}\n"
        "  - {rule: grype/*, reason: of a scanner that did not run}\n"
    )
    outcome = scan(root, "--format", "json")
    assert set(active(outcome)) == {
        "trivy/CVE-2024-0727|shop|openssl|",
        "trivy/aws-access-key-id|file:///app/settings.py|file:///app/settings.py|",
    }
    notes = [d["message"] for d in outcome.report["diagnostics"]]
    assert notes == ["the waiver of trivy/CVE-1999-* matches no finding; remove it"]
    assert root("scan", "--format", "json").report["diagnostics"] == []


def test_an_expired_waiver(root: Trueup) -> None:
    Path(".trueup.yaml").write_text(
        "waivers: [{rule: trivy/*, until: 2020-01-01, reason: it was to be mended by then}]\n"
    )
    outcome = scan(root, "--format", "json")
    assert len(active(outcome)) == 5
    assert [d["code"] for d in outcome.report["diagnostics"]] == ["waiver-expired"]


def test_a_waiver_of_a_rule_that_nobody_has(root: Trueup) -> None:
    Path(".trueup.yaml").write_text("waivers: [{rule: trivy, reason: a typo}]\n")
    outcome = scan(root, "--format", "json")
    assert [d["code"] for d in outcome.report["diagnostics"]] == ["waiver-unknown-rule"]


def test_a_baseline_knows_them(root: Trueup) -> None:
    scan(root, "--output", "json=first.json")
    root("baseline", "write", "known.json", "first.json")
    assert scan(root, "--baseline", "known.json").code == 0
    # A file without one of them, and without another import.
    tree = json.loads(Path("trivy.sarif").read_text())
    del tree["runs"][0]["results"][1]
    Path("trivy.sarif").write_text(json.dumps(tree))
    outcome = scan(root, "--baseline", "known.json", "--format", "json")
    assert outcome.code == 0
    (note,) = outcome.report["diagnostics"]
    assert note["message"].startswith("trivy/CVE-2024-0727|shop|libssl3| is found no more")
    assert root("scan", "--baseline", "known.json", "--format", "json").report["diagnostics"] == []


def test_the_history_knows_them(root: Trueup) -> None:
    def changed(*words: str) -> tuple[int, int]:
        root("scan", *words, "--history", "audits.sqlite")
        shown = root("history", "--history", "audits.sqlite", "--format", "json")
        last = json.loads(shown.out)["audits"][-1]
        return last["new"], last["resolved"]

    Path("other").mkdir()
    shutil.copy("trivy.sarif", "other/trivy.sarif")
    imported = ("--import-sarif", "trivy.sarif")
    assert changed(*imported) == (5, 0)
    assert changed() == (0, 0)
    tree = json.loads(Path("trivy.sarif").read_text())
    tree["runs"][0]["invocations"] = [{"executionSuccessful": False}]
    tree["runs"][0]["results"] = []
    Path("trivy.sarif").write_text(json.dumps(tree))
    assert changed(*imported) == (0, 0)
    del tree["runs"][0]["invocations"]
    Path("trivy.sarif").write_text(json.dumps(tree))
    assert changed(*imported) == (0, 5)
    # A file that cannot be read says nothing of the code, nor the code of it.
    Path("main.tf").write_text(CODE.replace("true", "false"))
    assert changed() == (1, 0)
    Path("main.tf").write_text(CODE)
    Path("trivy.sarif").write_text("{")
    assert changed(*imported) == (0, 1)


def test_imports_say_nothing_of_what_we_look_at(trueup: Trueup) -> None:
    Path("app").mkdir()
    Path("app/Dockerfile").write_text("FROM debian:12\nCMD true\n")
    Path("main.tf").write_text(CODE)
    shutil.copy(RECORDED / "snyk-container.sarif", "trivy.sarif")
    scan(trueup, "--history", "audits.sqlite")
    Path("app/Dockerfile").unlink()
    outcome = scan(trueup, "--history", "audits.sqlite", "--format", "json")
    assert {one["rule"].partition("/")[0] for one in outcome.report["results"]} == {
        "snyk-container"
    }
    shown = trueup("history", "finding", "dockerfile-", "--history", "audits.sqlite")
    assert "there, as" not in shown.out
    assert "resolved" in shown.out


def test_what_cannot_be_read_is_incomplete(root: Trueup) -> None:
    Path("trivy.sarif").write_text('{"version": "2.1.0", "runs": []}')
    outcome = scan(root)
    assert outcome.code == 3
    assert "trivy.sarif" in outcome.out
    assert "has no run: the scanner looked at nothing [imported-empty]" in outcome.out
    assert scan(root, "--allow-incomplete").code == 0


def test_a_file_that_is_not_there_is_wrong_usage(root: Trueup) -> None:
    outcome = root("scan", "--import-sarif", "none.sarif")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: --import-sarif none.sarif: there is no such file; ")


def test_not_with_live(root: Trueup) -> None:
    outcome = scan(root, "--live", "aws")
    assert outcome.code == 2
    assert "leave --live out" in outcome.err


def test_a_clean_import_alone_is_something_to_judge(trueup: Trueup) -> None:
    Path("clean.sarif").write_text(
        '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Trivy"}}, "results": []}]}'
    )
    assert trueup("scan", "--import-sarif", "clean.sarif").code == 0


def test_comments_of_the_tree_do_not_disarm_them(trueup: Trueup) -> None:
    Path("app").mkdir()
    text = "FROM debian:12\nRUN apt-get update\nCMD true\n"
    ignored = "# trueup:ignore dockerfile-root-user trivy/DS002 because\n# kics-scan ignore\n"
    Path("app/Dockerfile").write_text(ignored + text)
    shutil.copy(RECORDED / "trivy-config.sarif", "trivy.sarif")
    found = active(scan(trueup, "--format", "json"))
    assert "trivy/DS002|app/Dockerfile|app/Dockerfile|" in found


def test_every_format_is_written_and_sound(root: Trueup) -> None:
    formats = ("json", "sarif", "sarif-audit", "markdown", "markdown-comment")
    outputs = [word for name in formats for word in ("--output", f"{name}=out/{name}")]
    for name in ("checkov", "trivy-config", "snyk-container"):
        outputs += ["--import-sarif", str(RECORDED / f"{name}.sarif")]
    scan(root, "--all", *outputs)
    written = {name: Path("out", name).read_text() for name in formats}
    schema = json.loads((TESTS.parent / "docs" / "report.schema.json").read_text())
    report = json.loads(written["json"])
    assert [e.message for e in Draft202012Validator(schema).iter_errors(report)] == []
    standard = json.loads((TESTS / "report/fixtures/sarif-2.1.0-rtm.5.json").read_text())
    logs = {name: json.loads(written[name]) for name in ("sarif", "sarif-audit")}
    for log in logs.values():
        assert [e.message for e in Draft4Validator(standard).iter_errors(log)] == []
    assert "trivy/CVE-2023-6879" in written["markdown"]
    audit = {one["ruleId"] for one in logs["sarif-audit"]["runs"][0]["results"]}
    assert {"trivy/CVE-2023-6879", "checkov/CKV_AWS_24"} <= audit


def test_github_gets_them_from_whoever_found_them(root: Trueup) -> None:
    (run,) = json.loads(scan(root, "--format", "sarif").out)["runs"]
    assert run["results"] == []
    assert not [rule for rule in run["tool"]["driver"]["rules"] if "/" in rule["id"]]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["descriptor"]["id"] == "results-imported"
    assert note["message"]["text"] == "5 results of other scanners are not in this file"


def test_a_secret_that_another_scanner_found_is_not_quoted(trueup: Trueup) -> None:
    Path("app.env").write_text("KEY=canary-7781\n")
    Path("link").symlink_to("/etc/hostname")
    results: list[dict[str, Any]] = [
        {
            "ruleId": "generic-api-key",
            "message": {"text": "found a key"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": uri},
                        "region": {"startLine": 1},
                    }
                }
            ],
        }
        for uri in ("app.env", "link", "/etc/hostname")
    ]
    run = {"tool": {"driver": {"name": "gitleaks"}}, "results": results}
    Path("trivy.sarif").write_text(json.dumps({"version": "2.1.0", "runs": [run]}))
    outcome = scan(trueup)
    assert "canary" not in outcome.out
    assert "KEY= (hidden: may hold a secret)" in outcome.out
    assert Path("/etc/hostname").read_text().strip() not in outcome.out.replace("/etc/hostname", "")


def test_hostile_text_cannot_reach_the_terminal(trueup: Trueup) -> None:
    bad = "\x1b]0;x\x07\u202e"
    result = {
        "ruleId": bad,
        "message": {"text": bad},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": f"a{bad}"}}}],
        "suppressions": [{"kind": "external", "justification": bad}],
    }
    run = {"tool": {"driver": {"name": bad + "T"}}, "results": [result]}
    Path("trivy.sarif").write_text(json.dumps({"version": "2.1.0", "runs": [run]}))
    for name in ("text", "json", "markdown", "sarif", "sarif-audit"):
        out = scan(trueup, "--all", "--format", name).out
        assert not {"\x1b", "\x07", "\u202e"} & set(out), name


# ---- what must not make the gate weaker ----------------------------------------------------------


def log(*results: dict[str, Any], **tool: Any) -> str:
    driver = {"name": "Trivy", **tool}
    return json.dumps(
        {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": [*results]}]}
    )


def result(line: int = 1, **more: Any) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": "main.tf"}, "region": {"startLine": line}}
    location = {"physicalLocation": place}
    base = {"ruleId": "CVE-1", "level": "error", "message": {"text": "m"}, "locations": [location]}
    return {**base, **more}


ACCEPTED = {"suppressions": [{"kind": "external"}]}


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_of_two_that_are_the_same_what_counts_wins(root: Trueup, order: str) -> None:
    Path("a.sarif").write_text(log(result(1, **ACCEPTED)))
    Path("b.sarif").write_text(log(result(9)))
    words = [word for name in order for word in ("--import-sarif", f"{name}.sarif")]
    assert root("scan", *words).code == 1


def test_in_one_file_as_well(root: Trueup) -> None:
    Path("a.sarif").write_text(log(result(1, **ACCEPTED), result(1)))
    assert root("scan", "--import-sarif", "a.sarif").code == 1
    Path("a.sarif").write_text(log(result(1, level="note"), result(1)))
    assert root("scan", "--import-sarif", "a.sarif", "--fail-on", "high").code == 1


def test_it_is_no_input_of_its_own(root: Trueup) -> None:
    Path("a.sarif").write_text(log())
    Path("empty").mkdir()
    assert root("scan", "empty").code == 3
    assert root("scan", "empty", "--import-sarif", "a.sarif").code == 3


def test_what_others_decided_is_no_coverage(root: Trueup) -> None:
    Path("main.tf").write_text('variable "e" {}\nresource "aws_db_instance" "db" {\n'
                               "  storage_encrypted = var.e\n}\n")  # fmt: skip
    Path("many.sarif").write_text(log(*(result(n, level="note") for n in range(1, 99))))
    words = ["--min-coverage", "90", "--fail-on", "high"]
    assert root("scan", *words).code == 3
    assert root("scan", *words, "--import-sarif", "many.sarif").code == 3


@pytest.mark.parametrize("index", [[], {}, "x", 1e300, -1, 7])
def test_an_odd_index_of_an_extension(root: Trueup, index: Any) -> None:
    odd = result(1, rule={"id": "x", "toolComponent": {"index": index}})
    Path("a.sarif").write_text(log(odd))
    assert root("scan", "--import-sarif", "a.sarif").code == 1


def test_what_git_keeps_of_credentials_is_not_quoted(root: Trueup) -> None:
    secret = "AUTHORIZATION: basic eC1hY2Nlc3M"
    Path(".git").mkdir(exist_ok=True)
    Path(".git/config").write_text(f"[http]\n\textraheader = {secret}\n")
    for uri in (".git/config", ".GIT/config", "./x/../.git/config"):
        place = {"artifactLocation": {"uri": uri}, "region": {"startLine": 2}}
        Path("a.sarif").write_text(log(result(locations=[{"physicalLocation": place}])))
        for format_ in ("text", "html", "json", "sarif-audit"):
            outcome = root("scan", "--import-sarif", "a.sarif", "--format", format_)
            assert secret not in outcome.out + outcome.err, (uri, format_)
