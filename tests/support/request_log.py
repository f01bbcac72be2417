"""What trueup's own sessions send to AWS in the whole test run, seen where it leaves botocore.

The guard is not asked: a client is trueup's when code of `scanner` made it, and what it may send is
what the readers declare, the identity, roles, the state's object and the audit log. Clients that
tests make for themselves, to set up a platform, are none of its business.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any

READS = ("BatchGet", "Describe", "Get", "List", "Lookup")
Sent = tuple[str, str]


@cache
def declared() -> frozenset[Sent]:
    """Every (service, operation) that may be sent at all."""
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.operations import ASSUME_ROLE, IDENTITY, STATE_LISTING, STATE_OBJECT
    from scanner.live.aws.trail import LOOKUP
    from scanner.live.everything import REGIONS

    others = (REGIONS, ASSUME_ROLE, IDENTITY, STATE_LISTING, STATE_OBJECT, LOOKUP)
    return frozenset(one.pair for one in (*operations(supported_types()), *others))


def allowed(sent: Sent) -> bool:
    """Whether a request is a declared read."""
    from scanner.live.aws.guard import DATA_AND_SECRETS

    service, operation = sent
    return (
        sent in declared()
        and (operation.startswith(READS) or sent == ("sts", "AssumeRole"))
        and operation not in DATA_AND_SECRETS.get(service, ())
    )


class RequestLog:
    """`sent`: requests of trueup's own clients, in order. `count`: how many there were in all."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.count = 0

    def taken(self) -> list[Sent]:
        """What was sent since the last question."""
        sent, self.sent = self.sent, []
        self.count += len(sent)
        return sent


@contextmanager
def watching(log: RequestLog) -> Iterator[RequestLog]:
    """Write to `log` what clients send that code of `scanner` makes from now on."""
    import botocore.endpoint
    import botocore.session

    session, endpoint = botocore.session.Session, botocore.endpoint.Endpoint
    create, send = session.create_client, endpoint._do_get_response

    @wraps(create)
    def create_client(self: Any, *arguments: Any, **options: Any) -> Any:
        client = create(self, *arguments, **options)
        client._endpoint.is_trueups = _made_by_us()
        return client

    @wraps(send)
    def do_get_response(self: Any, request: Any, model: Any, context: Any) -> Any:
        if getattr(self, "is_trueups", False):
            log.sent.append((model.service_model.service_name, model.name))
        return send(self, request, model, context)

    session.create_client = create_client
    endpoint._do_get_response = do_get_response
    try:
        yield log
    finally:
        session.create_client = create
        endpoint._do_get_response = send


def _made_by_us() -> bool:
    frame: Any = sys._getframe(2)
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).split(".")[0] == "scanner":
            return True
        frame = frame.f_back
    return False
