"""Policies choose rules; what they name must exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner.errors import ConfigurationError
from scanner.model import Level
from scanner.policy import Policy, load_policy, policy_names
from scanner.rulebook import load_rules

RULES = load_rules()


def load(tmp_path: Path, text: str) -> Policy:
    (tmp_path / "team.yaml").write_text(text)
    return load_policy("team.yaml", RULES, str(tmp_path))


def test_every_built_in_policy_loads() -> None:
    assert {"baseline", "strict"} <= set(policy_names())
    for name in policy_names():
        assert load_policy(name, RULES).rules


def test_strict_is_everything_and_baseline_less() -> None:
    strict = {rule.id for rule in load_policy("strict", RULES).rules}
    assert strict == {rule.id for rule in RULES}
    assert {rule.id for rule in load_policy("baseline", RULES).rules} < strict


def test_a_policy_extends_disables_and_overrides(tmp_path: Path) -> None:
    policy = load(
        tmp_path,
        """
title: Ours
extends: [baseline]
select: {rules: [aws-s3-bucket-without-kms]}
disable: [kubernetes-*, CKV_AWS_16]
severity: {aws-db-instance-public: low}
parameters: {aws-security-group-open-ingress: {public_ports: [443]}}
waivers: [{rule: aws-ebs-volume-unencrypted, reason: scratch disks, address: "*.scratch"}]
""",
    )
    ids = {rule.id: rule for rule in policy.rules}
    assert "aws-s3-bucket-without-kms" in ids
    assert "aws-db-instance-unencrypted" not in ids
    assert not [name for name in ids if name.startswith("kubernetes-")]
    assert ids["aws-db-instance-public"].severity is Level.LOW
    assert policy.parameters == {"aws-security-group-open-ingress": {"public_ports": [443]}}
    assert policy.waivers[0].address == "*.scratch"


def test_what_the_users_files_say_by_name_is_kept_for_packs(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("title: B\nextends: [baseline]\nseverity: {CKV_X_1: low}\n")
    policy = load(
        tmp_path,
        "title: T\nextends: [base.yaml]\n"
        "disable: [CKV_AWS_16, 'ORG_*']\nseverity: {CKV_X_1: high}\n",
    )
    assert [(one.pattern, one.known, one.severity) for one in policy.choices] == [
        ("CKV_X_1", False, Level.LOW),
        ("CKV_AWS_16", True, None),
        ("ORG_*", False, None),
        ("CKV_X_1", False, Level.HIGH),
    ]
    assert (policy.choices[2].location.path, policy.choices[2].location.start_line) == (
        "team.yaml",
        3,
    )
    assert load_policy("baseline", RULES).choices == ()


@pytest.mark.parametrize("name", ["aws-nothing", "org-1", "AVD-AWS-9999", "X_"])
def test_what_a_check_of_a_pack_may_be_called(tmp_path: Path, name: str) -> None:
    (tmp_path / "team.yaml").write_text(f"title: T\nextends: [baseline]\ndisable: ['{name}']\n")
    folder = str(tmp_path)
    # A pack that runs says itself what it has.
    assert load_policy("team.yaml", RULES, folder, packs=True).choices[0].known is False
    if "_" in name:
        assert load_policy("team.yaml", RULES, folder).choices[0].known is False
    else:
        with pytest.raises(ConfigurationError, match="no rule is called"):
            load_policy("team.yaml", RULES, folder)


def test_selecting_by_severity_and_platform(tmp_path: Path) -> None:
    policy = load(tmp_path, "title: T\nselect: {severity: critical, platforms: [aws]}\n")
    assert {(rule.platform, rule.severity) for rule in policy.rules} == {("aws", Level.CRITICAL)}
    assert {"aws-db-instance-public", "aws-s3-bucket-public-acl"} <= {r.id for r in policy.rules}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: T\ndisable: [aws-s3-bucket-public-alc]", "team.yaml:2: no rule is called 'aws-s3"),
        ("title: T\nseverity: {nothing: low}", "did you mean|no rule is called 'nothing'"),
        ("title: T\nextends: [team.yaml]", "extends itself"),
        ("title: T\nextends: [nowhere]", "no policy 'nowhere'"),
        (
            "title: T\nparameters:\n  aws-security-group-open-ingress:\n    ports: []",
            "team.yaml:4: aws-security-group-open-ingress has no parameter 'ports'; it has public",
        ),
    ],
)
def test_what_does_not_exist_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        load(tmp_path, text)
