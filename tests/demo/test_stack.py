"""The stack is well-formed, and what is expected of it points at what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from scanner.model import Level
from scanner.rulebook import load_rules

RULES = {
    "aws-db-instance-public": r"publicly_accessible",
    "aws-db-instance-unencrypted": r"storage_encrypted|resource \"aws_db_instance\"",
    "aws-ebs-volume-unencrypted": r"encrypted *= false|resource \"aws_ebs_volume\"",
    "aws-iam-policy-allows-everything": r"policy *= ",
    "aws-s3-bucket-public-access-not-blocked": r"= false|resource \"aws_s3_bucket\"",
    "aws-s3-bucket-public-acl": r"acl *= \"public-",
    "aws-s3-bucket-without-kms": r"resource \"aws_s3_bucket\"",
    "aws-security-group-open-ingress": r"0\.0\.0\.0/0|::/0",
    "dockerfile-image-unpinned": r"^FROM python(:latest)?\b",
    "dockerfile-root-user": r"^USER root$",
    "dockerfile-secret-in-env": r"^(ARG|ENV) \w*(TOKEN|PASSWORD)=",
    "github-action-unpinned": r"uses: [\w-]+/[\w-]+@(v4|main)\b",
    "github-pull-request-target-checkout": r"pull_request\.head\.sha",
    "github-workflow-write-all": r"^permissions: write-all$",
    "google-storage-bucket-acl-access": r"access = false|resource \"google_storage_bucket\"",
    "google-storage-bucket-without-cmek": r"resource \"google_storage_bucket\"",
    "kubernetes-ingress-without-tls": r"^spec:$",
    "kubernetes-liveness-probe-missing": r"- name:",
    "kubernetes-memory-limit-missing": r"- name:",
    "kubernetes-privileged-container": r"privileged: true",
    "kubernetes-rbac-wildcard": r"\"\*\"",
    "kubernetes-readiness-probe-missing": r"- name:",
    "kubernetes-resource-requests-missing": r"- name:",
    "kubernetes-run-as-root": r"- name:",
    "kubernetes-service-selects-nothing": r"selector:$",
    "terraform-backend-unencrypted": r"backend \"s3\"",
    "terraform-backend-without-lock": r"backend \"s3\"",
}
"""What stands on the line where each rule fails in this stack."""


def load(path: Path) -> Any:
    return json.loads(path.read_text())


def line(demo: Path, row: dict[str, Any]) -> str:
    return (demo / row["path"]).read_text().splitlines()[row["line"] - 1]


def manifests(demo: Path, bad: bool) -> list[dict[str, Any]]:
    found = []
    for path in sorted((demo / "kubernetes").rglob("*.yaml")):
        if ("legacy" in path.parts) == bad:
            found += [item for item in yaml.safe_load_all(path.read_text()) if item]
    return found


def test_every_rule_is_shown_where_it_fails(demo: Path) -> None:
    rows = load(demo / "expected-findings.json")
    assert set(RULES) <= {row["rule"] for row in rows}
    for row in rows:
        assert set(row) == {"rule", "path", "line", "address"}
        assert re.search(RULES.get(row["rule"], r"\S"), line(demo, row)), row


def test_expected_findings_are_sorted_and_unique(demo: Path) -> None:
    rows = load(demo / "expected-findings.json")
    keys = [(r["path"], r["line"], r["rule"], r["address"]) for r in rows]
    assert keys == sorted(set(keys))


def test_only_the_bad_variants_are_expected_to_fail(demo: Path) -> None:
    """What is as it should be may lack what only the strictest ask for, but nothing that is bad."""
    grave = {rule.id for rule in load_rules() if rule.severity in (Level.CRITICAL, Level.HIGH)}
    rows = [r for r in load(demo / "expected-findings.json") if r["rule"] in grave]
    good = {r["path"] for r in rows if "legacy" not in r["path"]}
    assert good == {".github/workflows/preview.yml", "infrastructure/modules/rds/main.tf"}
    calls = (demo / "infrastructure/legacy/database.tf").read_text()
    assert 'module "database"' in calls
    for row in rows:
        if row["path"] == "infrastructure/modules/rds/main.tf":
            assert row["address"] == "module.database.aws_db_instance.this"


def test_expected_drift_is_what_the_tamperings_say(demo: Path, programs: dict[str, Any]) -> None:
    said = [
        {
            "root": expected.root,
            "class": expected.drift_class,
            "address": re.sub(r'\["[^"]*"\]', "", expected.address),
            "instance": expected.address,
            "attribute": expected.attribute,
            "path": expected.path,
            "line": expected.line,
            "done": tampering.done,
        }
        for tampering in programs["tampering"].TAMPERINGS
        for expected in tampering.expected
    ]
    assert load(demo / "expected-drift.json") == said


def test_expected_drift_points_at_the_declaration(demo: Path) -> None:
    for row in load(demo / "expected-drift.json"):
        assert row["path"].startswith(row["root"] + "/")
        written = line(demo, row).strip()
        if row["class"] == "unmanaged":
            assert row["attribute"] is None
            kind = row["address"].partition(".")[0]
            # Of objects the first of their kind, which begins with its version.
            declared = {"path": row["path"], "line": row["line"] + 1}
            assert written == 'provider "aws" {' or line(demo, declared) == f"kind: {kind}"
        elif row["attribute"] is None:
            type_name, name = row["address"].split(".")
            assert written == f'resource "{type_name}" "{name}" {{'
        else:
            assert re.match(rf"{row['attribute'].split('.')[-1]}\b", written), row


def test_no_manifest_of_the_demo_is_left_out_of_the_cluster(demo: Path, programs: Any) -> None:
    items = manifests(demo, bad=False) + manifests(demo, bad=True)
    objects = [one for item in items for one in item.get("items", [item])]
    assert len(objects) == 20
    with programs["cluster"].cluster_server() as cluster:
        programs["cluster"].deploy(cluster)
        assert len(cluster.objects) == len(objects)


@pytest.mark.parametrize("name", ["live.tfstate", "backups.tfstate"])
def test_states_are_whole_and_hold_no_secrets(demo: Path, name: str) -> None:
    text = (demo / "state" / name).read_text()
    state = json.loads(text)
    assert state["version"] == 4 and state["resources"]
    secret = r'"\w*(?:password|secret|token|private_key|access_key)\w*": "[^"]'
    assert not re.search(secret, text, re.IGNORECASE)
    assert all(
        not i.get("sensitive_attributes") for r in state["resources"] for i in r["instances"]
    )
    root = demo / "infrastructure" / name.removesuffix(".tfstate")
    code = "\n".join(path.read_text() for path in root.glob("*.tf"))
    declared = set(re.findall(r'^(?:resource|data) "(\w+)" "(\w+)"', code, re.MULTILINE))
    assert {(r["type"], r["name"]) for r in state["resources"]} == declared


def test_manifests_are_objects(demo: Path) -> None:
    for item in manifests(demo, bad=False) + manifests(demo, bad=True):
        assert item["apiVersion"] and item["kind"]
        assert item["kind"] == "List" or item["metadata"]["name"]


def test_good_deployments_replace_pods_without_a_gap(demo: Path) -> None:
    deployments = [m for m in manifests(demo, bad=False) if m["kind"] == "Deployment"]
    assert {d["metadata"]["name"] for d in deployments} == {"api-blue", "api-green", "worker"}
    for deployment in deployments:
        spec = deployment["spec"]
        assert spec["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
        labels = spec["template"]["metadata"]["labels"]
        assert spec["selector"]["matchLabels"].items() <= labels.items()
        for container in spec["template"]["spec"]["containers"]:
            assert container["readinessProbe"] and container["livenessProbe"]
            assert container["resources"]["limits"]["memory"]
            assert set(container["resources"]["requests"]) == {"cpu", "memory"}
            assert "@sha256:" in container["image"]


def test_the_service_switches_between_the_colours(demo: Path) -> None:
    def selected(bad: bool) -> list[str]:
        items = manifests(demo, bad)
        (service,) = (item for item in items if item["kind"] == "Service")
        wanted = service["spec"]["selector"].items()
        return [
            item["metadata"]["name"]
            for item in items
            if item["kind"] == "Deployment"
            and wanted <= item["spec"]["template"]["metadata"]["labels"].items()
        ]

    assert selected(bad=False) == ["api-blue"]
    assert selected(bad=True) == []


def test_workflows(demo: Path) -> None:
    folder = demo / ".github" / "workflows"
    good, bad = (yaml.safe_load((folder / n).read_text()) for n in ("deploy.yml", "preview.yml"))
    assert good["permissions"] == {"contents": "read"} and bad["permissions"] == "write-all"
    assert good["jobs"]["staging"]["environment"] == "staging"
    assert good["jobs"]["production"]["environment"]["name"] == "production"
    assert good["jobs"]["production"]["needs"] == ["build", "staging"]
    used = [s["uses"] for job in good["jobs"].values() for s in job["steps"] if "uses" in s]
    assert used and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used)


def test_dockerfiles(demo: Path) -> None:
    good = (demo / "service" / "Dockerfile").read_text()
    assert re.findall(r"^USER (.*)$", good, re.MULTILINE) == ["10001:10001"]
    assert len(re.findall(r"^FROM ", good, re.MULTILINE)) == 2
    assert re.search(r"^ARG PYTHON=\S+@sha256:[0-9a-f]{64}$", good, re.MULTILINE)
    assert "HEALTHCHECK" in good
    pins = (demo / "service" / "requirements.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", pin) for pin in pins)
