"""What tells recorded answers apart: the service, what was asked, and with which parameters."""

from __future__ import annotations

import base64


def request_key(service: str, method: str, path: str, query: str, target: str, body: bytes) -> str:
    """The key of a request, the same for the server that records and the replay that answers.

    Query protocols say everything in a form; JSON protocols in a target and a body; REST in the
    method, the path and the query, and in a body where the method has one.
    """
    said = _text(body)
    if target:
        return f"{service} {target.rpartition('.')[2]} {said}".rstrip()
    if "Action=" in said:
        return f"{service} {said}"
    return f"{service} {method} {path}?{query} {said}".rstrip()


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return "base64:" + base64.b64encode(body).decode()
