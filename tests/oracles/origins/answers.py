"""What the platform answers of the applied examples: every raw answer that reading them live takes.

For each batch a file tests/rules/live/RULE-NAME.json.gz, called after its first example: the states
of the examples that were made whole, and the answers by request key. Ids are the server's own, so
that states and answers only go together.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from origins.records import ROOT, Example, digest, recorded

ANSWERS = ROOT / "tests" / "rules" / "live"
REGION = "eu-central-1"


def is_wanted(example: Example, again: bool) -> bool:
    """Whether the answers of an example are to be recorded: it can be applied, its rule looks at
    a type that can be read live. again: also where they are."""
    from scanner.live import readable
    from scanner.rulebook import load_rules

    if recorded(example).get("state") is None:
        return False
    on = next(rule.on for rule in load_rules() if rule.id == example.rule)
    if not any(map(readable, on)):
        return False
    return again or f"{example.rule} {example.name}" not in _answered()


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
    return answers


@contextmanager
def recording() -> Iterator[dict[str, Any]]:
    """Every answer that botocore gets, by the request's key."""
    from botocore.httpsession import URLLib3Session
    from replay import key_of

    answers: dict[str, Any] = {}
    send = URLLib3Session.send

    def noting(self: Any, request: Any) -> Any:
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


def keep_answers(batch: list[Example], answers: Mapping[str, Any]) -> None:
    """Write what was answered of a batch. An example of an older file is left to that."""
    made = [one for one in batch if one.state is not None]
    if not made or not answers:
        return
    ANSWERS.mkdir(exist_ok=True)
    content = {
        "examples": {
            f"{one.rule} {one.name}": {"digest": digest(one.text), "state": one.state}
            for one in made
        },
        "answers": answers,
    }
    text = json.dumps(content, separators=(",", ":"), sort_keys=True)
    path = ANSWERS / f"{made[0].rule}-{made[0].name}.json.gz"
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
