"""The engine: every question about an unknown value is answered both ways."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import HIGH, View, rule
from scanner.engine import evaluate
from scanner.identity import identity
from scanner.model import ABSENT, Kind, Resource, Unknown, Violation

Make = Callable[..., Resource]
Check = Callable[[View], Iterator[Violation]]


def judge(check: Check, *resources: Resource, on: str = "aws_thing") -> list[tuple[str, str]]:
    made = rule(on=on, severity=HIGH, fix="Fix it.", bad=(), good=())(check)
    result = evaluate(resources, [made])
    assert not result.diagnostics
    return [(finding.kind.value, finding.attribute) for finding in result.findings]


def unknown(**more: Any) -> Unknown:
    return Unknown("var.x has no value", "var.x", **more)


def encrypted(thing: View) -> Iterator[Violation]:
    if not thing.get("encrypted", default=False):
        yield thing.fail("encrypted", "not encrypted")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, [("pass", "")]),
        (False, [("fail", "encrypted")]),
        (None, [("fail", "encrypted")]),
        (unknown(), [("open", "encrypted")]),
        (unknown(arms=(True, True)), [("pass", "")]),
        (unknown(arms=(False, False)), [("fail", "encrypted")]),
        (unknown(arms=(False, None)), [("fail", "encrypted")]),
        (unknown(arms=(True, False)), [("open", "encrypted")]),
        (unknown(arms=(False, unknown(arms=(False, False)))), [("fail", "encrypted")]),
        (unknown(arms=(False, unknown())), [("open", "encrypted")]),
    ],
)
def test_verdict_on_known_unknown_and_two_armed_values(
    make_resource: Make, value: Any, expected: list[tuple[str, str]]
) -> None:
    assert judge(encrypted, make_resource(encrypted=value)) == expected


def test_omitted_is_the_default(make_resource: Make) -> None:
    assert judge(encrypted, make_resource()) == [("fail", "encrypted")]


def test_the_reason_of_an_open_names_the_unknown(make_resource: Make) -> None:
    made = rule(on="aws_thing", severity=HIGH, fix="", bad=(), good=())(encrypted)
    (finding,) = evaluate([make_resource(encrypted=unknown())], [made]).findings
    assert finding.message == "not encrypted (undecided: var.x has no value)"


def test_both_arms_may_fail_by_different_values(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if thing.get("cidr") in ("0.0.0.0/0", "::/0"):
            yield thing.fail("cidr", "open to the world")

    world = unknown(arms=("0.0.0.0/0", "::/0"))
    assert judge(check, make_resource(cidr=world)) == [("fail", "cidr")]
    assert judge(check, make_resource(cidr=unknown(arms=("0.0.0.0/0", "10.0.0.0/8")))) == [
        ("open", "cidr")
    ]


def test_conditionals_on_one_condition_take_the_same_arm(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if thing.get("public") and not thing.get("encrypted"):
            yield thing.fail("public", "public and not encrypted")

    condition = unknown()
    public = unknown(arms=(True, False), condition=condition)
    private = unknown(arms=(True, False), condition=condition)
    assert judge(check, make_resource(public=public, encrypted=private)) == [("pass", "")]
    assert judge(check, make_resource(public=public, encrypted=unknown(arms=(True, False)))) == [
        ("open", "public")
    ]


def test_an_unknown_element_never_hides_a_certain_one(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        for cidr in thing.each("cidrs"):
            if cidr.value == "0.0.0.0/0":
                yield cidr.fail(message="open to the world")

    verdict = judge(check, make_resource(cidrs=[unknown(), "0.0.0.0/0"]))
    assert verdict == [("fail", "cidrs"), ("open", "cidrs")]

    def counting(thing: View) -> Iterator[Violation]:
        for cidr in thing.each("cidrs"):
            if len(cidr.value) > 5:
                yield cidr.fail(message="long")

    assert judge(counting, make_resource(cidrs=[unknown(), "0.0.0.0/0"])) == [
        ("fail", "cidrs"),
        ("open", ""),
    ]


def test_membership_looks_at_what_is_certain_first(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if "*" in thing.get("actions", default=[]):
            yield thing.fail("actions", "everything")

    assert judge(check, make_resource(actions=[unknown(), "*"])) == [("fail", "actions")]
    assert judge(check, make_resource(actions=[unknown(), "s3:Get"])) == [("open", "actions")]


def test_a_dynamic_block_with_unknown_for_each_may_be_absent(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if not thing.get("logging.bucket"):
            yield thing.fail("logging", "no logging")

    perhaps = unknown(arms=(ABSENT, {"bucket": "logs"}))
    assert judge(check, make_resource(logging=[perhaps])) == [("open", "logging")]
    assert judge(check, make_resource(logging=[{"bucket": "logs"}])) == [("pass", "")]


def test_an_unknown_list_may_hold_anything_or_nothing(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        for rule_ in thing.each("ingress"):
            if rule_.get("port") == 22:
                yield rule_.fail("port", "ssh")

    assert judge(check, make_resource(ingress=unknown())) == [("open", "ingress.port")]


def test_equality_settles_the_value_for_the_rest_of_the_run(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        engine = thing.get("engine")
        if engine == "mysql" and not engine.startswith("my"):
            yield thing.fail("engine", "cannot be")

    assert judge(check, make_resource(engine=unknown())) == [("pass", "")]


def test_more_questions_than_runs_is_open(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if all(thing.get(f"a{i}") in ("x", "y") for i in range(12)) and False:
            yield thing.fail("a0", "never")

    many = {f"a{i}": unknown(arms=("x", "y")) for i in range(12)}
    assert judge(check, make_resource(**many)) == [("open", "")]


def test_what_a_live_answer_lacks_was_not_read(make_resource: Make) -> None:
    from scanner.model import Origin

    live = make_resource(origin=Origin.LIVE)
    assert judge(encrypted, live) == [("open", "encrypted")]
    assert judge(encrypted, make_resource(origin=Origin.LIVE, encrypted=None)) == [
        ("fail", "encrypted")
    ]


def test_an_empty_text_of_a_live_answer_is_nothing_set(make_resource: Make) -> None:
    """Readers write what the providers do, for what nobody chose."""
    from scanner.model import Origin

    def check(thing: View) -> Iterator[Violation]:
        if not thing.is_set("key"):
            yield thing.fail("key", "no key")

    assert judge(check, make_resource(origin=Origin.LIVE, key="")) == [("fail", "key")]
    assert judge(check, make_resource(origin=Origin.LIVE, key="k")) == [("pass", "")]
    assert judge(check, make_resource(key="")) == [("pass", "")]


X = unknown()
Y = unknown()
ONE_IF_X = unknown(arms=(1, 0), condition=X)
NONE_IF_X = unknown(arms=(0, 1), condition=X)


def guarded(thing: View) -> Iterator[Violation]:
    if not thing.related("aws_guard", "thing"):
        yield thing.fail("", "no guard")


def test_what_is_not_instantiated_guards_only_what_comes_with_it(make_resource: Make) -> None:
    thing = make_resource(arn="t")
    guard = make_resource("aws_guard", thing="t")
    absent = replace(guard, not_instantiated=True)
    unclear = replace(absent, attributes={"thing": unknown()})
    assert judge(guarded, thing, guard) == [("pass", "")]
    assert judge(guarded, thing, absent) == [("fail", "")]
    assert judge(guarded, thing, unclear) == [("fail", "")]
    assert judge(guarded, replace(thing, not_instantiated=True), absent) == [("pass", "")]


@pytest.mark.parametrize(
    ("own", "of_guard", "verdict"),
    [
        ((), (), "pass"),
        ((), (X,), "open"),
        ((X,), (X,), "pass"),
        ((X,), (X, Y), "open"),
        ((), (ONE_IF_X,), "open"),
        ((ONE_IF_X,), (ONE_IF_X,), "pass"),
        ((ONE_IF_X,), (NONE_IF_X,), "fail"),
        ((), (Unknown("c", arms=(2, [1])),), "pass"),
        ((), (Unknown("c", arms=(0, "0")),), "fail"),
        ((), (Unknown("c", arms=({}, None)),), "fail"),
    ],
)
def test_what_may_not_exist_guards_only_where_it_does(
    make_resource: Make, own: tuple[Unknown, ...], of_guard: tuple[Unknown, ...], verdict: str
) -> None:
    thing = replace(make_resource(arn="t"), existence=own)
    guard = replace(make_resource("aws_guard", thing="t"), existence=of_guard)
    assert judge(guarded, thing, guard) == [(verdict, "")]


def test_an_open_does_not_blame_the_existence_of_what_is_judged(make_resource: Make) -> None:
    thing = replace(make_resource(encrypted=unknown()), existence=(Unknown("its count"),))
    made = rule(on="aws_thing", severity=HIGH, fix="Fix it.", bad=(), good=())(encrypted)
    (finding,) = evaluate([thing], [made]).findings
    assert finding.kind is Kind.OPEN
    assert finding.message.endswith("(undecided: var.x has no value)")


def test_a_crashing_rule_is_an_error_that_names_it(make_resource: Make) -> None:
    def check(thing: View) -> Iterator[Violation]:
        yield thing.nonsense

    made = rule(on="aws_thing", severity=HIGH, fix="", bad=(), good=())(check)  # type: ignore[arg-type]
    result = evaluate([make_resource()], [made])
    assert result.findings == ()
    (diagnostic,) = result.diagnostics
    assert diagnostic.level == "error"
    assert diagnostic.code == "rule-crashed"
    assert "aws_thing.a" in diagnostic.message


class TestRelated:
    def check(self, bucket: View) -> Iterator[Violation]:
        if not bucket.related("aws_block", "bucket"):
            yield bucket.fail("", "no block")

    def judge(self, *resources: Resource) -> list[tuple[str, str]]:
        return judge(self.check, *resources, on="aws_thing")

    def test_by_reference(self, make_resource: Make) -> None:
        value = unknown(references=("aws_thing.a",))
        assert self.judge(make_resource(), make_resource("aws_block", bucket=value)) == [
            ("pass", "")
        ]

    def test_a_reference_to_another_is_certain(self, make_resource: Make) -> None:
        value = unknown(references=("aws_thing.b",))
        assert self.judge(make_resource(), make_resource("aws_block", bucket=value)) == [
            ("fail", "")
        ]

    def test_by_name(self, make_resource: Make) -> None:
        bucket = make_resource(bucket="logs")
        assert self.judge(bucket, make_resource("aws_block", bucket="logs")) == [("pass", "")]
        assert self.judge(bucket, make_resource("aws_block", bucket="other")) == [("fail", "")]

    def test_by_one_of_a_list(self, make_resource: Make) -> None:
        bucket = make_resource(bucket="logs")
        for names, verdict in ((["data", "logs"], "pass"), (["data"], "fail"), ([], "fail")):
            assert self.judge(bucket, make_resource("aws_block", bucket=names)) == [(verdict, "")]
        reference = ["data", unknown(references=("aws_thing.a",))]
        assert self.judge(make_resource(), make_resource("aws_block", bucket=reference)) == [
            ("pass", "")
        ]

    def test_by_a_name_of_its_type_s_own(self, make_resource: Make) -> None:
        def check(cluster: View) -> Iterator[Violation]:
            if not cluster.related("aws_redshift_logging", "cluster_identifier"):
                yield cluster.fail("", "no logging")

        cluster = make_resource("aws_redshift_cluster", cluster_identifier="dwh")
        for name, verdict in (("dwh", "pass"), ("other", "fail")):
            logging = make_resource("aws_redshift_logging", cluster_identifier=name)
            assert judge(check, cluster, logging, on="aws_redshift_cluster") == [(verdict, "")]

    def test_a_text_made_of_its_name_is_not_its_name(self, make_resource: Make) -> None:
        value = unknown(references=("aws_thing.a",), pieces=(None, "-logs"))
        block = make_resource("aws_block", bucket=value)
        assert self.judge(make_resource(bucket="a"), block) == [("open", "")]
        known = make_resource(
            "aws_block", bucket="a-logs", references={("bucket",): ("aws_thing.a",)}
        )
        assert self.judge(make_resource(bucket="a"), known) == [("fail", "")]

    def test_what_cannot_be_resolved_is_neither(self, make_resource: Make) -> None:
        block = make_resource("aws_block", bucket=unknown())
        assert self.judge(make_resource(), block) == [("open", "")]

    def test_a_symbolic_instance_matches_its_definition(self, make_resource: Make) -> None:
        value = unknown(references=("aws_thing.a[*]",))
        bucket = make_resource(name='a["x"]')
        assert self.judge(bucket, make_resource("aws_block", bucket=value)) == [("pass", "")]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(known=values, other=values)
def test_two_equal_arms_are_that_value(known: Any, other: Any) -> None:
    """Whatever a rule asks, a conditional with equal arms reads as its value."""
    from tests.conftest import PathSource

    def check(thing: View) -> Iterator[Violation]:
        value = thing.get("a", default="none")
        if value == other or not value or thing.is_set("a"):
            yield thing.fail("a", "yes")

    from scanner.model import Origin

    def verdict(value: Any) -> list[tuple[str, str]]:
        resource = Resource("aws_thing", "x", {"a": value}, Origin.CODE, PathSource(), ".")
        return judge(check, resource)

    assert verdict(Unknown("c", arms=(known, known))) == verdict(known)


def test_kind_values_are_those_of_the_report() -> None:
    assert [kind.value for kind in Kind] == ["fail", "pass", "open", "suppressed"]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (unknown(identifier=True), "pass"),
        (unknown(structure={"a": unknown()}), "pass"),
        (unknown(pieces=("arn:", None)), "pass"),
        (unknown(pieces=(None, "")), "open"),
        (unknown(), "open"),
    ],
)
def test_what_is_not_empty_is_set_though_unknown(
    make_resource: Make, value: Unknown, verdict: str
) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if not thing.is_set("key") or not thing.get("key"):
            yield thing.fail("key", "no key")

    assert [kind for kind, _ in judge(check, make_resource(key=value))] == [verdict]


@pytest.mark.parametrize(
    ("value", "text", "possible"),
    [
        (unknown(pieces=(None, "/*")), "*", False),
        (unknown(pieces=(None, "/*")), "x/*", True),
        (unknown(pieces=(None, "/*")), "/*/*", True),
        (unknown(pieces=("a", None)), "ab", True),
        (unknown(pieces=("a", None)), "ba", False),
        (unknown(pieces=("a", None, "a")), "a", False),
        (unknown(pieces=("a", None, "b", None)), "axbx", True),
        (unknown(pieces=(None,)), "*", True),
        (unknown(identifier=True), "*", False),
        (unknown(identifier=True), "alias/aws/sqs", False),
        (unknown(identifier=True), "x", True),
    ],
)
def test_what_is_known_of_a_value_rules_others_out(
    make_resource: Make, value: Unknown, text: str, possible: bool
) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if thing.get("key") == text:
            yield thing.fail("key", "is it")

    (verdict,) = judge(check, make_resource(key=value))
    assert verdict[0] == ("open" if possible else "pass")


def given_later(address: str, attribute: str = "arn") -> Unknown:
    reference = f"{address}.{attribute}"
    return Unknown("after apply", reference, (address,), identifier=attribute != "status")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (given_later("aws_iam_role.a"), given_later("aws_iam_role.b"), "pass"),
        (given_later("module.x.aws_iam_role.a"), given_later("aws_iam_role.a"), "pass"),
        # An id may be that of another type of resource, and other attributes may well be equal.
        (given_later("aws_iam_role.a"), given_later("aws_kms_key.b"), "open"),
        (given_later("aws_subnet.a", "vpc_id"), given_later("aws_subnet.b", "vpc_id"), "open"),
        (given_later("aws_iam_role.a", "status"), given_later("aws_iam_role.b"), "open"),
        (given_later("aws_iam_role.a[*]"), given_later("aws_iam_role.a"), "open"),
    ],
)
def test_identifiers_of_two_resources_differ(
    make_resource: Make, one: Unknown, other: Unknown, kind: str
) -> None:
    def check(thing: View) -> Iterator[Violation]:
        if thing.get("one") == thing.get("other"):
            yield thing.fail("one", "is it")

    (verdict,) = judge(check, make_resource(one=one, other=other))
    assert verdict[0] == kind


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("true", "pass"), ("1", "pass"), ("false", "fail"), ("0", "fail"),
        ("no", "open"), ([], "open"), ({"a": 1}, "open"),
    ],
)  # fmt: skip
def test_what_terraform_converts_is_converted_and_nothing_else(
    value: Any, kind: str, make_resource: Make
) -> None:
    thing = make_resource("aws_thing", encrypted=value)
    assert [found for found, _ in judge(encrypted, thing)] == [kind]


def test_relations_cost_grows_with_the_resources_not_with_their_product(
    make_resource: Make,
) -> None:
    import time

    def check(thing: View) -> Iterator[Violation]:
        if not thing.related("aws_block", "bucket"):
            yield thing.fail("", "no block")

    def seconds(count: int) -> float:
        resources = []
        for number in range(count):
            value = unknown(references=(f"aws_thing.n{number}",))
            resources.append(make_resource(name=f"n{number}", bucket=f"b{number}"))
            resources.append(make_resource("aws_block", f"r{number}", bucket=value))
            resources.append(make_resource("aws_block", f"t{number}", bucket=f"b{number}"))
        started = time.process_time()
        assert {kind for kind, _ in judge(check, *resources)} == {"pass"}
        return time.process_time() - started

    # Eight times the resources: about eight times the time, not sixty-four. The collector walks
    # whatever the other tests have left, which is no part of it.
    gc.disable()
    try:
        assert seconds(2000) < 24 * max(seconds(250), 0.01)
    finally:
        gc.enable()


def test_the_rules_of_one_resource_know_nothing_of_each_others_decisions(
    make_resource: Make,
) -> None:
    def asks(thing: View) -> Iterator[Violation]:
        if thing.get("encrypted"):
            yield thing.fail("encrypted", "it is encrypted")

    rules = [
        replace(rule(on="aws_thing", severity=HIGH, fix="Fix it.", bad=(), good=())(check), id=name)
        for name, check in (("a", asks), ("b", encrypted), ("c", lambda thing: None))
    ]
    found = evaluate([make_resource(encrypted=unknown())], rules).findings
    assert [(one.rule.id, one.kind) for one in found] == [
        ("a", Kind.OPEN),
        ("b", Kind.OPEN),
        ("c", Kind.PASS),
    ]


@pytest.mark.parametrize("odd", ["plain", "a|b", "a\\b", "a\\|b"])
def test_the_identity_of_a_pass_is_that_of_any_finding(make_resource: Make, odd: str) -> None:
    made = rule(on="aws_*", severity=HIGH, fix="Fix it.", bad=(), good=())(lambda thing: None)
    resource = replace(make_resource(), scope=odd, address=f"aws_thing.{odd}")
    (passed,) = evaluate([resource], [replace(made, id=odd)]).findings
    assert passed.identity == identity(odd, odd, f"aws_thing.{odd}", "")


def test_a_rule_is_asked_once_however_many_of_its_patterns_fit(make_resource: Make) -> None:
    made = rule(
        on=("aws_*", "aws_thing", "aws_th*"), severity=HIGH, fix="Fix it.", bad=(), good=()
    )(encrypted)
    assert len(evaluate([make_resource()], [made]).findings) == 1
