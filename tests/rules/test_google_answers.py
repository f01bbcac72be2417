"""The same rule gives the same verdict on what is live on Google Cloud: raw answers of the API,
through the readers and projections.

No Google project is at hand: see `google_answers` for how the answers are made, each held against
Google's discovery document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from google_answers import FILE, LEAVES_OUT, PROJECT, TYPES, answers, applied, bare
from google_discovery import policy_problems, problems
from google_recorded import Fake

from scanner.drift import compare
from scanner.engine import evaluate
from scanner.live import Sessions, read_live, readable
from scanner.live.google.inventory import Inventory, asset_of
from scanner.live.google.kinds import Context, Reader, reader_for
from scanner.live.source import LiveSource
from scanner.model import Kind, Origin, Resource, Rule, Unknown
from scanner.on_live import OnLive, on_live
from scanner.projection import BY_ITSELF
from scanner.rule_proof import load_example
from tests.rules.conftest import RULES

GOOGLE = [rule for rule in RULES if rule.platform == "google"]
READ = [
    rule
    for rule in GOOGLE
    if not rule.code_only and any(reader_for(one) is not None for one in rule.on)
]
OTHERWISE: dict[tuple[str, str], str] = {
    ("google-compute-boot-disk-without-cmek", "good2"): (
        "the code leaves it to the disk, a resource of its own; live has it, and it has no key"
    ),
    ("google-compute-boot-disk-without-cmek", "good3"): (
        "Google keeps no key that is not its own: live leaves open what the code has"
    ),
}
"""(rule, example) -> why the verdict on live is rightly another one."""

_STEERS = "the argument steers Terraform alone; no answer has it"
UNPROVEN: dict[str, str] = {
    "google-bigquery-table-deletion-unprotected": _STEERS,
    "google-compute-disk-key-in-code": (
        "Google keeps no key that is not its own, and does not tell where the key lies"
    ),
    "google-gke-deletion-unprotected": _STEERS,
    "google-sql-deletion-unprotected": _STEERS,
    "google-storage-bucket-public-access-not-prevented": (
        "an organisation policy may enforce it, and those have no reader"
    ),
}
"""Rules that no pair of answers decides, with the reason."""
RETOLD = {
    "google-compute-integrity-monitoring-off": (
        "google_compute_instance_template",
        "google_compute_instance",
    ),
    "google-workload-identity-pool-open-to-all": (
        "google_service_account_iam_member",
        "google_project_iam_member",
    ),
}
"""Rules whose bad example is of a type without a reader: told of another of their types."""

Verdict = set[tuple[str, str, str]]


def in_code(text: str) -> list[Resource]:
    return list(load_example("terraform", text).resources)


@cache
def live_of(text: str, *, whole: bool = False) -> tuple[Resource, ...]:
    """What is read from the answers to an example, under its addresses."""
    declared = [one for one in in_code(text) if not one.not_instantiated]
    made = [one for one in applied(declared) if reader_for(one.type) is not None]
    assets = {one.address: answers(one, whole=whole) for one in made}
    found: list[Resource] = []
    for one in made:
        reader = reader_for(one.type)
        assert reader is not None
        own, *beside = assets[one.address]
        others = [
            raw
            for address, several in assets.items()
            for raw in several
            if address != one.address and raw["assetType"] != own["assetType"]
        ]
        found += read_one(reader, one, [own, *beside, *others])
    return tuple(found)


def read_one(reader: Reader, resource: Resource, raw: list[Any]) -> Iterator[Resource]:
    assets = [one for each in raw if (one := asset_of(each)) is not None]
    session: Any = Fake(raw)
    inventory = Inventory(PROJECT, lambda content, kinds: assets, reader.resources, reader.policies)
    if reader.type == "google_storage_bucket":
        items = [(assets[0].data["name"], assets[0].data)]
    else:
        context = Context(session, inventory, everything=True)
        items = [(one.key, one.raw) for one in reader.listing(context)]
    assert items, f"{resource.address} was not read"
    for key, one in items:
        yield Resource(
            resource.type,
            resource.address,
            {"project": PROJECT, **reader.read(one)},
            Origin.LIVE,
            LiveSource(f"google://{PROJECT}/{resource.type}/{key}"),
            "example",
            id=str(key),
        )


def verdicts(rule: Rule, resources: list[Resource], *, live: bool = False) -> Verdict:
    result = evaluate(
        resources, [rule], unread=(lambda name: readable(name) is None) if live else None
    )
    assert not result.diagnostics
    return {
        (finding.kind.value, finding.address, finding.attribute.partition(".")[0].partition("[")[0])
        for finding in result.findings
        if finding.kind is not Kind.PASS and not finding.resource.not_instantiated
    }


def cases() -> Iterator[tuple[Rule, str, str]]:
    for rule in READ:
        for kind in ("bad", "good"):
            for number, example in enumerate(getattr(rule, kind), 1):
                text = example.replace(*RETOLD.get(rule.id, ("", "")))
                types = {one.type for one in in_code(text) if not one.not_instantiated}
                if any(reader_for(one) is not None for one in types):
                    yield rule, f"{kind}{number}", text


CASES = list(cases())


def agrees(rule: Rule, text: str) -> tuple[bool, Verdict, Verdict]:
    """Whether live and code agree, decided; what each says."""
    code = in_code(text)
    judged = {one.address for one in code if reader_for(one.type) is not None}
    said = {one for one in verdicts(rule, code) if one[1] in judged}
    there = verdicts(rule, list(live_of(text)), live=True)
    same = there >= said and {one[:2] for one in there} == {one[:2] for one in said}
    return same, said, there


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [pytest.param(*one, id=f"{one[0].id}-{one[1]}") for one in CASES],
)
def test_the_verdict_on_live_is_that_on_code(rule: Rule, name: str, text: str) -> None:
    same, said, there = agrees(rule, text)
    if (rule.id, name) in OTHERWISE:
        assert not same, "mended: take it off the list"
        return
    if same:
        return
    # Left undecided is right only for a rule that says so, or where what decides it is unread.
    undecided = {one for one in there if one[0] == "open"}
    assert undecided == there and undecided, (said, there)
    unreadable = {one.type for one in in_code(text)} - set(filter(reader_for, rule.on))
    assert on_live(rule) is OnLive.OPEN or unreadable, (said, there)


@pytest.mark.parametrize("rule", READ, ids=lambda rule: rule.id)
def test_answers_are_as_google_documents_them(rule: Rule) -> None:
    for one, _, text in CASES:
        if one is not rule:
            continue
        for resource in applied(in_code(text)):
            if resource.not_instantiated or reader_for(resource.type) is None:
                continue
            for asset in answers(resource):
                if "iamPolicy" in asset:
                    assert policy_problems(asset["iamPolicy"]) == []
                else:
                    assert problems(asset["assetType"], asset["resource"]["data"]) == []


def test_every_bare_answer_names_its_documentation() -> None:
    assert set(bare()) == set(TYPES), FILE
    assert all(
        one["documentation"].startswith("https://cloud.google.com/") for one in bare().values()
    )


def test_most_rules_are_proven_on_answers() -> None:
    proven: dict[str, set[str]] = defaultdict(set)
    for rule, name, text in CASES:
        if agrees(rule, text)[0]:
            proven[rule.id].add(name.rstrip("0123456789"))
    both = {rule for rule, kinds in proven.items() if kinds == {"bad", "good"}}
    left = {rule.id for rule in READ} - both
    print(f"{len(both)} of {len(READ)} rules are proven on a bad and a good answer of the API")
    for rule in sorted(left):
        print(f"  {rule}: {UNPROVEN.get(rule)}")
    assert left == set(UNPROVEN)


def test_unknown_values_are_those_that_nobody_read() -> None:
    for _rule, _, text in CASES:
        for one in live_of(text):
            for name, value in one.attributes.items():
                if isinstance(value, Unknown):
                    assert value.reason.startswith(("not read", BY_ITSELF)), (one.type, name)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param(rule, text, id=f"{rule.id}-{name}")
        for rule, name, text in CASES
        if {one.type for one in in_code(text)} & LEAVES_OUT
    ],
)
def test_what_is_false_may_be_written_out_as_well(rule: Rule, text: str) -> None:
    def shown(whole: bool) -> Verdict:
        return verdicts(rule, list(live_of(text, whole=whole)), live=True)

    assert shown(whole=True) == shown(whole=False)


MADE_UP = {
    ("google_bigquery_dataset", "access"): "the bare answer's first entry is below each declared",
    ("google_container_node_pool", "node_config.metadata"): (
        "the bare answer's metadata are below the declared; Terraform unsets them"
    ),
}
"""(type, attribute) -> why an answer made of an example differs from it."""


@pytest.mark.parametrize("rule", READ, ids=lambda rule: rule.id)
def test_what_was_applied_does_not_differ_from_the_code(rule: Rule) -> None:
    """What Google fills in is no difference, even without a state that would have it."""
    wrong: list[str] = []
    for text in (one[2] for one in CASES if one[0] is rule):
        for one in applied(r for r in in_code(text) if not r.not_instantiated):
            if reader_for(one.type) is None or one.type == "google_storage_bucket":
                continue
            project = str(one.attributes.get("project") or PROJECT)
            session: Any = Fake(answers(one), project if "_iam_" in one.type else PROJECT)
            live = read_live([one], Sessions(google=lambda _, at=session: at), unmanaged=False)
            done = compare(list(live.managed), None, live.view, live.projections)
            assert live.view.unread == ()
            wrong += [
                found.message
                for found in done.findings
                if found.kind is not Kind.PASS and (one.type, found.attribute) not in MADE_UP
            ]
    assert wrong == []
