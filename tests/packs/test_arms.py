"""Conditionals that nobody can decide: what a check is asked, and what becomes of its answers."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model import ABSENT, Kind, Location, Origin, Resource, Unknown
from scanner.model import Path as Place
from scanner.outcome import Finding
from scanner.packs.checkov.arms import (
    MAX_APART,
    MAX_CONDITIONS,
    MAX_VARIANTS,
    Variant,
    Variants,
    fold,
    variants_of,
)
from scanner.packs.checkov.catalogue import Check
from scanner.packs.checkov.conf import entity_of, path_of
from scanner.packs.checkov.rules import rule_of
from scanner.packs.checkov.verdicts import Ran, run_pack

Make = Callable[..., Resource]
Fake = Callable[..., str]

X = Unknown("var.x has no value", "var.x")
Y = Unknown("var.y has no value", "var.y")
Z = Unknown("var.z has no value", "var.z")


def either(first: Any, second: Any, condition: Unknown = X) -> Unknown:
    return Unknown(condition.reason, condition.reference, (), (first, second), condition)


class PathSource:
    """A source that has everything at one place."""

    def locate(self, _path: Place) -> Location:
        return Location("main.tf")


def block(attributes: dict[str, Any], *existence: Unknown) -> Resource:
    return Resource(
        "acme_x", "acme_x.a", attributes, Origin.CODE, PathSource(), ".", existence=existence
    )


def values(resource: Resource) -> list[dict[str, Any]]:
    return [dict(one.resource.attributes) for one in variants_of(resource)]


# ---- what is asked -------------------------------------------------------------------------------


def test_a_resource_without_conditionals_has_no_variants() -> None:
    assert variants_of(block({"a": 1, "b": [X], "c": {"d": Y}})) == ()


def test_each_arm_is_a_variant() -> None:
    found = variants_of(block({"acl": either("public", "private"), "name": Y}))
    assert [one.resource.attributes["acl"] for one in found] == ["private", "public"]
    assert [one.taken for one in found] == [{X: False}, {X: True}]
    assert all(one.resource.attributes["name"] is Y for one in found)


def test_conditionals_on_one_condition_take_the_same_arm() -> None:
    found = values(block({"a": either(1, 2), "b": [{"c": either(3, 4)}], "d": either(5, 6, Y)}))
    said = {(one["a"], one["b"][0]["c"], one["d"]) for one in found}
    assert said == {(1, 3, 5), (1, 3, 6), (2, 4, 5), (2, 4, 6)}


def test_a_condition_that_is_a_conditional_itself_is_followed() -> None:
    compared = Unknown("var.x has no value", "var.x", (), (True, False), X)
    found = values(block({"a": either(1, 2), "b": either(3, 4, compared)}))
    assert found == [{"a": 2, "b": 4}, {"a": 1, "b": 3}]


def test_an_arm_may_be_a_conditional() -> None:
    found = values(block({"a": either(1, either(2, 3, Y))}))
    assert [one["a"] for one in found] == [3, 2, 1]


def test_what_an_unknown_text_encodes_is_looked_into() -> None:
    policy = Unknown("why", structure={"Effect": either("Allow", "Deny")})
    found = values(block({"policy": policy}))
    assert [one["policy"].structure["Effect"] for one in found] == ["Deny", "Allow"]


def test_an_argument_that_is_not_there_is_left_out() -> None:
    found = values(block({"a": {"b": either(ABSENT, 1)}, "c": either(2, ABSENT)}))
    assert found == [{"a": {"b": 1}}, {"a": {}, "c": 2}]


def test_it_is_judged_as_it_is_where_it_exists() -> None:
    (only,) = variants_of(block({"a": either(1, 2)}, either(1, 0)))
    assert only.resource.attributes == {"a": 1}
    # Of a size that is known to be nothing more nobody can tell.
    assert len(variants_of(block({"a": either(1, 2)}, Y))) == 2


def test_blocks_that_are_not_there_are_not_sent(make_resource: Make) -> None:
    rules = [either(ABSENT, {"port": 22}, X), {"port": 80}, either({"port": 23}, ABSENT, X)]
    resource = make_resource("acme_x", rule=rules, log=[either(ABSENT, {"on": True}, X)])
    sent = [entity_of(one.resource, "resource", "acme_x").conf for one in variants_of(resource)]
    assert [(one["rule"], one.get("log")) for one in sent] == [
        ([{"port": [22]}, {"port": [80]}], [{"on": [True]}]),
        ([{"port": [80]}, {"port": [23]}], None),
    ]
    # Checkov counts what is there; a path counts what is written.
    last = variants_of(resource)[1].resource
    assert path_of(last, ["rule/[1]/port"]) == ("rule", 2, "port")
    assert path_of(last, ["rule/port"]) == ("rule", 1, "port")


@pytest.mark.parametrize(("number", "variants"), [(3, 8), (4, 8), (8, 16), (9, 0), (40, 0)])
def test_many_conditions_are_chosen_argument_by_argument(number: int, variants: int) -> None:
    unknowns = [Unknown(f"var.x{index} has no value") for index in range(number)]
    attributes = {f"a{index}": either(1, 2, one) for index, one in enumerate(unknowns)}
    found = variants_of(block(attributes))
    assert len(found) == variants
    if variants and number > 3:
        assert {len(one.taken) for one in found} == {1}
        for one in found:
            chosen = [value for value in one.resource.attributes.values() if value in (1, 2)]
            assert len(chosen) == 1


def test_deep_conditionals_are_left() -> None:
    deep: Any = either(1, 2)
    for _ in range(5_000):
        deep = [deep]
    assert len(variants_of(block({"deep": deep}))) <= 1
    arm: Any = 1
    for index in range(5_000):
        arm = either(arm, 0, Unknown(str(index)))
    assert variants_of(block({"arm": arm})) == ()


CONDITIONS = [Unknown(f"var.c{index} has no value") for index in range(6)]
PLAIN = st.integers(0, 3) | st.text("ab", max_size=2) | st.just(Y)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        | st.builds(either, inner | st.just(ABSENT), inner, st.sampled_from(CONDITIONS))
        | st.builds(lambda value: Unknown("why", structure=value), inner)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4),
    st.lists(st.builds(either, PLAIN, PLAIN, st.sampled_from(CONDITIONS)), max_size=2),
)
@settings(max_examples=200)
def test_variants_are_few_and_have_nothing_left_to_choose(
    attributes: dict[str, Any], existence: list[Unknown]
) -> None:
    found = variants_of(block(attributes, *existence))
    assert len(found) <= MAX_APART
    # As many can be taken together whatever hangs on them.
    few = len({id(one) for variant in found for one in variant.taken}) <= 3
    assert len(found) <= MAX_VARIANTS or not few
    for one in found:
        assert len(one.taken) <= MAX_CONDITIONS
        if few:
            assert [again.taken for again in variants_of(one.resource)] in ([], [{}])
            assert (variants_of(one.resource) == ()) == (one.wider is None)
    # No two of them make the same choices.
    choices = {tuple(sorted((id(k), v) for k, v in one.taken.items())) for one in found}
    assert len(choices) == len(found) or not few


# ---- what is partly known ------------------------------------------------------------------------

ARN = Unknown("known after apply", "aws_x.y.arn", ("aws_x.y",), identifier=True)


def policy(**statement: Any) -> Unknown:
    return Unknown("var.x has no value", "var.x", structure={"Statement": [statement]})


def test_what_is_unknown_in_a_policy_is_the_widest() -> None:
    below = Unknown("why", pieces=(None, "/*"))
    text = policy(Action=["s3:Get", X], Principal={"AWS": Y}, Resource=[ARN, below])
    (one,) = variants_of(block({"policy": text, "name": X}))
    assert one.resource.attributes == {"policy": text, "name": X}
    assert one.wider is not None
    wider = one.wider.attributes["policy"].structure["Statement"][0]
    assert wider == {
        "Action": ["s3:Get", "*"],
        "Principal": {"AWS": "*"},
        "Resource": [ARN, below],
    }
    assert one.wider.attributes["name"] is X


def test_a_policy_of_identifiers_is_asked_about_once() -> None:
    derived = Unknown("known after apply", "aws_x.y.arn", ("aws_x.y",))
    assert variants_of(block({"policy": policy(Resource=[ARN, derived])})) == ()
    read = Unknown("read later", "data.aws_ssm_parameter.x.value", ("data.aws_ssm_parameter.x",))
    assert len(variants_of(block({"policy": policy(Resource=[read])}))) == 1


@pytest.mark.parametrize(
    ("text", "wider"),
    [
        (Unknown("why", pieces=('{"Resource": "', None, '"}')), '{"Resource": "*"}'),
        (Unknown("why", pieces=("name-", None)), None),
        # One of the expressions may be a name that a resource gives.
        (Unknown("why", "", ("aws_x.y",), pieces=('{"Resource": "', None, '"}')), None),
    ],
)
def test_a_template_of_a_policy(text: Unknown, wider: str | None) -> None:
    found = variants_of(block({"policy": text}))
    assert [one.wider and one.wider.attributes["policy"] for one in found] == (
        [wider] if wider else []
    )


BY_RESOURCE = (
    "statement = request['conf']['policy'][0]['Statement'][0]; "
    "wide = '*' in statement['Resource']; "
    "said = [['CKV_AWS_16', 'FAILED' if wide else 'PASSED', ['policy']]]"
)


@pytest.mark.parametrize(
    ("resources", "kind"),
    [
        ([ARN], Kind.PASS),
        ([X], Kind.OPEN),
        ([X, "*"], Kind.FAIL),
        (either([ARN], [X]), Kind.OPEN),
        (either(["*"], [X, "*"]), Kind.FAIL),
    ],
)
def test_what_hangs_on_the_unknown_part_is_open(
    resources: Any, kind: Kind, make_resource: Make, fake_python: Fake
) -> None:
    resource = make_resource("aws_db_instance", policy=policy(Resource=resources))
    ran = run(fake_python(BY_RESOURCE), resource)
    assert ran.diagnostics == ()
    (one,) = ran.findings
    assert one.kind is kind
    if kind is Kind.OPEN:
        assert one.message == "Ensure CKV_AWS_16 (undecided: var.x has no value)"
        assert one.path == ("policy",)


# ---- what becomes of the answers -----------------------------------------------------------------

RULES = [rule_of(Check(f"CKV_T_{n}", f"Ensure {n}", "IAM", "", frozenset()), None) for n in "12"]


def finding(kind: Kind, message: str = "", path: Place = (), number: int = 0) -> Finding:
    from scanner.engine import finding_of

    return finding_of(RULES[number], block({}), kind, path, message)


F, P, U = Kind.FAIL, Kind.PASS, Kind.OPEN


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ([F, F], F),
        ([P, P], P),
        ([P, None], P),
        ([None, None], None),
        ([U, U], U),
        ([P, F], U),
        ([F, None], U),
        ([F, U], U),
        ([P, U], U),
    ],
)
def test_the_same_verdict_of_all_is_certain(kinds: list[Kind | None], wanted: Kind | None) -> None:
    resource = block({"a": either(1, 2)})
    answers = [
        (one, [finding(kind)] if kind is not None else [])
        for one, kind in zip(variants_of(resource), kinds, strict=True)
    ]
    assert [one.kind for one in fold(resource, answers)] == ([wanted] if wanted else [])


def test_it_says_on_what_the_verdict_depends() -> None:
    resource = block({"a": either(1, 2), "b": either(3, 4, Y), "c": either(5, 6, Z)})
    answers = []
    for one in variants_of(resource):
        fails = one.taken[X] and not one.taken[Z]
        answers.append((one, [finding(F, "Ensure 1", ("a",)) if fails else finding(P)]))
    (found,) = fold(resource, answers)
    assert found.kind is Kind.OPEN
    assert found.path == ("a",)
    assert found.message == ("Ensure 1 (undecided: var.x has no value, var.z has no value)")
    assert found.resource is resource


def test_few_of_many_reasons_are_named() -> None:
    unknowns = [Unknown(f"var.x{index} has no value") for index in range(5)]
    resource = block({f"a{index}": either(1, 2, one) for index, one in enumerate(unknowns)})
    said = zip(variants_of(resource), [F, P] * 5, strict=True)
    (found,) = fold(resource, [(one, [finding(kind, "Ensure 1")]) for one, kind in said])
    assert found.message == (
        "Ensure 1 (undecided: var.x0 has no value, var.x1 has no value, var.x2 has no value, "
        "and more)"
    )


def test_what_is_open_by_itself_keeps_its_reason() -> None:
    resource = block({"a": either(1, Y)})
    text = "Ensure 1 (undecided: var.y has no value)"
    answers = zip(variants_of(resource), ([finding(U, text, ("a",))], [finding(P)]), strict=True)
    (found,) = fold(resource, list(answers))
    assert (found.kind, found.path, found.message) == (Kind.OPEN, ("a",), text)


@given(
    st.lists(
        st.tuples(*[st.sampled_from([F, P, U, None])] * 2, st.sampled_from([(), ("a",), ("b",)])),
        min_size=8,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=200)
def test_the_order_of_arms_does_not_matter(
    said: list[tuple[Kind | None, Kind | None, Place]], order: random.Random
) -> None:
    resource = block({"a": either(1, 2), "b": either(3, 4, Y), "c": either(5, 6, Z)})
    answers: list[tuple[Variant, list[Finding]]] = []
    for one, (*kinds, path) in zip(variants_of(resource), said, strict=True):
        found = [
            finding(kind, f"Ensure {number + 1}", path, number)
            for number, kind in enumerate(kinds)
            if kind is not None
        ]
        answers.append((one, found))

    def shown() -> list[Any]:
        return [(f.rule.id, f.kind, f.path, f.message) for f in fold(resource, answers)]

    first = shown()
    order.shuffle(answers)
    for _, found in answers:
        order.shuffle(found)
    assert shown() == first
    for id_, kind, *_ in first:
        kinds = [f.kind for _, found in answers for f in found if f.rule.id == id_]
        assert (kind is F) == (kinds == [F] * 8)


def test_nothing_is_folded_before_all_are_answered() -> None:
    resource = block({"a": either(1, 2)})
    plain = block({"a": 1})
    run = Variants([resource, plain])
    assert len(run.asked) == 3
    first, second, last = run.asked
    assert last is plain
    assert list(run.folded(second, [finding(F)])) == []
    assert [one.kind for one in run.folded(plain, [finding(P)])] == [P]
    assert [one.kind for one in run.folded(first, [finding(F)])] == [F]


# ---- as a scan runs it ---------------------------------------------------------------------------

BY_VALUE = (
    "value = request['conf'].get('storage_encrypted', [None])[0]; "
    "verdict = {True: 'PASSED', False: 'FAILED'}.get(value, 'UNKNOWN'); "
    "said = [['CKV_AWS_16', verdict, ['storage_encrypted']]]"
)


def run(python: str, *resources: Resource) -> Ran:
    return run_pack(resources, python, (), ())


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        (either(True, True), Kind.PASS, ""),
        (either(False, False), Kind.FAIL, "Ensure CKV_AWS_16"),
        (either(True, False), Kind.OPEN, "Ensure CKV_AWS_16 (undecided: var.x has no value)"),
    ],
)
def test_a_check_is_asked_about_each_arm(
    value: Any, kind: Kind, message: str, make_resource: Make, fake_python: Fake
) -> None:
    ran = run(fake_python(BY_VALUE), make_resource("aws_db_instance", storage_encrypted=value))
    assert ran.diagnostics == ()
    (one,) = ran.findings
    assert (one.kind, one.message) == (kind, message)
    assert one.identity.startswith("CKV_AWS_16|.|aws_db_instance.a|")


def test_requests_multiply_for_what_has_arms_alone(
    make_resource: Make, fake_python: Fake, tmp_path: Path
) -> None:
    log = tmp_path / "asked"
    python = fake_python(f"open({str(log)!r}, 'a').write(request['path'] + '\\n')")
    run(
        python,
        make_resource("aws_db_instance", "a", engine="x"),
        make_resource("aws_db_instance", "b", engine=either("y", "z")),
        make_resource("aws_db_instance", "c", engine=either("x", "y", Y)),
    )
    asked = log.read_text().splitlines()
    # What of "c" was asked before is not asked again.
    assert len(asked) == 3
    assert len(set(asked)) == 3


def test_a_resource_is_not_judged_by_half(make_resource: Make, fake_python: Fake) -> None:
    python = fake_python("if request['conf']['engine'] == ['y']: os._exit(1)")
    ran = run(python, make_resource("aws_db_instance", engine=either("y", "z")))
    assert ran.findings == ()
    assert [one.code for one in ran.diagnostics] == ["pack-failed"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (either(True, True), Kind.PASS),
        (either(False, either(0, False, Y)), Kind.FAIL),
        (either(True, either(True, False, Y)), Kind.OPEN),
        (either(True, Y), Kind.OPEN),
    ],
)
def test_a_check_that_knows_no_conditionals(
    value: Unknown,
    kind: Kind,
    make_resource: Make,
    small_checkov: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scanner.packs.checkov.catalogue._FEWEST", 1)
    ran = run(small_checkov, make_resource("aws_ebs_volume", encrypted=value))
    (one,) = ran.findings
    assert (one.kind, one.path) == (kind, () if kind is Kind.PASS else ("encrypted",))
