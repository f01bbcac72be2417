"""What the platform answers of the applied examples: every raw answer that reading them live takes.

For each batch a file tests/rules/live/RULE-NAME.json.gz, called after its first example: the states
of the examples that were made whole, the types that could be read live, and the answers by request
key. Ids are the server's own, so that states and answers only go together.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import Any

from origins.records import ROOT, UNSAID, Example, digest, recorded

ANSWERS = ROOT / "tests" / "rules" / "live"
REGION = "eu-central-1"


def is_wanted(example: Example, again: bool) -> bool:
    """Whether the answers of an example are to be recorded: it can be applied, its rule looks at
    a type that can be read live. again: also where they are."""
    if recorded(example).get("state") is None or not _is_read(example):
        return False
    return again or f"{example.rule} {example.name}" not in _answered()


def _is_read(example: Example) -> bool:
    """Whether its rule looks at a type that can be read live."""
    from scanner.live import readable

    return any(map(readable, _looked_at()[example.rule]))


@cache
def _looked_at() -> Mapping[str, Sequence[str]]:
    """The types that each rule looks at."""
    from scanner.rulebook import load_rules

    return {rule.id: () if rule.code_only else rule.on for rule in load_rules()}


@cache
def _answered() -> frozenset[str]:
    found: set[str] = set()
    for path in ANSWERS.glob("*.json.gz"):
        content = json.loads(gzip.decompress(path.read_bytes()))
        found.update(content["examples"])
    return frozenset(found)


def read_answers(state: Mapping[str, Any], endpoint: str) -> dict[str, Any]:
    """Everything that reading the resources of a state live asks, with the answers."""
    sys.path[:0] = [str(ROOT / "tests" / "support")]
    from scanner.live import Sessions, read_live
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits
    from scanner.live.everything import read_account
    from scanner.terraform.state import read_state

    os.environ.update(
        AWS_ENDPOINT_URL=endpoint,
        AWS_ACCESS_KEY_ID="none",
        AWS_SECRET_ACCESS_KEY="none",
        AWS_EC2_METADATA_DISABLED="true",
    )
    document = {"version": 4, "serial": 1, **state}
    resources = read_state(json.dumps(document).encode(), "terraform.tfstate").resources
    session = AwsSessions(operations(supported_types()), (), Limits(attempts=1)).open(region=REGION)
    with recording() as answers:
        read_live(resources, Sessions(aws=lambda _: session), unmanaged=False)
        # Which keys are those of AWS, only its aliases tell.
        read_account(lambda _: session, [REGION], ["aws_kms_alias"])
    return answers


@contextmanager
def recording() -> Iterator[dict[str, Any]]:
    """Every answer that botocore gets, by the request's key."""
    from botocore.httpsession import URLLib3Session
    from replay import key_of

    answers: dict[str, Any] = {}
    send = URLLib3Session.send

    def noting(self: Any, request: Any) -> Any:
        # S3 Control puts the account before the host, which then is in no name service.
        request.url = request.url.replace("//123456789012.", "//", 1)
        answer = send(self, request)
        answers[key_of(request)] = _kept(answer)
        return answer

    URLLib3Session.send = noting
    try:
        yield answers
    finally:
        URLLib3Session.send = send


def _kept(answer: Any) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    kept = {
        "status": str(answer.status_code),
        "type": headers.get("content-type", "text/xml"),
    }
    error = headers.get("x-amzn-errortype")
    if error:
        kept["headers"] = {"x-amzn-errortype": error}
    try:
        return {**kept, "body": answer.content.decode()}
    except UnicodeDecodeError:
        return {**kept, "base64": base64.b64encode(answer.content).decode()}


def keep_answers(
    batch: list[Example], answers: Mapping[str, Any], state: Mapping[str, Any]
) -> None:
    """Write what was answered of a batch, of the examples that are read live. An example stands in
    one file: the newest.

    state: the whole one that was read. What it has beside the examples is kept as ``beside``, as
    calls about several resources at once name them all.
    """
    from scanner.live.aws.kinds import supported_types

    made = [one for one in batch if one.state is not None and _is_read(one)]
    if not made or not answers:
        return
    ANSWERS.mkdir(exist_ok=True)
    examples = {
        f"{one.rule} {one.name}": {"digest": digest(one.text), "state": one.state} for one in made
    }
    _forget(examples.keys())
    # A file that others of its batch still need keeps its name.
    name = f"{made[0].rule}-{made[0].name}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    path = next(path for one in names if not (path := ANSWERS / f"{one}.json.gz").exists())
    # Of what a later reader asks nothing is known.
    types = sorted(supported_types())
    beside = _others(state, {f"module.{one.module}" for one in made})
    content = {"types": types, "examples": examples, "beside": beside, "answers": answers}
    _write(path, content)


def _others(state: Mapping[str, Any], modules: Set[str]) -> list[dict[str, Any]]:
    """The state of what is in none of these modules."""
    left = [
        {**one, "instances": [_shown(instance) for instance in one["instances"]]}
        for one in state["resources"]
        if ".".join(one.get("module", "").split(".")[:2]) not in modules
    ]
    return [{"version": 4, "serial": 1, **state, "resources": left}] if left else []


def _shown(instance: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in instance.items() if name not in UNSAID}


def _forget(names: Set[str]) -> None:
    """Take examples out of the files that are there, which keep the states as ``beside``."""
    for path in ANSWERS.glob("*.json.gz"):
        content = json.loads(gzip.decompress(path.read_bytes()))
        left = {name: one for name, one in content["examples"].items() if name not in names}
        # Calls about several resources at once name them all, those of other examples too.
        gone = [one["state"] for name, one in content["examples"].items() if name in names]
        if not left:
            path.unlink()
        elif gone:
            beside = [*content.get("beside", ()), *gone]
            _write(path, {**content, "examples": left, "beside": beside})


def _write(path: Path, content: Mapping[str, Any]) -> None:
    text = json.dumps(content, separators=(",", ":"), sort_keys=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
