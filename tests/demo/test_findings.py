"""trueup on the demonstration stack: exactly what was written down beforehand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

TRUEUP = (sys.executable, "-m", "scanner.cli.main")
ROOTS = {
    "infrastructure/live": ("--workspace=production", "--var-file=production.tfvars"),
    "infrastructure/backups": (),
    "kubernetes": ("--policy=strict",),
}
# What of the tampering breaks a rule: of the baseline, of the cluster any.
WORSENED = (
    ("infrastructure/live", "aws_security_group.gateway", "ingress"),
    (
        "infrastructure/live",
        'aws_vpc_security_group_ingress_rule.runners_metrics["berlin"]',
        "cidr_ipv4",
    ),
    ("infrastructure/live", "aws_vpc_security_group_ingress_rule.{added_rule}", None),
    ("infrastructure/live", "aws_security_group.{added_group}", None),
    ("infrastructure/live", "aws_iam_role_policy.deploy", "policy"),
    ("infrastructure/live", "aws_s3_bucket_public_access_block.artifacts", "block_public_policy"),
    (
        "infrastructure/live",
        "aws_s3_bucket_public_access_block.artifacts",
        "restrict_public_buckets",
    ),
    ("infrastructure/live", "aws_s3_bucket.parcelbox-scratch", None),
    ("infrastructure/live", "aws_s3_bucket_versioning.state", "versioning_configuration.status"),
    ("infrastructure/live", "aws_s3_bucket_policy.artifacts", "policy"),
    ("infrastructure/backups", "google_storage_bucket.database", "uniform_bucket_level_access"),
    ("kubernetes", "Deployment.apps/parcelbox/api-blue", "spec.replicas"),
    ("kubernetes", "ClusterRoleBinding.rbac.authorization.k8s.io/-/debug", None),
    (
        "kubernetes",
        "Deployment.apps/parcelbox/worker",
        "spec.template.spec.containers[name=worker].securityContext.allowPrivilegeEscalation",
    ),
)


def trueup(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Any:
    """The JSON report of a run in a folder, as a user would start it."""
    done = subprocess.run(
        [*TRUEUP, *arguments, "--format=json", "--no-cache"],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_a_scan_finds_exactly_what_is_expected(demo: Path) -> None:
    report = trueup(demo, "scan", ".", "--policy=strict")
    found = sorted(
        (r["rule"], r["location"]["path"], r["location"]["start_line"], r["resource"]["address"])
        for r in report["results"]
        if r["kind"] == "fail"
    )
    expected = json.loads((demo / "expected-findings.json").read_text())
    assert found == sorted((e["rule"], e["path"], e["line"], e["address"]) for e in expected)
    assert report["summary"]["complete"]


def test_what_a_scan_cannot_know_it_says(demo: Path) -> None:
    """Without variable files the offices' networks and the repository that deploys are unknown:
    open, not clean."""
    report = trueup(demo, "scan", "infrastructure/live", "--policy=strict")
    opens = {
        (r["resource"]["address"], r["attribute"]) for r in report["results"] if r["kind"] == "open"
    }
    assert opens == {
        ("aws_iam_role.deploy", "assume_role_policy"),
        ("aws_security_group.gateway", "ingress.cidr_blocks"),
        ("aws_security_group_rule.cache_offices", "cidr_blocks"),
        ("aws_vpc_security_group_ingress_rule.runners_metrics", "cidr_ipv4"),
    }
    file = "--var-file=infrastructure/live/production.tfvars"
    report = trueup(demo, "scan", "infrastructure/live", "--policy=strict", file)
    assert report["summary"]["by_kind"]["open"] == 0


@pytest.fixture(scope="module", params=[True, False], ids=["tampered", "untouched"])
def clouds(request: pytest.FixtureRequest, programs: dict[str, Any]) -> Iterator[Any]:
    """The demo's servers, and whether somebody tampered with what they hold."""
    with programs["run"].demo_clouds(request.param) as running:
        yield request.param, running


@pytest.mark.parametrize("root", list(ROOTS))
def test_drift_names_exactly_what_was_tampered_with(demo: Path, clouds: Any, root: str) -> None:
    tampered, running = clouds
    report = trueup(demo / root, "drift", *ROOTS[root], environment=running.environment)
    found = sorted(
        (
            result["drift"]["class"],
            result["instances"][0]["address"],
            result["attribute"] or "",
            f"{root}/{result['location']['path']}",
            result["location"]["start_line"],
        )
        for result in report["results"]
    )
    expected = json.loads((demo / "expected-drift.json").read_text()) if tampered else []
    wanted = sorted(
        (
            entry["class"],
            entry["instance"].format(**running.made),
            entry["attribute"] or "",
            # What nobody declares is anchored at the provider's block.
            entry["path"] or "infrastructure/live/terraform.tf",
            entry["line"] or 22,
        )
        for entry in expected
        if entry["root"] == root
    )
    assert found == wanted
    assert report["summary"]["complete"]
    assert report["coverage"]["attributes"]["compared"] > 0
    worse = {
        (r["instances"][0]["address"], r["attribute"])
        for r in report["results"]
        if r["drift"]["effect"] == "worsened"
    }
    expected_worse = WORSENED if tampered else ()
    assert worse == {
        (address.format(**running.made), attribute)
        for of, address, attribute in expected_worse
        if of == root
    }


def test_the_cluster_s_drift_says_who_when_and_what_to_do(demo: Path, clouds: Any) -> None:
    tampered, running = clouds
    arguments = ("drift", "fixtures/demo/kubernetes", "--policy=strict")
    found = {
        result["resource"]["address"].rpartition("/")[2]: (result, result["drift"])
        for result in trueup(demo.parents[1], *arguments, environment=running.environment)[
            "results"
        ]
    }
    assert set(found) == ({"api-blue", "worker", "debug"} if tampered else set())
    if not tampered:
        return
    at = "2026-03-01T12:00:00Z"
    scaled, bound, edited = found["api-blue"][1], found["debug"][1], found["worker"][1]
    assert (scaled["declared"], scaled["recorded"], scaled["live"]) == (3, 3, 1)
    assert [(one["actor"], one["tool"], one["at"]) for one in (scaled, bound, edited)] == [
        ("kubectl", "kubectl scale", at),
        ("kubectl-create", "kubectl create", at),
        ("kubectl-edit", "kubectl edit", at),
    ]
    assert [(one["effect"], one["rules"]) for one in (scaled, bound, edited)] == [
        ("worsened", ["kubernetes-single-replica"]),
        ("worsened", ["kubernetes-rbac-cluster-admin-binding"]),
        ("worsened", ["kubernetes-privilege-escalation-allowed"]),
    ]
    assert [one["revert"] for one in (scaled, bound, edited)] == [
        "kubectl apply -f fixtures/demo/kubernetes/api-blue.yaml",
        "kubectl delete ClusterRoleBinding.rbac.authorization.k8s.io debug",
        "kubectl apply -f fixtures/demo/kubernetes/worker.yaml",
    ]
    changes = [
        [row for row in one["accept"].splitlines() if row[:1] in "+-" and row[1:2] == " "]
        for one in (scaled, edited)
    ]
    assert changes == [
        ["-  replicas: 3", "+  replicas: 1"],
        [
            "-            allowPrivilegeEscalation: false",
            "+            allowPrivilegeEscalation: true",
        ],
    ]
    assert bound["accept"] is None


def test_after_reverting_a_second_run_finds_nothing(demo: Path, programs: Any) -> None:
    """What the commands do that drift suggests: see tests/live/kubernetes/test_kubectl.py for
    kubectl itself."""
    with programs["cluster"].cluster_server() as cluster:
        programs["cluster"].deploy(cluster)
        programs["tampering"].tamper(
            programs["tampering"].Clouds(None, None, cluster),
            [
                one
                for one in programs["tampering"].TAMPERINGS
                if one.expected[0].root == "kubernetes"
            ],
        )
        environment = {"KUBECONFIG": str(cluster.kubeconfig)}
        folder = demo / "kubernetes"
        assert len(trueup(folder, "drift", environment=environment)["results"]) == 3
        rbac = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings"
        cluster.send("DELETE", f"{rbac}/debug", {})
        deployments = "/apis/apps/v1/namespaces/parcelbox/deployments"
        container = {"name": "worker", "securityContext": {"allowPrivilegeEscalation": False}}
        for name, change in (
            ("api-blue", {"replicas": 3}),
            ("worker", {"template": {"spec": {"containers": [container]}}}),
        ):
            cluster.send(
                "PATCH",
                f"{deployments}/{name}",
                {"spec": change},
                manager="kubectl-client-side-apply",
                kind="application/strategic-merge-patch+json",
            )
        report = trueup(folder, "drift", environment=environment)
        assert (report["results"], report["summary"]["complete"]) == ([], True)


def test_drift_without_credentials_is_incomplete_not_clean(demo: Path, tmp_path: Path) -> None:
    state = demo / "state" / "live.tfstate"
    done = subprocess.run(
        [*TRUEUP, "drift", "--format=json", f"--state={state}", *ROOTS["infrastructure/live"]],
        cwd=demo / "infrastructure" / "live",
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true",
             "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        capture_output=True,
        check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert not report["summary"]["complete"]
    assert report["summary"]["by_class"]["unread"] > 0
    assert any("no credentials" in d["message"] for d in report["diagnostics"])
