"""Read calls of one account: each is sent once, however many readers ask, and failures are named.

A reader never sees a botocore exception: a call answers, answers None ("nothing is configured"),
raises `Gone` ("the resource does not exist"), or raises `NotRead` with the reason. So what could
not be read can never be taken for what is not there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from scanner.errors import LiveError, RefusedCallError
from scanner.live.notread import NotRead, check

if TYPE_CHECKING:
    from concurrent.futures import Future

    from scanner.live.aws.operations import Operation
    from scanner.live.aws.session import AwsSession

Answer = Mapping[str, Any]
T = TypeVar("T")

DENIED = frozenset(
    {
        "403",
        "AccessDenied",
        "AccessDeniedException",
        "AllAccessDisabled",
        "AuthorizationError",
        "AuthorizationErrorException",
        "Forbidden",
        "NotAuthorized",
        "UnauthorizedAccess",
        "UnauthorizedOperation",
    }
)
"""Error codes of missing permissions, as against throttled, expired or failed."""

HINTS = {
    "ExpiredToken": "the credentials have expired",
    "ExpiredTokenException": "the credentials have expired",
    "RequestExpired": "the credentials have expired or the clock is wrong",
    "RequestTimeTooSkewed": "the clock of this machine is wrong",
    "InvalidClientTokenId": "the credentials are not valid",
    "InvalidAccessKeyId": "the credentials are not valid",
    "SignatureDoesNotMatch": "the credentials are not valid",
    "AuthFailure": "the credentials are not valid",
}

PER_SERVICE = {"iam": 4, "sts": 2}
"""Requests at a time for services that throttle a whole account early."""


class Gone(LiveError):  # noqa: N818 - it names an outcome that the engine handles
    """The platform says that this resource does not exist."""


class Calls:
    """Answers of one account, each fetched once. Safe for threads.

    deadline: a time of `time.monotonic`, after which nothing is sent.
    """

    def __init__(self, session: AwsSession, deadline: float | None = None) -> None:
        self._session = session
        self._deadline = deadline
        self._answers: dict[Any, Future[Any]] = {}
        self._lock = threading.Lock()
        self._limits = {name: threading.Semaphore(n) for name, n in PER_SERVICE.items()}
        self.sent = 0

    def once(self, key: Any, compute: Callable[[], T]) -> T:
        """`compute()`, once per key; its exception is kept as well and raised to everyone."""
        from concurrent.futures import Future

        with self._lock:
            future = self._answers.get(key)
            mine = future is None
            if future is None:
                future = self._answers[key] = Future()
        if mine:
            try:
                future.set_result(compute())
            except LiveError as error:
                future.set_exception(error)
            except BaseException as error:  # a defect: nobody may wait for it forever
                future.set_exception(error)
                raise
        result: T = future.result()
        return result

    def send(self, operation: Operation, region: str, parameters: Mapping[str, Any]) -> Answer:
        """One request. Raises NotRead, Gone, or _Absent for the operation's codes."""
        from xml.etree.ElementTree import ParseError

        import botocore.exceptions as errors
        from botocore.parsers import ResponseParserError

        limit = self._limits.get(operation.service)
        try:
            if limit is None:
                return self._request(operation, region, parameters)
            with limit:
                return self._request(operation, region, parameters)
        except errors.ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", "unknown error"))
            if code in operation.absent:
                raise _Absent from error
            if code in operation.gone:
                raise Gone(f"{operation.label}: {code}") from error
            hint = f" ({HINTS[code]})" if code in HINTS else ""
            raise NotRead(f"{operation.label}: {code}{hint}", denied=code in DENIED) from error
        except (errors.BotoCoreError, ResponseParserError, ParseError, ValueError) as error:
            # Half an answer also fails in places that raise plain errors of the standard library.
            # Their texts may quote the answer; the name says enough.
            raise NotRead(f"{operation.label}: {type(error).__name__}") from error
        except RefusedCallError as error:
            raise NotRead(str(error)) from error

    def _request(self, operation: Operation, region: str, parameters: Mapping[str, Any]) -> Answer:
        check(self._deadline)
        client = self._session.client(operation.service, region)
        with self._lock:
            self.sent += 1
        method = getattr(client, _method(operation.name))
        answer: Answer = method(**parameters)
        return answer

    def paginator(self, operation: Operation, region: str) -> Any | None:
        """botocore's paginator of the operation, or None when it has no pages."""
        client = self._session.client(operation.service, region)
        name = _method(operation.name)
        return client.get_paginator(name) if client.can_paginate(name) else None


class _Absent(LiveError):  # noqa: N818 - never leaves this module
    """Nothing is configured."""


class Api:
    """`Calls` as one region sees them; what the readers are given."""

    __slots__ = ("_calls", "account", "partition", "region")

    def __init__(self, calls: Calls, account: str, region: str, partition: str = "aws") -> None:
        self._calls = calls
        self.account = account
        self.region = region
        self.partition = partition

    def call(
        self, operation: Operation, *, region: str | None = None, **parameters: Any
    ) -> Answer | None:
        """The answer, or None when the platform says that nothing is configured."""
        where = self.region if region is None else region

        def send() -> Answer | None:
            try:
                return self._calls.send(operation, where, parameters)
            except _Absent:
                return None

        key = operation.pair, where, _frozen(parameters)
        return self._calls.once(key, send)

    def items(
        self, operation: Operation, key: str, *, region: str | None = None, **parameters: Any
    ) -> tuple[Any, ...]:
        """All elements of the list `key` (dots lead into objects) over all pages. Raises NotRead
        if any page is missing."""
        where = self.region if region is None else region

        def fetch() -> list[Any]:
            return self._pages(operation, where, parameters)

        pages = self._calls.once((operation.pair, where, "pages", _frozen(parameters)), fetch)
        return tuple(element for page in pages for element in _inside(page, key) or ())

    def index(
        self,
        operation: Operation,
        key: str,
        by: str,
        *,
        region: str | None = None,
        **parameters: Any,
    ) -> Mapping[str, Any]:
        """`items` by the value of their field `by`."""
        where = self.region if region is None else region

        def build() -> Mapping[str, Any]:
            found = self.items(operation, key, region=where, **parameters)
            return {required(element, by): element for element in found}

        return self._calls.once((operation.pair, where, key, by, _frozen(parameters)), build)

    def once(self, name: str, compute: Callable[[], T]) -> T:
        """Something derived from answers, computed once per account and region."""
        return self._calls.once((name, self.region), compute)

    def _pages(self, operation: Operation, region: str, parameters: Mapping[str, Any]) -> list[Any]:
        """Every page. Tokens are followed here, not by botocore's iterator, which ends quietly
        on an answer that says "truncated" and brings no token."""
        paginator = self._calls.paginator(operation, region)
        if paginator is None:
            return [self._calls.send(operation, region, parameters)]
        inputs, outputs = paginator._input_token, paginator._output_token
        pages: list[Any] = []
        tokens: dict[str, Any] = {}
        while True:
            page = self._calls.send(operation, region, {**parameters, **tokens})
            pages.append(page)
            following = {
                name: value
                for name, output in zip(inputs, outputs, strict=True)
                if (value := output.search(page))
            }
            more = paginator._more_results.search(page) if paginator._more_results else following
            if not more:
                return pages
            if not following or following == tokens:
                raise NotRead(f"{operation.label}: the list was cut short after {len(pages)} pages")
            tokens = following


def _inside(page: Any, key: str) -> Any:
    for name in key.split("."):
        page = (page or {}).get(name)
    return page


def required(element: Mapping[str, Any], name: str) -> str:
    """A field that every answer has. Raises NotRead for one that lacks it."""
    value = element.get(name)
    if value is None:
        raise NotRead(f"an answer lacks {name}")
    return str(value)


def _method(operation: str) -> str:
    from botocore import xform_name

    name: str = xform_name(operation)
    return name


def _frozen(value: Any) -> Any:
    """A call's parameters as something to look up by."""
    if isinstance(value, Mapping):
        return tuple((name, _frozen(one)) for name, one in sorted(value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, (list, tuple)) else value
