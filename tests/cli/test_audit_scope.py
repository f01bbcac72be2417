"""What an audit of a platform or of drift looked at, and so may resolve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from scanner.cli.audit_scope import looked_at_drift, looked_at_platform
from scanner.cli.run import Gate, Setup
from scanner.history import Life, Sighting
from scanner.live.source import LiveSource
from scanner.model import Diagnostic, DiagnosticLevel, Level, Origin, Resource
from scanner.outcome import Coverage, Report, TypeCoverage
from scanner.policy import Policy
from scanner.project import Project

LIVE: dict[str, Any] = {
    "live": "aws", "regions": (), "role": None, "profile": None, "context": None,
    "namespaces": (), "types": (),
}  # fmt: skip
DRIFT: dict[str, Any] = {
    "workspace": "default", "no_state": False, "no_code": False, "plan": None, "strict": False,
    "states": (), "roles": (), "profiles": (), "google_project": None, "google_assets": None,
    "namespaces": (), "no_unmanaged": False, "all_types": False,
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    resources: tuple[Resource, ...] = ()
    unread: tuple[Any, ...] = ()
    complete: frozenset[str] = frozenset({"aws_instance", "aws_iam_role", "Deployment"})
    account: str = "1"
    regions: tuple[str, ...] = ("eu-west-1",)


def life(series: str, type_: str, address: str, scope: str = "aws/1", **given: Any) -> Life:
    seen = Sighting(series, f"r|{scope}|{address}|", "", "r", Level.HIGH, "fail", type_, address,
                    "", scope, "live", "", 1, "wrong")  # fmt: skip
    return Life(1, replace(seen, **given), "", "")


def report(*codes: str, **given: Any) -> Report:
    errors = [
        Diagnostic(DiagnosticLevel.ERROR, code, "aws_iam_role: 1 could not be read: denied; grant")
        for code in codes
    ]
    return Report("scan", [], errors, Coverage(), not errors, lambda _p: b"", str, **given)


INSTANCE = life("scan --live aws", "aws_instance", "aws_instance.eu-west-1/i-0")
ROLE = life("scan --live aws", "aws_iam_role", "aws_iam_role.app")


@pytest.mark.parametrize(
    ("one", "looked"),
    [
        (INSTANCE, True),
        (ROLE, True),
        (
            life("scan --live aws", "aws_iam_policy", "aws_iam_policy.arn:aws:iam::1:policy/x"),
            False,
        ),
        (life("scan --live aws", "aws_instance", "aws_instance.us-east-1/i-0"), False),
        (life("scan --live aws", "aws_instance", "aws_instance.eu-west-1/i", "aws/2"), False),
        (life("scan", "aws_instance", "aws_instance.eu-west-1/i"), False),
        (life("scan --live aws", "aws_instance", "aws_instance.eu-west-1/i", rule="x"), False),
    ],
)
def test_an_account(one: Life, looked: bool) -> None:
    found = looked_at_platform(report(), LIVE, Held(), {"r"})
    assert found.covers(one) is looked
    assert found.command == "scan --live aws"


def test_errors_of_reading_cost_their_types_and_others_everything() -> None:
    held = Held(complete=frozenset({"aws_instance"}))
    found = looked_at_platform(report("live-denied"), LIVE, held, {"r"})
    assert (found.covers(INSTANCE), found.covers(ROLE)) == (True, False)
    assert not looked_at_platform(report("rule-crashed"), LIVE, held, {"r"}).covers(INSTANCE)


def test_a_namespace_says_nothing_of_another() -> None:
    options = {**LIVE, "live": "kubernetes", "namespaces": ("web",), "context": "prod"}
    place = "kubernetes/prod"
    found = looked_at_platform(report(), options, Held(regions=(), account=""), {"r"})
    series = "scan --live kubernetes"
    assert found.command == "scan --live kubernetes --context prod --namespace web"
    assert found.covers(life(series, "Deployment", "Deployment.apps/web/shop", place))
    assert not found.covers(life(series, "Deployment", "Deployment.apps/api/shop", place))
    assert not found.covers(life(series, "Deployment", "Namespace/-/web", place))


def test_a_cluster_is_known_by_its_resources() -> None:
    live = Resource(
        "Deployment", "Deployment/web/a", {}, Origin.LIVE, LiveSource("x"), "kubernetes/prod"
    )
    options = {**LIVE, "live": "kubernetes"}
    held = Held(resources=(live,), regions=(), account="")
    found = looked_at_platform(report(), options, held, {"r"})
    one = life("scan --live kubernetes", "Deployment", "Deployment/api/b", "kubernetes/prod")
    assert found.covers(one)
    assert not found.covers(replace(one, last=replace(one.last, scope="kubernetes/test")))


# ---- drift ---------------------------------------------------------------------------------------


@pytest.fixture
def setup(tmp_path: Any) -> Setup:
    project = Project(str(tmp_path), str(tmp_path))
    gate = Gate(None, False, None, False)
    return Setup(project, (), Policy("p", "p", ()), (), True, gate, None)


def drifted(type_: str = "aws_iam_role", of: str = "drifted", **given: Any) -> Life:
    return life("drift .", type_, f"{type_}.x", drift_class=of, **given)


def covers(setup: Setup, found: Report, one: Life, **options: Any) -> bool:
    looked = looked_at_drift(found, setup, {**DRIFT, **options}, setup.project.root, (), ())
    return looked.covers(one)


COVERED = Coverage(types={"aws_instance": TypeCoverage(3), "aws_iam_role": TypeCoverage(1, 1)})


def test_a_type_that_was_not_read_in_full(setup: Setup) -> None:
    found = replace(report("live-unread"), coverage=COVERED)
    assert covers(setup, found, drifted("aws_instance"))
    assert not covers(setup, found, drifted("aws_iam_role"))
    # Only the error names it: nothing of it is declared.
    assert not covers(setup, report("live-denied"), drifted("aws_iam_role"))
    assert not covers(setup, replace(report("hcl-syntax"), coverage=COVERED), drifted("aws_vpc"))


def test_what_nobody_manages(setup: Setup) -> None:
    found = replace(report(), coverage=COVERED)
    stray = drifted("aws_instance", "unmanaged")
    assert covers(setup, found, stray)
    assert not covers(setup, found, stray, no_unmanaged=True)
    other = drifted("aws_vpc", "unmanaged")
    assert not covers(setup, found, other)
    assert covers(setup, found, other, all_types=True)


def test_environments_and_namespaces(setup: Setup) -> None:
    one = drifted("aws_instance", environment="prod")
    assert not covers(setup, report(), one)
    assert covers(setup, report(environments=("prod",)), one)
    assert not covers(setup, report(environments=("test",)), one)
    assert not covers(setup, report(), drifted("aws_instance"), namespaces=("web",))


def test_the_series_names_what_was_compared_and_no_secret(setup: Setup) -> None:
    options = {
        **DRIFT,
        "workspace": "prod",
        "strict": True,
        "states": ("https://me:geheim@state.example/x?token=geheim", "s3://bucket/key"),
        "profiles": ("b", "a"),
    }
    given = (("var", "password=geheim"), ("var-file", str(setup.project.root) + "/prod.tfvars"))
    looked = looked_at_drift(report(), setup, options, setup.project.root, given, (), "kind")
    assert looked.command == (
        "drift . --workspace prod --var-file prod.tfvars --strict "
        "--state https://state.example/x --state s3://bucket/key --profile a --profile b "
        "--context kind"
    )
    assert looked.series == (looked.command,)
