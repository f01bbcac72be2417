"""The same rule gives the same verdict on what is live: raw answers of the AWS API, through the
SDK's own parser and the projections.

The examples were applied by the real Terraform to a local server, and every answer that reading
them live takes was kept: see tests/oracles/rule_origins.py. The states stand beside the answers,
as ids are the server's own.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scanner.engine import evaluate
from scanner.live import Sessions, read_live, readable
from scanner.model import Kind, Resource, Rule, Unknown
from scanner.on_live import OnLive, on_live
from scanner.rule_proof import language, load_example
from scanner.terraform.state import read_state
from tests.rules.conftest import ORIGIN, RULES

ANSWERS = Path(__file__).parent / "live"
REGION = "eu-central-1"
LEAST = 377
"""Rules that are proven on a bad and a good answer: all that are read, but for the exceptions."""

_TEMPLATE = "the code leaves it to a launch template elsewhere; live shows what came of that"
_OLDER = (
    "the recording provider 5.100.0 asks for no encryption where it is left out; from 6.0 on, "
    "which the rule goes by, AWS decides, and encrypts"
)
_COPY = "live an image does not tell what was asked of its copy: open; snapshots do tell"
OTHERWISE: dict[tuple[str, str], str] = {
    ("aws-ami-copy-unencrypted", "bad1"): _COPY,
    ("aws-ami-copy-unencrypted", "good1"): _COPY,
    ("aws-db-instance-without-iam-authentication", "good3"): (
        "live has the replica's engine, which the code leaves to the source"
    ),
    ("aws-instance-disk-unencrypted", "good4"): _TEMPLATE,
    ("aws-instance-imds-v1", "good4"): _TEMPLATE,
    ("aws-instance-without-detailed-monitoring", "good3"): _TEMPLATE,
    ("aws-rds-cluster-unencrypted", "good2"): (
        "the local server encrypts Aurora only when asked to, AWS always"
    ),
    ("aws-redshift-cluster-unencrypted", "good2"): _OLDER,
}
"""(rule, example) -> why the verdict on live is rightly another one."""

EXCEPTIONS: dict[str, str] = {
    "aws-neptune-instance-public": (
        "the local server makes no instance but in a cluster that the examples do not declare"
    ),
    "aws-neptune-without-iam-authentication": (
        "the local server takes Neptune for another engine, and refuses IAM authentication"
    ),
    "aws-rds-backup-copy-without-cmk": (
        "the local server copies only snapshots that it has, and replicates no backups"
    ),
}
"""Rules whose type is read live and that no bad and good answer prove, with the reason."""

AWS = [rule for rule in RULES if rule.platform == "aws" and not rule.code_only]
Verdict = set[tuple[str, str, str]]


@cache
def recorded() -> Mapping[str, tuple[str, dict[str, Any]]]:
    """``"RULE NAME"`` -> (file, what is recorded of the example)."""
    found = {}
    for path in sorted(ANSWERS.glob("*.json.gz")):
        content = json.loads(gzip.decompress(path.read_bytes()))
        for name, one in content["examples"].items():
            found[name] = (path.name, one)
    return found


@cache
def types_of(file: str) -> frozenset[str]:
    """The types that could be read when a file was recorded, and still can."""
    content = json.loads(gzip.decompress((ANSWERS / file).read_bytes()))
    return frozenset(name for name in content["types"] if readable(name))


@cache
def live_of(file: str) -> Mapping[tuple[str, str], Resource]:
    """What is read from the answers of a file, by type and join key."""
    from replay import Replay

    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    content = json.loads(gzip.decompress((ANSWERS / file).read_bytes()))
    resources = [
        one
        for state in (
            *(example["state"] for example in content["examples"].values()),
            *content.get("beside", ()),
        )
        for one in resources_of(state)
        if one.type in types_of(file)
    ]
    factory = AwsSessions(operations(supported_types()), (), Limits(attempts=1))
    session = Replay(content["answers"]).attach(factory.open(region=REGION))
    view = read_live(resources, Sessions(aws=lambda _: session), unmanaged=False).view
    return {(one.type, str(one.id)): one for one in view.resources}


@cache
def aliases_of(file: str) -> tuple[Resource, ...] | None:
    """The names of AWS's own keys in the account of a file; None where they were not asked for."""
    from replay import Replay

    from scanner.live.aws.kinds import operations
    from scanner.live.aws.session import AwsSessions, Limits
    from scanner.live.everything import read_account

    answers = json.loads(gzip.decompress((ANSWERS / file).read_bytes()))["answers"]
    if not any(key.startswith("kms ListAliases ") for key in answers):
        return None
    factory = AwsSessions(operations(["aws_kms_alias"]), (), Limits(attempts=1))
    session = Replay(answers).attach(factory.open(region=REGION))
    found = read_account(lambda _: session, [REGION], ["aws_kms_alias"]).resources
    return tuple(
        replace(one, scope="example")
        for one in found
        if str(one.attributes["name"]).startswith("alias/aws/")
    )


def resources_of(state: dict[str, Any]) -> tuple[Resource, ...]:
    """The resources of a recorded state."""
    return read_state(json.dumps(state).encode(), "terraform.tfstate").resources


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of nobody, for an address where nobody listens."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def cases() -> Iterable[Any]:
    for rule in AWS:
        for kind in ("bad", "good"):
            for number, text in enumerate(getattr(rule, kind), 1):
                name = f"{kind}{number}"
                known = recorded().get(f"{rule.id} {name}")
                digest = hashlib.sha256(text.encode()).hexdigest()[:16]
                if known and known[1]["digest"] == digest and types_of(known[0]) & set(rule.on):
                    yield pytest.param(rule, name, text, id=f"{rule.id}-{name}")


def live_resources(file: str, state: dict[str, Any]) -> list[Resource]:
    """What is live of an example, under the addresses of its state."""
    found = []
    for one in resources_of(state):
        projection = readable(one.type) if one.type in types_of(file) else None
        key = projection.key(one) if projection else None
        there = live_of(file).get((one.type, str(key)))
        if projection is not None:
            assert there is not None, f"{one.address} was not read"
            found.append(
                Resource(
                    there.type,
                    one.address,
                    there.attributes,
                    there.origin,
                    there.source,
                    "example",
                    id=there.id,
                )
            )
    return found


def verdicts(
    rule: Rule, resources: list[Resource], unreadable: frozenset[str] = frozenset()
) -> Verdict:
    result = evaluate(resources, [rule], unread=lambda name: name in unreadable)
    assert not result.diagnostics
    return {
        (finding.kind.value, finding.address, finding.attribute.partition(".")[0].partition("[")[0])
        for finding in result.findings
        if finding.kind is not Kind.PASS and not finding.resource.not_instantiated
    }


CASES = list(cases())


@pytest.mark.parametrize(("rule", "name", "text"), CASES)
def test_the_verdict_on_live_is_that_on_code(
    rule: Rule, name: str, text: str, record_property: Any
) -> None:
    file, record = recorded()[f"{rule.id} {name}"]
    record_property(ORIGIN, (rule.id, "answers", file))
    state = resources_of(record["state"])
    unreadable = frozenset(one.type for one in state) - types_of(file)
    code = list(load_example(language(rule), text).resources)
    judged = types_of(file) & {one.type for one in code}
    in_code = {
        one
        for one in verdicts(rule, code)
        if any(r.address == one[1] and r.type in judged for r in code)
    }
    aliases = aliases_of(file)
    if aliases is None:
        unreadable |= {"aws_kms_alias"}
    everything = [*live_resources(file, record["state"]), *(aliases or ())]
    # What was added to make an example whole is not judged, but stands beside it.
    own = {one.address for one in code}
    live = {one for one in verdicts(rule, everything, unreadable) if one[1] in own}
    if (rule.id, name) in OTHERWISE:
        assert live != in_code, "mended: take it off the list"
        return
    # Live may show one setting in two attributes: a canned ACL, and the grants that it stands for.
    if live >= in_code and {one[:2] for one in live} == {one[:2] for one in in_code}:
        return
    # Left undecided is right only for a rule that says so, or where what decides it is unread.
    undecided = {one for one in live if one[0] == "open"}
    assert undecided == live and undecided, (in_code, live)
    assert on_live(rule) is OnLive.OPEN or unreadable, (in_code, live)


READ = [rule for rule in AWS if any(map(readable, rule.on))]


@pytest.mark.parametrize("rule", READ, ids=lambda rule: rule.id)
def test_a_rule_that_is_read_is_proven_on_answers(rule: Rule, record_property: Any) -> None:
    """On a bad and on a good one; or it is listed why not."""
    kinds = {
        str(name).rstrip("0123456789")
        for one, name, _ in (case.values for case in CASES)
        if one is rule and (rule.id, str(name)) not in OTHERWISE
    }
    if rule.id in EXCEPTIONS:
        record_property(ORIGIN, (rule.id, "proof", "excepted"))
        assert kinds != {"bad", "good"}, "proven: take it off the list"
        return
    assert kinds == {"bad", "good"}
    record_property(ORIGIN, (rule.id, "proof", on_live(rule).value))


def test_what_is_excepted_is_a_rule_that_is_read() -> None:
    assert EXCEPTIONS.keys() <= {rule.id for rule in READ}


def test_most_rules_are_proven_on_answers() -> None:
    assert len(READ) - len(EXCEPTIONS) >= LEAST


def test_no_answer_is_of_an_unknown_example() -> None:
    known = {f"{rule.id} {kind}{n}" for rule in AWS for kind in ("bad", "good")
             for n in range(1, len(getattr(rule, kind)) + 1)}  # fmt: skip
    assert set(recorded()) <= known


def test_unknown_values_are_those_that_nobody_read() -> None:
    for file in {file for file, _ in recorded().values()}:
        for one in live_of(file).values():
            for name, value in one.attributes.items():
                if isinstance(value, Unknown):
                    assert value.reason.startswith("not read"), (one.type, name)
