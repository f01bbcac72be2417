"""An AWS server in this process that has an answer to every request.

moto serves a part of AWS. Where it has no such service, no such operation, or fails, Terraform
gets an error of the form that AWS has, for that one request, and goes on with the rest.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from origins.lacking import Asked, Lacking
from origins.mends import mend
from werkzeug.serving import make_server

CODE = "UnsupportedOperation"
_MESSAGE = "the local server does not serve this request"
_XML = {
    "ec2": "<Response><Errors><Error><Code>{code}</Code><Message>{text}</Message></Error>"
    "</Errors><RequestID>0</RequestID></Response>",
    "s3": "<Error><Code>NotImplemented</Code><Message>{text}</Message></Error>",
}
_QUERY = (
    "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{text}</Message></Error>"
    "<RequestId>0</RequestId></ErrorResponse>"
)
_REST_XML = ("s3", "ec2", "cloudfront", "route53")
_SERVICE = re.compile(r"Credential=[^/]*/\d+/[^/]*/([^/]+)/")

Start = Callable[..., Any]


class Dispatcher(DomainDispatcherApplication):
    """moto's choice of a service, which says so where there is none."""

    def get_backend_for_host(self, host: str | None) -> Any:
        """The service of a host."""
        return super().get_backend_for_host(host) or (None if host is None else "unserved")


def _application(service: Any) -> Any:
    if service == "unserved":
        return _refuse
    made = create_backend_app(service)
    # In its debugging mode an exception would end the connection instead of the request.
    made.debug = False
    made.logger.setLevel(logging.CRITICAL + 1)
    return made


def _refuse(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    service = (_SERVICE.search(environ.get("HTTP_AUTHORIZATION", "")) or ["", ""])[1]
    target, kind = environ.get("HTTP_X_AMZ_TARGET", ""), environ.get("CONTENT_TYPE", "")
    headers = [("x-amzn-errortype", CODE), ("x-amzn-requestid", "0")]
    if target or "json" in kind or (service not in _REST_XML and "form" not in kind):
        headers.append(("Content-Type", "application/x-amz-json-1.1"))
        body = json.dumps({"__type": CODE, "message": _MESSAGE})
    else:
        headers.append(("Content-Type", "text/xml"))
        body = _XML.get(service, _QUERY).format(code=CODE, text=_MESSAGE)
    start("400 Bad Request", headers)
    return [body.encode()]


class Answering:
    """An application whose failures, and whose pages for people, become errors of AWS."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.lacking = Lacking()
        self.refused: dict[str, int] = {}

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        told: list[tuple[Any, ...]] = []
        asked = _asked(environ)
        served = self.lacking.answer(asked)
        if served is not None:
            kind, said = served
            start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(said)))])
            return [said]
        try:
            body = self.application(environ, lambda *given: told.append(given))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # moto could not even tell which service is asked.
            self.note(environ, type(error).__name__)
            return _refuse(environ, start)
        status, headers = told[-1][:2]
        page = any(
            name.lower() == "content-type" and "text/html" in value for name, value in headers
        )
        code = int(status[:3])
        if code >= 500 or (page and code in (404, 405) and b"<!doctype html>" in b"".join(body)):
            self.note(environ, status)
            return _refuse(environ, start)
        completed = self.lacking.after(asked, code, b"".join(body))
        headers = [(name, one) for name, one in headers if name.lower() != "content-length"]
        if environ["REQUEST_METHOD"] == "HEAD":
            start(*told[-1])
            return body
        start(status, [*headers, ("Content-Length", str(len(completed)))])
        return [completed]

    def note(self, environ: dict[str, Any], status: str) -> None:
        """Count what is refused."""
        service = (_SERVICE.search(environ.get("HTTP_AUTHORIZATION", "")) or ["", "?"])[1]
        what = environ.get("HTTP_X_AMZ_TARGET") or environ.get("PATH_INFO", "")
        key = f"{service} {environ.get('REQUEST_METHOD')} {what[:60]} {status[:3]}"
        self.refused[key] = self.refused.get(key, 0) + 1


def _asked(environ: dict[str, Any]) -> Asked:
    """A request whose body can be read again. Objects of S3 come in chunks, and are never asked
    about here."""
    service = (_SERVICE.search(environ.get("HTTP_AUTHORIZATION", "")) or ["", ""])[1]
    body = b""
    if service != "s3":
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
    target = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
    return Asked(service, target or f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}", body)


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that holds nothing yet."""
    from moto.moto_api._internal.models import MotoAPIBackend

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    mend()
    MotoAPIBackend("global", "123456789012").reset()
    application = Answering(Dispatcher(_application))
    server = make_server(
        "127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        for what, count in sorted(application.refused.items()):
            print(f"refused {count} times: {what}")
