"""The table of classes, row by row, and what else decides how three views stand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from scanner.drift import RULES, SENSITIVE
from scanner.drift.values import MISSING, classify
from scanner.drift.words import difference
from scanner.model import DiagnosticLevel, Kind, Level, Location, Origin, Unknown
from scanner.outcome import DriftClass, StateInfo
from scanner.projection import Attribute, Unread

A, B, C = 1, 2, 3


@pytest.mark.parametrize(
    ("declared", "recorded", "live", "expected"),
    [
        (A, A, A, "in_sync"),
        (B, A, A, "undeployed"),
        (A, A, B, "drifted"),
        (B, A, B, "adopted"),
        (B, A, C, "conflict"),
        (B, None, A, "undeployed-or-conflict"),
    ],
)
def test_three_values(
    run: Any, platform: Any, declared: Any, recorded: Any, live: Any, expected: str
) -> None:
    comparison = run(
        [platform.code("aws_thing.a", name="a", size=declared)],
        [platform.recorded("aws_thing.a", name="a", size=recorded)],
        platform.view(platform.live("aws_thing.a", name="a", size=live)),
    )
    if expected == "in_sync":
        assert platform.problems(comparison) == []
        (passed,) = comparison.findings
        assert passed.kind is Kind.PASS and passed.rule.id == "drift-in-sync"
        return
    if expected == "undeployed-or-conflict":
        # The state has null, live another value than the code: both moved.
        expected = "conflict"
    assert platform.problems(comparison) == [("aws_thing.a", "size", expected)]
    (finding,) = comparison.findings
    drift = finding.drift
    assert (drift.declared, drift.recorded, drift.live) == (declared, recorded, live)
    assert finding.kind is Kind.FAIL and finding.rule.severity is Level.LOW
    assert finding.rule.id == f"drift-{expected}"
    assert finding.identity == f"drift-{expected}|infra|aws_thing.a|size"


@pytest.mark.parametrize(
    ("declared", "recorded", "live", "expected", "present"),
    [
        (True, True, False, "missing", ("declared", "recorded")),
        (True, False, False, "undeployed", ("declared",)),
        (False, True, True, "undeployed", ("recorded", "live")),
        (False, True, False, "adopted", ("recorded",)),
        (False, False, True, "unmanaged", ("live",)),
        (True, False, True, "unmanaged", ("declared", "live")),
    ],
)
def test_whole_resources(
    run: Any,
    platform: Any,
    declared: bool,
    recorded: bool,
    live: bool,
    expected: str,
    present: tuple[str, ...],
) -> None:
    comparison = run(
        [platform.code("aws_thing.a", name="a", size=1)] * declared,
        [platform.recorded("aws_thing.a", name="a", size=1)] * recorded,
        platform.view(*[platform.live("aws_thing.a", name="a", size=2)] * live),
        anchor=Location("backend.tf", 3),
    )
    (finding,) = comparison.findings
    assert platform.drift_class(finding).value == expected
    assert finding.attribute == "" and finding.path == ()
    assert finding.drift.present == present
    place = ("main.tf", 10) if declared else ("backend.tf", 3)
    assert (finding.location.path, finding.location.start_line) == place


def test_without_a_state_it_differs_and_is_never_called_drifted(run: Any, platform: Any) -> None:
    comparison = run(
        [
            platform.code("aws_thing.a", name="a", size=1),
            platform.code("aws_thing.b", name="b"),
            platform.code("aws_thing.c", name="c", size=1),
            platform.code("aws_thing.d", name=Unknown("generated")),
        ],
        None,
        platform.view(
            platform.live("aws_thing.a", name="a", size=2, public=False, arn="x"),
            platform.live("aws_thing.b", name="b", size=2, public=True),
        ),
    )
    assert platform.problems(comparison) == [
        ("aws_thing.a", "size", "differs"),
        # Undeclared with a known default that live does not have; size has no known default.
        ("aws_thing.b", "public", "differs"),
        ("aws_thing.c", "", "undeployed"),
    ]
    coverage = comparison.coverage.types["aws_thing"]
    assert (coverage.compared, coverage.unsupported) == (3, 1)
    assert "--state" in (coverage.reason or "")


def test_without_code_state_is_compared_with_live(run: Any, platform: Any) -> None:
    comparison = run(
        None,
        [platform.recorded("aws_thing.a", name="a", size=1)],
        platform.view(platform.live("aws_thing.a", name="a", size=2)),
    )
    assert platform.problems(comparison) == [("aws_thing.a", "size", "drifted")]
    assert comparison.findings[0].location.path == "terraform.tfstate"


def test_without_live_code_is_compared_with_state(run: Any, platform: Any) -> None:
    comparison = run(
        [
            platform.code("aws_thing.a", name="a", size=1),
            platform.code("aws_thing.new", name="new"),
        ],
        [
            platform.recorded("aws_thing.a", name="a", size=2),
            platform.recorded("aws_thing.old", name="old"),
        ],
        None,
    )
    assert platform.problems(comparison) == [
        ("aws_thing.a", "size", "undeployed"),
        ("aws_thing.new", "", "undeployed"),
        ("aws_thing.old", "", "undeployed"),
    ]
    assert comparison.diagnostics == ()


class TestUndeclared:
    """Recorded is compared with live; only the known default folds."""

    @pytest.mark.parametrize(
        ("recorded", "live", "expected"),
        [
            (True, True, None),
            (True, False, None),  # back at the default: nothing the code asks for is missing
            (False, True, "drifted"),
            (None, False, None),
            (None, True, "drifted"),
        ],
    )
    def test_default(
        self, run: Any, platform: Any, recorded: Any, live: Any, expected: str | None
    ) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name="a")],
            [platform.recorded("aws_thing.a", name="a", public=recorded)],
            platform.view(platform.live("aws_thing.a", name="a", public=live)),
        )
        wanted = [("aws_thing.a", "public", expected)] if expected else []
        assert platform.problems(comparison) == wanted

    def test_a_declared_default_is_never_folded(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name="a", public=True)],
            [platform.recorded("aws_thing.a", name="a", public=True)],
            platform.view(platform.live("aws_thing.a", name="a", public=False)),
        )
        assert platform.problems(comparison) == [("aws_thing.a", "public", "drifted")]
        comparison = run(
            [platform.code("aws_thing.a", name="a", public=False)],
            [platform.recorded("aws_thing.a", name="a", public=False)],
            platform.view(platform.live("aws_thing.a", name="a", public=True)),
        )
        assert platform.problems(comparison) == [("aws_thing.a", "public", "drifted")]

    def test_unknown_counts_as_undeclared_but_is_some_value(self, run: Any, platform: Any) -> None:
        for live, expected in ((True, []), (False, [("aws_thing.a", "public", "drifted")])):
            comparison = run(
                [platform.code("aws_thing.a", name="a", public=Unknown("var.public"))],
                [platform.recorded("aws_thing.a", name="a", public=True)],
                platform.view(platform.live("aws_thing.a", name="a", public=live)),
            )
            assert platform.problems(comparison) == expected

    def test_unknown_parts_are_what_is_recorded(self, run: Any, platform: Any) -> None:
        unknown = Unknown("data source")
        state = platform.recorded(
            "aws_thing.a", name="a", rule=[{"id": "x", "port": 1}], tags={"A": "1", "B": "2"}
        )

        def problems(rule: Any, tags: Any, live_rule: Any) -> Any:
            there = platform.live("aws_thing.a", name="a", rule=live_rule, tags=tags)
            declared = platform.code(
                "aws_thing.a",
                name="a",
                rule=[{"id": unknown, **rule}],
                tags={"A": "1", "B": unknown},
            )
            return platform.problems(run([declared], [state], platform.view(there)))

        same = [{"id": "x", "port": 1}]
        assert problems({"port": 1}, {"A": "1", "B": "2"}, same) == []
        assert problems({"port": 2}, {"A": "1", "B": "2"}, same) == [
            ("aws_thing.a", "rule", "undeployed")
        ]
        assert problems({"port": 1}, {"A": "1", "B": "3"}, same) == [
            ("aws_thing.a", "tags", "drifted")
        ]

    def test_a_whole_unknown_block(self, run: Any, platform: Any) -> None:
        declared = platform.code("aws_thing.a", name="a", rule=[Unknown("dynamic")])
        state = platform.recorded("aws_thing.a", name="a", rule=[{"port": 1}, {"port": 2}])
        there = platform.live("aws_thing.a", name="a", rule=[{"port": 2}, {"port": 1}])
        assert platform.problems(run([declared], [state], platform.view(there))) == []


class TestRecorded:
    def test_what_the_state_lacks_is_declared_against_live(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name="a", size=1)],
            [platform.recorded("aws_thing.a", name="a")],
            platform.view(platform.live("aws_thing.a", name="a", size=2, arn="x")),
        )
        assert platform.problems(comparison) == [("aws_thing.a", "size", "differs")]

    def test_computed_is_recorded_against_live(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name="a")],
            [platform.recorded("aws_thing.a", name="a", arn="arn:1")],
            platform.view(platform.live("aws_thing.a", name="a", arn="arn:2")),
        )
        assert platform.problems(comparison) == [("aws_thing.a", "arn", "drifted")]

    def test_apply_only_and_write_only_never_drift(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name="a", force_destroy=True, secret_wo="s")],
            [platform.recorded("aws_thing.a", name="a", force_destroy=False, secret_wo=None)],
            platform.view(platform.live("aws_thing.a", name="a", force_destroy=None)),
        )
        assert platform.problems(comparison) == []
        assert (comparison.coverage.compared, comparison.coverage.not_compared) == (1, 0)

    def test_null_against_empty(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name="a", policy="", rule=[])],
            [platform.recorded("aws_thing.a", name="a", policy=None, rule=None, tags=None)],
            platform.view(platform.live("aws_thing.a", name="a", policy="", rule=[], tags={})),
        )
        assert platform.problems(comparison) == []

    def test_comparators_that_are_not_transitive(self, run: Any, platform: Any) -> None:
        """A minor upgrade by the platform, as the provider sees it: no change."""
        comparison = run(
            [platform.code("aws_thing.a", name="a", engine_version="8.0")],
            [platform.recorded("aws_thing.a", name="a", engine_version="8.0.44")],
            platform.view(platform.live("aws_thing.a", name="a", engine_version="8.0.45")),
        )
        assert platform.problems(comparison) == []

    def test_attributes_inside_blocks(self, run: Any, platform: Any) -> None:
        block = "versioning_configuration"
        comparison = run(
            [platform.code("aws_thing.a", name="a", **{block: [{"status": "Enabled"}]})],
            [platform.recorded("aws_thing.a", name="a", **{block: [{"status": "Enabled"}]})],
            platform.view(platform.live("aws_thing.a", name="a", **{block: [{}]})),
        )
        (finding,) = comparison.findings
        assert finding.path == (block, 0, "status") and finding.attribute == f"{block}.status"
        assert finding.drift.present == ("declared", "recorded")
        assert finding.drift.live is None


class TestTags:
    @pytest.mark.parametrize(
        ("declared", "live", "expected"),
        [
            ({"A": "1"}, {"A": "1", "Stack": "demo"}, None),
            ({"A": "1"}, {"A": "1", "Stack": "demo", "aws:cfn": "x"}, None),
            ({"A": "1"}, {"A": "1"}, "drifted"),
            ({"A": "1"}, {"A": "1", "Stack": "demo", "B": "x"}, "drifted"),
            ({"A": "2"}, {"A": "1", "Stack": "demo"}, "undeployed"),
            (None, {"A": "1", "Stack": "demo"}, None),
        ],
    )
    def test_default_tags(
        self, run: Any, platform: Any, declared: Any, live: Any, expected: str | None
    ) -> None:
        own = {"tags": declared} if declared is not None else {}
        comparison = run(
            [platform.code("aws_thing.a", name="a", **own)],
            [
                platform.recorded(
                    "aws_thing.a", name="a", tags={"A": "1"}, tags_all={"A": "1", "Stack": "demo"}
                )
            ],
            platform.view(platform.live("aws_thing.a", name="a", tags=live, tags_all=live)),
        )
        wanted = [("aws_thing.a", "tags", expected)] if expected else []
        assert platform.problems(comparison) == wanted

    def test_evaluated_default_tags(self, run: Any, platform: Any) -> None:
        comparison = run(
            [
                platform.code(
                    "aws_thing.a", name="a", tags={"A": "1"}, tags_all={"A": "1", "Stack": "demo"}
                )
            ],
            None,
            platform.view(platform.live("aws_thing.a", name="a", tags={"A": "1", "Stack": "demo"})),
        )
        assert platform.problems(comparison) == []


class TestSensitive:
    @pytest.mark.parametrize("where", ["kind", "declared", "recorded", "below", "unknown"])
    def test_never_leaves_the_comparison(self, run: Any, platform: Any, where: str) -> None:
        name = {"kind": "password", "below": "rule"}.get(where, "size")
        value, moved = (
            ([{"id": "a", "secret": "hunter2"}], [{"id": "a", "secret": "hunter3"}])
            if where == "below"
            else ("hunter2", "hunter3")
        )
        marks = {("rule", 0, "secret")} if where == "below" else {("size",)}
        mark = {"_sensitive": frozenset(marks)}
        declared: Any = Unknown("x", sensitive=True) if where == "unknown" else value
        comparison = run(
            [
                platform.code(
                    "aws_thing.a",
                    name="a",
                    **{name: declared},
                    **(mark if where == "declared" else {}),
                )
            ],
            [
                platform.recorded(
                    "aws_thing.a",
                    name="a",
                    **{name: value},
                    **(mark if where in ("recorded", "below", "unknown") else {}),
                )
            ],
            platform.view(platform.live("aws_thing.a", name="a", **{name: moved})),
        )
        (finding,) = comparison.findings
        assert finding.drift.live == finding.drift.recorded == SENSITIVE
        printed = repr((finding.drift, finding.message, finding.identity))
        assert "hunter" not in printed and SENSITIVE in finding.message


class TestUnread:
    def test_an_attribute(self, run: Any, platform: Any) -> None:
        denied = Unknown("not read: AccessDenied on s3:GetBucketPolicy")
        comparison = run(
            [platform.code("aws_thing.a", name="a", policy="{}", size=1)],
            [platform.recorded("aws_thing.a", name="a", policy="{}", size=1)],
            platform.view(platform.live("aws_thing.a", name="a", policy=denied, size=1)),
        )
        (finding,) = comparison.findings
        assert (finding.kind, finding.attribute) == (Kind.OPEN, "policy")
        assert platform.drift_class(finding) is DriftClass.UNREAD
        assert "AccessDenied" in finding.message
        assert (comparison.coverage.compared, comparison.coverage.unread) == (2, 1)
        (diagnostic,) = comparison.diagnostics
        assert diagnostic.level is DiagnosticLevel.ERROR and "AccessDenied" in diagnostic.message

    @pytest.mark.parametrize("whole", [True, False])
    @pytest.mark.parametrize("denied", [True, False])
    def test_a_resource(self, run: Any, platform: Any, whole: bool, denied: bool) -> None:
        unread = Unread("aws_thing", None if whole else "a", "not read: Throttling", denied)
        comparison = run(
            [platform.code("aws_thing.a", name="a", size=1)],
            [platform.recorded("aws_thing.a", name="a", size=1)],
            platform.view(unread=(unread,)),
        )
        assert platform.problems(comparison) == [("aws_thing.a", "", "unread")]
        coverage = comparison.coverage.types["aws_thing"]
        assert (coverage.denied, coverage.unread) == ((1, 0) if denied else (0, 1))
        assert coverage.reason == "Throttling"
        (diagnostic,) = comparison.diagnostics
        assert diagnostic.code == ("live-denied" if denied else "live-unread")
        assert "1 could not be read" in diagnostic.message

    def test_what_was_not_listed_is_not_missing(self, run: Any, platform: Any) -> None:
        for listed in (frozenset(), frozenset({(platform.account, "us-east-1", "aws_thing")})):
            comparison = run(
                [platform.code("aws_thing.a", name="a")],
                [platform.recorded("aws_thing.a", name="a", _region="eu-west-1")],
                platform.view(listed=listed),
            )
            assert platform.problems(comparison) == [("aws_thing.a", "", "unread")]
            assert comparison.diagnostics[0].level is DiagnosticLevel.ERROR

    def test_a_type_nobody_has_still_makes_the_run_incomplete(
        self, run: Any, platform: Any
    ) -> None:
        unread = Unread("aws_thing", None, "not read: AccessDenied", True)
        comparison = run([], [], platform.view(unread=(unread,), listed=frozenset()))
        (diagnostic,) = comparison.diagnostics
        assert diagnostic.code == "live-denied"

    def test_types_without_a_reader(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_other.a"), platform.code("aws_other.b")],
            [platform.recorded("aws_other.a"), platform.recorded("aws_other.b")],
            platform.view(),
        )
        assert comparison.findings == ()
        assert comparison.coverage.types["aws_other"].unsupported == 2
        (diagnostic,) = comparison.diagnostics
        assert diagnostic.level is DiagnosticLevel.NOTE and "2 not compared" in diagnostic.message

    def test_what_only_the_state_has_is_no_gap(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("random_id.a"), platform.code("random_id.new")],
            [platform.recorded("random_id.a")],
            platform.view(),
        )
        assert platform.problems(comparison) == [("random_id.new", "", "undeployed")]
        assert comparison.diagnostics == () and comparison.coverage.types == {}


class TestJoin:
    def test_account_and_region(self, run: Any, platform: Any) -> None:
        def found(**where: str) -> Any:
            comparison = run(
                [platform.code("aws_thing.a", name="a", size=1)],
                [platform.recorded("aws_thing.a", name="a", size=1, **where)],
                platform.view(
                    platform.live("aws_thing.1", name="a", size=1),
                    platform.live("aws_thing.2", name="a", size=2, _region="us-east-1"),
                    listed=frozenset(
                        {
                            (platform.account, "eu-west-1", "aws_thing"),
                            (platform.account, "us-east-1", "aws_thing"),
                        }
                    ),
                ),
            )
            return platform.problems(comparison)

        assert found(_region="eu-west-1") == [("aws_thing.2", "", "unmanaged")]
        assert found(_region="us-east-1", _account=platform.account) == [
            ("aws_thing.a", "size", "drifted"),
            ("aws_thing.1", "", "unmanaged"),
        ]
        assert found(_region="us-east-1", _account="999999999999") == [
            ("aws_thing.a", "", "unread"),
            ("aws_thing.1", "", "unmanaged"),
            ("aws_thing.2", "", "unmanaged"),
        ]
        # Not telling which one is no reason to guess, nor to call both unmanaged.
        assert found() == [("aws_thing.a", "", "unread")]

    def test_moved(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.new", name="a", size=1, _moved_from=("aws_thing.old",))],
            [platform.recorded("aws_thing.old", name="a", size=1)],
            platform.view(platform.live("aws_thing.a", name="a", size=2)),
        )
        assert platform.problems(comparison) == [("aws_thing.new", "size", "drifted")]

    def test_one_address_in_several_states(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name=Unknown("terraform.workspace"), size=1)],
            [
                platform.recorded("aws_thing.a", name="blue", size=1),
                platform.recorded("aws_thing.a", name="green", size=1),
            ],
            platform.view(
                platform.live("aws_thing.1", name="blue", size=1),
                platform.live("aws_thing.2", name="green", size=2),
            ),
        )
        assert platform.problems(comparison) == [("aws_thing.a", "size", "drifted")]

    def test_unknown_keys(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a[*]", name=Unknown("each.key"), size=1)],
            [
                platform.recorded('aws_thing.a["x"]', name="x", size=1),
                platform.recorded('aws_thing.a["y"]', name="y", size=1),
            ],
            platform.view(
                platform.live("aws_thing.x", name="x", size=1),
                platform.live("aws_thing.y", name="y", size=2),
            ),
        )
        assert platform.problems(comparison) == [('aws_thing.a["y"]', "size", "drifted")]
        assert comparison.findings[-1].location.path == "main.tf"
        # None recorded: there may rightly be none.
        assert run([platform.code("aws_thing.a[*]", name="x")], [], platform.view()).findings == ()
        assert (
            run([platform.code("aws_thing.a[*]", name="x")], None, platform.view()).findings == ()
        )

    def test_keys_must_fit(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code('module.m["p"].aws_thing.a[*]', size=1)],
            [
                platform.recorded('module.m["p"].aws_thing.a[0]', name="x", size=1),
                platform.recorded('module.m["q"].aws_thing.a[0]', name="y", size=1),
            ],
            platform.view(
                platform.live("aws_thing.x", name="x", size=1),
                platform.live("aws_thing.y", name="y", size=1),
            ),
        )
        assert platform.problems(comparison) == [('module.m["q"].aws_thing.a[0]', "", "undeployed")]

    def test_code_that_could_not_be_loaded_is_not_removed_code(
        self, run: Any, platform: Any
    ) -> None:
        call = platform.code("aws_x.module")
        call = type(call)(
            "terraform_module", "module.net", {}, Origin.CODE, call.source, call.scope
        )
        state = [platform.recorded('module.net["a"].aws_thing.a', name="a", size=1)]
        there = platform.view(platform.live("aws_thing.a", name="a", size=2))
        assert platform.problems(run([call], state, there)) == [
            ('module.net["a"].aws_thing.a', "size", "drifted")
        ]
        loaded = platform.code("module.net.aws_thing.other", name="o")
        assert ('module.net["a"].aws_thing.a', "", "undeployed") in platform.problems(
            run([call, loaded], state, there)
        )

    def test_nothing_is_unmanaged_that_could_be_what_was_not_joined(
        self, run: Any, platform: Any
    ) -> None:
        there = platform.view(platform.live("aws_thing.a", name="a"))
        comparison = run([platform.code("aws_thing.a", name=Unknown("generated"))], None, there)
        assert comparison.findings == ()
        assert [one.level for one in comparison.diagnostics] == [DiagnosticLevel.NOTE] * 2

    def test_deposed_objects_are_not_unmanaged(self, run: Any, platform: Any) -> None:
        there = platform.view(platform.live("aws_thing.old", name="old"))
        deposed = [platform.recorded("aws_thing.a", name="old")]
        assert run([], [], there, deposed=deposed).findings == ()
        assert len(run([], [], there).findings) == 1

    def test_what_is_no_cloud_resource_takes_no_part(self, run: Any, platform: Any) -> None:
        some = platform.code("aws_thing.a")
        others = [
            type(some)(type_, address, {}, Origin.CODE, some.source, ".")
            for type_, address in (
                ("data.aws_thing", "data.aws_thing.a"),
                ("terraform_backend", "terraform_backend.s3"),
                ("terraform_variable", "var.x"),
                ("Deployment", "Deployment/default/web"),
                ("dockerfile", "dockerfile"),
                ("github_workflow", "workflow"),
            )
        ]
        comparison = run([*others, platform.code("aws_thing.b", _not_instantiated=True)], [], None)
        assert comparison.findings == () and comparison.coverage.resources == 0

    def test_the_state_s_own_name_wins_over_a_declared_twin(self, run: Any, platform: Any) -> None:
        comparison = run(
            [
                platform.code("aws_thing.twin", name="a", size=1),
                platform.code("aws_thing.a", name="a", size=1),
            ],
            [platform.recorded("aws_thing.a", name="a", size=1)],
            platform.view(platform.live("aws_thing.a", name="a", size=1)),
        )
        assert ("aws_thing.twin", "", "unmanaged") in platform.problems(comparison)


@dataclass(frozen=True)
class Owned:
    type: str = "aws_thing"
    attribute: str = "rule"
    by: str = "aws_thing_rule"
    child: str = "thing"
    parent: str = "name"
    where: dict[str, Any] = field(default_factory=dict)


class TestOwnership:
    """Inline blocks against resources of their own."""

    def problems(self, run: Any, platform: Any, *more: Any, **options: Any) -> Any:
        declared = options.get("declared", {})
        return platform.problems(
            run(
                [platform.code("aws_thing.a", name="a", **declared), *more],
                options.get(
                    "state",
                    [
                        platform.recorded("aws_thing.a", name="a", rule=[]),
                        platform.recorded("aws_thing_rule.r", _id="r", thing="a", port=1),
                    ],
                ),
                platform.view(
                    platform.live("aws_thing.a", name="a", rule=[{"port": 1}]),
                    platform.live("aws_thing_rule.r", _id="r", thing="a", port=1),
                ),
                splits=[options.get("split", Owned())],
            )
        )

    def test_a_recorded_child_owns_the_attribute(self, run: Any, platform: Any) -> None:
        child = platform.code("aws_thing_rule.r", thing="a", port=1)
        assert self.problems(run, platform, child) == []
        elsewhere = Owned(attribute="other")
        assert self.problems(run, platform, child, split=elsewhere) == [
            ("aws_thing.a", "rule", "drifted")
        ]

    def test_a_reference_is_as_good_as_a_value(self, run: Any, platform: Any) -> None:
        unknown = Unknown("id", references=("aws_thing.a",))
        child = platform.code("aws_thing_rule.r", thing=unknown, port=1)
        assert self.problems(run, platform, child, state=None) == []
        far = Unknown("id", references=("aws_thing.other",))
        child = platform.code("aws_thing_rule.r", thing=far, port=1)
        assert self.problems(run, platform, child, state=None) == [
            ("aws_thing.a", "rule", "differs")
        ]

    def test_what_the_code_sets_is_compared(self, run: Any, platform: Any) -> None:
        child = platform.code("aws_thing_rule.r", thing="a", port=1)
        declared = {"rule": [{"port": 2}]}
        assert ("aws_thing.a", "rule", "conflict") in self.problems(
            run, platform, child, declared=declared
        )

    def test_where(self, run: Any, platform: Any) -> None:
        child = platform.code("aws_thing_rule.r", thing="a", port=1)
        assert self.problems(run, platform, child, split=Owned(where={"port": "1"})) == []
        assert self.problems(run, platform, child, split=Owned(where={"port": 2})) == [
            ("aws_thing.a", "rule", "drifted")
        ]


class TestFindings:
    def test_state_and_place(self, run: Any, platform: Any) -> None:
        info = StateInfo("s3://b/k", 7, "prod")
        comparison = run(
            [platform.code("aws_thing.a", line=40, name="a", size=1)],
            [platform.recorded("aws_thing.a", name="a", size=1)],
            platform.view(platform.live("aws_thing.a", name="a", size=2)),
            state=info,
        )
        (finding,) = comparison.findings
        assert finding.drift.state == info
        assert finding.location.start_line == 40
        assert finding.resource.id == "i-a"
        assert finding.message == "`size` changed outside Terraform: 1 became 2"

    @pytest.mark.parametrize(
        ("was", "now", "words"),
        [
            (1, 2, "1 became 2"),
            (None, "x", 'nothing became "x"'),
            ({"A": "1", "B": "2"}, {"A": "1", "C": "3"}, 'B removed, was "2"; C added: "3"'),
            ({"A": "1"}, {"A": "2"}, 'A "1" became "2"'),
            (["a", "b"], ["b", "c"], '"c" added; "a" removed'),
            ([1, 2, 3, 4], [], "1 removed; 2 removed; 3 removed; and 1 more"),
            (["a", "a"], ["a"], '["a", "a"] became ["a"]'),
            (
                "x" * 200 + "old",
                "x" * 200 + "new",
                f'…{"x" * 20}old" became …{"x" * 20}new"',
            ),
            (
                '{"Version": "1", "Statement": [{"Effect": "Allow"}]}',
                '{"Statement":[{"Effect":"Deny"}],"Version":"1"}',
                'Statement [{"Effect": "Allow"}] became [{"Effect": "Deny"}]',
            ),
            (SENSITIVE, SENSITIVE, SENSITIVE),
        ],
    )
    def test_words_show_the_change(self, was: Any, now: Any, words: str) -> None:
        assert difference(was, now) == words

    def test_order_is_that_of_the_code(self, run: Any, platform: Any) -> None:
        names = ["d", "a", "c", "b"]
        comparison = run(
            [platform.code(f"aws_thing.{name}", name=name, size=1) for name in names],
            [platform.recorded(f"aws_thing.{name}", name=name, size=1) for name in sorted(names)],
            platform.view(
                *(platform.live(f"aws_thing.{name}", name=name, size=2) for name in sorted(names))
            ),
        )
        assert [one.address[-1] for one in comparison.findings] == names

    def test_hostile_values_are_shown_safely(self, run: Any, platform: Any) -> None:
        deep: Any = "x"
        for _ in range(500):
            deep = [deep]
        comparison = run(
            [platform.code("aws_thing.a", name="a")],
            [platform.recorded("aws_thing.a", name="a", arn="\x1b[31m" + "y" * 5000, size=deep)],
            platform.view(platform.live("aws_thing.a", name="a", arn="b", size=1)),
        )
        assert len(comparison.findings) == 2
        for finding in comparison.findings:
            assert len(finding.message) < 400 and finding.message.isprintable()
            json.dumps(finding.drift.recorded)

    def test_rules_are_complete(self) -> None:
        assert set(RULES) == set(DriftClass)
        for drift_class, rule in RULES.items():
            assert rule.id == "drift-" + drift_class.value.replace("_", "-")
            assert rule.title.endswith(".") and rule.fix.endswith(".") and rule.description
            assert rule.severity is Level.LOW

    def test_coverage_counts(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code("aws_thing.a", name="a", size=1, nobody_reads=1, timeouts=[{}], n=None)],
            [platform.recorded("aws_thing.a", name="a", size=1, nobody_reads=1)],
            platform.view(platform.live("aws_thing.a", name="a", size=1)),
        )
        coverage = comparison.coverage
        assert (coverage.resources, coverage.compared, coverage.unread) == (1, 2, 0)
        assert coverage.not_compared == 1
        assert coverage.types["aws_thing"].compared == 1


def test_classify_counts_null_live_as_a_value(platform: Any) -> None:
    (row,) = [one for one in platform.projections["aws_thing"].attributes if one.path == "size"]
    assert classify(row, 1, 1, None) is DriftClass.DRIFTED


def test_without_code_a_recorded_value_does_not_fold_into_the_default() -> None:
    """The code may declare what the state holds; that live is at the default proves nothing."""
    row = Attribute("block_public_acls", default=False)
    assert classify(row, MISSING, True, False, has_code=False) is DriftClass.DRIFTED
    assert classify(row, MISSING, None, False, has_code=False) is DriftClass.IN_SYNC
    assert classify(row, MISSING, False, False, has_code=False) is DriftClass.IN_SYNC
