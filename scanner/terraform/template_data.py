"""data.template_file and data.cloudinit_config: what they render.

Source: the documentation of the providers hashicorp/template and hashicorp/cloudinit, and the
multipart format of Go's mime/multipart, in which the latter writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.model import Unknown
from scanner.terraform.functions.files import template_file, template_string
from scanner.terraform.templates import concatenate
from scanner.terraform.types import to_bool, to_string
from scanner.terraform.values import Failure, Unsupported, Value, bare, mark, unmark

if TYPE_CHECKING:
    from scanner.terraform.resources import Instance
    from scanner.terraform.run import Run

# What RFC 2046 lets a boundary be made of; it must not end in a blank.
_BOUNDARY = re.compile(r"[A-Za-z0-9'()+_,\-./:=? ]{0,69}[A-Za-z0-9'()+_,\-./:=?]")


def rendered_file(instance: Instance, values: Mapping[str, Value]) -> Value:
    """The template with its variables, all of which are texts."""
    scope = instance.scope(instance.node.code.file)
    given, references, sensitive = unmark(values.get("vars"))
    if given is None:
        given = {}
    if type(given) is Unknown:
        return given
    if not isinstance(given, dict):
        raise Failure("vars is not a map")
    variables = {name: _text_or_unknown(value) for name, value in given.items()}
    template = values.get("template")
    text = bare(template)
    if type(text) is Unknown:
        return text
    if text is None or text == "":
        filename = bare(values.get("filename"))
        if type(filename) is Unknown:
            return filename
        if filename is None or filename == "":
            return ""
        return template_file(scope, to_string(filename), variables)
    return mark(template_string(scope, to_string(text), variables), references, sensitive)


def _text_or_unknown(value: Value) -> Value:
    inner, references, sensitive = unmark(value)
    if inner is None or type(inner) is Unknown:
        return value
    return mark(to_string(inner), references, sensitive)


def rendered_config(values: Mapping[str, Value], run: Run) -> Value:
    """The parts as one multipart message, in base64 where that is asked for.

    Compressed, which is the default, it is nobody's to know: the bytes depend on the compressor
    that the provider was built with.
    """
    compress, encode = _flag(values, "gzip"), _flag(values, "base64_encode")
    for flag in (compress, encode):
        if type(flag) is Unknown:
            return flag
    if compress:
        if not encode:
            raise Failure("base64_encode must be true where gzip is")
        raise Unsupported("compressed, the text depends on the provider's compressor")
    boundary = bare(values.get("boundary"))
    if type(boundary) is Unknown:
        return boundary
    pieces = _message("MIMEBOUNDARY" if boundary is None else to_string(boundary), values)
    message = concatenate(pieces, run)
    if not encode:
        return message
    inner, references, sensitive = unmark(message)
    if type(inner) is Unknown:
        return run.derived(None, inner)
    from base64 import b64encode

    return mark(b64encode(inner.encode()).decode(), references, sensitive)


def _flag(values: Mapping[str, Value], name: str) -> Value:
    value = bare(values.get(name))
    if value is None:
        return True
    return value if type(value) is Unknown else to_bool(value)


def _message(boundary: str, values: Mapping[str, Value]) -> list[Value]:
    """The pieces of the message."""
    if not _BOUNDARY.fullmatch(boundary):
        raise Failure("the boundary is not valid")
    parts = bare(values.get("part"))
    if type(parts) is Unknown:
        return [parts]
    if not parts:
        raise Failure("there is no part")
    pieces: list[Value] = [
        f'Content-Type: multipart/mixed; boundary="{boundary}"\nMIME-Version: 1.0\r\n\r\n'
    ]
    for number, part in enumerate(parts):
        pieces.append(f"{'' if number == 0 else chr(13) + chr(10)}--{boundary}\r\n")
        pieces += _part(bare(part))
    return [*pieces, f"\r\n--{boundary}--\r\n"]


def _part(part: Value) -> list[Value]:
    if type(part) is Unknown:
        return [part]
    content = part.get("content")
    text = bare(content)
    if isinstance(text, str) and not text.isascii():
        raise Unsupported("how a text beyond ASCII is encoded depends on the provider's version")
    if text is None:
        raise Failure("a part has no content")
    if type(text) is Unknown:
        return [content]  # what its header says depends on it, too
    pieces: list[Value] = []
    for before, name, after, default in (
        ('Content-Disposition: attachment; filename="', "filename", '"\r\n', ""),
        ("Content-Transfer-Encoding: 7bit\r\nContent-Type: ", "content_type", "\r\n", "text/plain"),
        ("Mime-Version: 1.0\r\nX-Merge-Type: ", "merge_type", "\r\n", ""),
    ):
        value = part.get(name)
        if bare(value) is None or bare(value) == "":
            value = default
        if value != "":
            pieces += [before, value, after]
        elif name == "merge_type":
            pieces.append("Mime-Version: 1.0\r\n")
    return [*pieces, "\r\n", content]
