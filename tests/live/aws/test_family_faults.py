"""What was not read is never clean and never missing, whatever fails: every operation of every
family, denied, throttled, broken off or worse."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from recorded import Family, families

from scanner.drift import Comparison, compare
from scanner.live.aws.kinds import splits
from scanner.live.facade import Sessions, read_live
from scanner.outcome import DriftClass

CODES = {
    "denied": ("AccessDenied", 403),
    "throttled": ("ThrottlingException", 400),
    "broken": ("InternalFailure", 500),
    "expired": ("ExpiredToken", 400),
    "skewed": ("RequestTimeTooSkewed", 403),
}
KINDS = (*CODES, "timeout", "reset", "truncated")
ALWAYS_ASKED = "GetCallerIdentity"


@cache
def family(name: str) -> Family:
    return Family(name)


def operation(key: str) -> str:
    """What kind of call a recorded request is: without ids, names and parameters."""
    service, _, rest = key.partition(" ")
    if "Action=" in rest:
        return f"{service} {rest.partition('Action=')[2].partition('&')[0]}"
    method, _, said = rest.partition(" ")
    if method not in ("GET", "POST", "HEAD", "PUT"):
        return f"{service} {method}"
    path, _, query = said.partition(" ")[0].partition("?")
    return f"{service} {method} {len(path.strip('/').split('/'))} {query.partition('=')[0]}"


def failing(answer: dict[str, Any], service: str, kind: str) -> dict[str, Any]:
    """An answer that fails, in the words of the service's protocol."""
    if kind in ("timeout", "reset"):
        return {"raises": kind}
    if kind == "truncated":
        return {**answer, "body": answer["body"][: len(answer["body"]) // 2]}
    code, status = CODES[kind]
    if "json" in answer["type"]:
        body = json.dumps({"__type": code, "message": "injected"})
        return {"status": str(status), "type": answer["type"], "body": body,
                "headers": {"x-amzn-errortype": code}}  # fmt: skip
    inside = f"<Error><Code>{code}</Code><Message>injected</Message></Error>"
    if service == "ec2":
        inside = f"<Response><Errors>{inside}</Errors><RequestID>r</RequestID></Response>"
    elif service != "s3":
        inside = f"<ErrorResponse>{inside}<RequestId>r</RequestId></ErrorResponse>"
    return {"status": str(status), "type": "text/xml", "body": inside}


def compared(of: Family, answers: dict[str, Any], replayed: Callable[[Any], Any]) -> Comparison:
    session = replayed(answers)
    live = read_live(of.resources(), Sessions(aws=lambda _: session))
    return compare(
        None, list(live.managed), live.view, live.projections, splits=splits(live.projections)
    )


OPERATIONS = sorted(
    {(name, operation(key)) for name in families() for key in family(name).answers}
    - {(name, f"sts {ALWAYS_ASKED}") for name in families()}
)


@pytest.mark.parametrize(("name", "asked"), OPERATIONS)
def test_a_failing_operation_is_unread(
    name: str, asked: str, replayed: Callable[[Any], Any]
) -> None:
    of = family(name)
    keys = [key for key in of.answers if operation(key) == asked]
    seeded = random.Random(zlib.crc32(f"{name} {asked}".encode()))
    for kind in ("denied", *seeded.sample(KINDS[1:], 2)):
        failed = {key: failing(of.answers[key], key.split(" ")[0], kind) for key in keys}
        if kind == "truncated" and any(not of.answers[key]["body"] for key in keys):
            continue
        check(compared(of, {**of.answers, **failed}, replayed), kind)


@pytest.mark.parametrize("name", families())
def test_random_failures(name: str, replayed: Callable[[Any], Any]) -> None:
    of = family(name)
    seeded = random.Random(name)
    keys = [key for key in of.answers if ALWAYS_ASKED not in key]
    for _ in range(5):
        failed = {
            key: failing(of.answers[key], key.split(" ")[0], seeded.choice(KINDS[:-1]))
            for key in keys
            if seeded.random() < 0.3
        }
        if failed:
            check(compared(of, {**of.answers, **failed}, replayed), "random")


def check(done: Comparison, kind: str) -> None:
    """Nothing is wrong that was not wrong, and the failure is reported."""
    allowed = (DriftClass.IN_SYNC, DriftClass.UNREAD)
    lies = [
        (one.address, one.attribute, one.message)
        for one in done.findings
        if one.drift is not None and one.drift.drift_class not in allowed
    ]
    assert lies == [], kind
    errors = [one for one in done.diagnostics if one.level == "error"]
    assert errors, kind
    unread = sum(1 for one in done.findings if one.drift and one.drift.drift_class == "unread")
    assert unread or all("could not be read" in one.message for one in errors)
