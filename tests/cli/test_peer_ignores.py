"""Other scanners' ignores: honoured where they name a rule's exact alias, else said to be not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.peer_ignores import in_annotations, in_comment

Trueup = Callable[..., Any]

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    NOTHING: x
spec:
  containers:
    - name: app
      image: app:1.0
      securityContext: {privileged: true}
"""
MODULE = """\
module "db" {
  source = "./db"
  # checkov:skip=CKV_AWS_16:encrypted elsewhere
}
"""


def scan(trueup: Trueup, folder: Path, files: dict[str, str], *words: str) -> dict[str, Any]:
    """rule -> kind, and the codes and messages of the notes."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text)
    report = trueup("scan", ".", "--format", "json", "--all", *words).report
    found: dict[str, Any] = {
        r["rule"]: (r["kind"], r["suppression"] and r["suppression"]["reason"])
        for r in report["results"]
        if r["kind"] != "pass"
    }
    found["notes"] = {d["code"]: d["message"] for d in report["diagnostics"]}
    return found


def database(comment: str, where: str) -> str:
    lines = ['resource "aws_db_instance" "db" {', "  storage_encrypted = false", "}"]
    if where == "over":
        lines.insert(0, f"# {comment}")
    elif where == "in":
        lines.insert(2, f"  # {comment}")
    elif where == "at":
        lines[1] += f" # {comment}"
    else:
        lines.append(f"# {comment}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("comment", "where", "reason"),
    [
        ("checkov:skip=CKV_AWS_16:we know", "in", "we know"),
        ("checkov:skip=CKV_AWS_16", "in", "no reason given (checkov:skip=CKV_AWS_16)"),
        ("bridgecrew:skip=CKV_AWS_16:why", "at", "why"),
        ("cortex:skip= CKV_AWS_16:why", "in", "why"),
        ("checkov:skip=CKV_AWS_16,CKV_AWS_16:why", "in", "why"),
        ("trivy:ignore:AVD-AWS-0080", "over", "no reason given (trivy:ignore:AVD-AWS-0080)"),
        ("trivy:ignore:aws-0080", "at", "no reason given (trivy:ignore:aws-0080)"),
        ("tfsec:ignore:AVD-AWS-0080:exp:2999-01-01", "at", None),
        ("trivy:ignore:AVD-AWS-0080:ws:default", "over", None),
        ("kics-scan ignore-line", "at", "no reason given (kics-scan ignore-line)"),
        ("kics-scan ignore-block", "over", None),
    ],
)
def test_an_exact_alias_is_honoured(
    trueup: Trueup, tmp_path: Path, comment: str, where: str, reason: str | None
) -> None:
    found = scan(trueup, tmp_path, {"main.tf": database(comment, where)})
    kind, why = found["aws-db-instance-unencrypted"]
    assert kind == "suppressed"
    assert reason is None or why == reason
    assert found["notes"] == {}


@pytest.mark.parametrize(
    ("comment", "where", "code"),
    [
        ("checkov:skip=CKV_AWS_16:why", "after", "ignore-of-other-scanner"),
        ("checkov:skip=CKV_AWS_999999:why", "in", "ignore-of-other-scanner"),
        ("checkov:skip=CKV_AWS_9,CKV_AWS_99:why", "in", "ignore-of-other-scanner"),
        ("trivy:ignore:AVD-AWS-0080", "in", None),
        ("trivy:ignore:AVD-AWS-0080:exp:2020-01-01", "at", "ignore-expired"),
        ("trivy:ignore:AVD-AWS-0080:ws:prod", "at", None),
        ("kics-scan disable=00000000-0000-0000-0000-000000000000", "over",
         "ignore-of-other-scanner"),
    ],
)  # fmt: skip
def test_what_is_not_about_the_rule_ignores_nothing(
    trueup: Trueup, tmp_path: Path, comment: str, where: str, code: str | None
) -> None:
    found = scan(trueup, tmp_path, {"main.tf": database(comment, where)})
    assert found["aws-db-instance-unencrypted"][0] == "fail"
    assert set(found["notes"]) == ({code} if code else set())


def test_a_broader_check_is_not_honoured_and_the_note_names_the_rule(
    trueup: Trueup, tmp_path: Path
) -> None:
    text = "FROM python:3.13\n# hadolint ignore=DS-0031\nENV DB_PASSWORD=hunter22\nUSER 1\n"
    found = scan(
        trueup, tmp_path, {"Dockerfile": text.replace("hadolint ignore=", "trivy:ignore:")}
    )
    assert found["dockerfile-secret-in-env"][0] == "fail"
    assert (
        "dockerfile-secret-in-env; ignore these by name"
        in found["notes"]["ignore-of-other-scanner"]
    )


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("checkov:skip=CKV_DOCKER_99:why", "suppressed"),
        ("hadolint global ignore=DL9999", "suppressed"),
        ("hadolint ignore=DL9999", "fail"),
    ],
)
def test_a_dockerfile_is_one_thing(trueup: Trueup, tmp_path: Path, comment: str, kind: str) -> None:
    rule = (
        '"""Shells are large."""\n\nfrom scanner import LOW, rule\n\n\n'
        '@rule(on="dockerfile", severity=LOW, fix="x", bad=(), good=(),\n'
        '      aliases=["CKV_DOCKER_99", "DL9999"])\n'
        "def check(dockerfile):\n"
        '    yield dockerfile.fail(("stages", 0), "has a stage")\n'
    )
    text = f"FROM python:latest\n# {comment}\nRUN true\n"
    found = scan(trueup, tmp_path, {"Dockerfile": text, "r/shell.py": rule}, "--rules", "r")
    assert found["shell"][0] == kind


def test_an_ignore_in_a_module_call_covers_what_it_calls(trueup: Trueup, tmp_path: Path) -> None:
    found = scan(trueup, tmp_path, {"main.tf": MODULE, "db/main.tf": database("", "at")})
    assert found["aws-db-instance-unencrypted"] == ("suppressed", "encrypted elsewhere")


@pytest.mark.parametrize(
    "annotation",
    [
        "checkov.io/skip1: CKV_K8S_16=a node agent",
        "bridgecrew.io/skip2: CKV_K8S_16=a node agent",
        "cortex.io/skip3: CKV_K8S_16=a node agent",
        "kube-linter.io/ignore-all: a node agent",
    ],
)
def test_annotations_of_kubernetes(trueup: Trueup, tmp_path: Path, annotation: str) -> None:
    found = scan(trueup, tmp_path, {"pod.yaml": POD.replace("NOTHING: x", annotation)})
    assert found["kubernetes-privileged-container"] == ("suppressed", "a node agent")


def test_they_do_not_count_when_inline_ignores_do_not(trueup: Trueup, tmp_path: Path) -> None:
    code = database("checkov:skip=CKV_AWS_16:why", "in")
    found = scan(trueup, tmp_path, {"main.tf": code}, "--no-inline-ignores")
    assert found["aws-db-instance-unencrypted"][0] == "fail"


def test_several_ignores_in_one_comment() -> None:
    (one, two) = in_comment("trivy:ignore:AVD-AWS-0001 trivy:ignore:AVD-AWS-0002:exp:2030-01-01")
    assert (one.ids, one.until) == (("AVD-AWS-0001",), None)
    assert (two.ids, two.until) == (("AVD-AWS-0002",), "2030-01-01")
    (hadolint,) = in_comment("hadolint global ignore=DL3008, DL3009")
    assert (hadolint.ids, hadolint.cover) == (("DL3008", "DL3009"), "file")


def test_checkovs_names_several_and_those_of_policies_of_ones_own() -> None:
    found = list(in_comment("checkov:skip=CKV_AWS_1,ORG-2_x : it is meant"))
    assert [one.ids for one in found] == [("CKV_AWS_1",), ("ORG-2_x",)]
    found = list(in_comment("cortex:skip= CUSTOM_1,:why"))
    assert [(one.ids, one.written) for one in found] == [(("CUSTOM_1",), "checkov:skip=CUSTOM_1")]


@given(st.text(max_size=300), st.dictionaries(st.text(max_size=40), st.text(max_size=40)))
def test_any_text_can_be_read(text: str, annotations: dict[str, str]) -> None:
    for word in ("checkov:skip=", "trivy:ignore:", "kics-scan ", "hadolint ignore="):
        list(in_comment(word + text))
    list(in_annotations(annotations))


def test_a_line_ignored_for_kics_is_no_block(trueup: Trueup, tmp_path: Path) -> None:
    text = database("kics-scan ignore-line", "over")
    found = scan(trueup, tmp_path, {"main.tf": text})
    assert found["aws-db-instance-unencrypted"] == ("fail", None)
    # What is reported at the line itself is ignored.
    bucket = '# kics-scan ignore-line\nresource "aws_s3_bucket" "b" {\n}\n'
    found = scan(trueup, tmp_path, {"main.tf": bucket})
    assert found["aws-s3-bucket-public-access-not-blocked"][0] == "suppressed"


def test_a_block_ignored_for_kics_is_not_the_module_it_calls(
    trueup: Trueup, tmp_path: Path
) -> None:
    call = '# kics-scan ignore-block\nmodule "db" {\n  source = "./db"\n}\n'
    found = scan(trueup, tmp_path, {"main.tf": call, "db/main.tf": database("", "")})
    assert found["aws-db-instance-unencrypted"] == ("fail", None)
