"""JSON, YAML, CSV and URLs."""

from __future__ import annotations

import re

from scanner.terraform.encoding import compact_json, from_json
from scanner.terraform.functions import Function, typed
from scanner.terraform.values import Failure, List, Type, Value


def _json_encode(value: Value) -> str:
    return compact_json(value)


def _json_decode(text: str) -> Value:
    return from_json(text)


def _url_encode(text: str) -> str:
    from urllib.parse import quote_plus

    return quote_plus(text, safe="")


def _url_decode(text: str) -> str:
    from urllib.parse import unquote_to_bytes

    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise Failure("an escape is incomplete")
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        raise Failure("what is decoded is not UTF-8") from None


_FIELD = re.compile(r'"((?:[^"]|"")*)"(?=[,\n]|$)|([^",\n]*)(?=[,\n]|$)', re.ASCII)


def _csv_rows(text: str) -> list[list[str]]:
    """The rows of RFC 4180 as Go reads them: no empty lines, no quote within a bare field."""
    text = text.replace("\r\n", "\n")
    rows: list[list[str]] = []
    row: list[str] = []
    at = 0
    while at < len(text):
        if not row and text[at] == "\n":
            at += 1
            continue
        field = _FIELD.match(text, at)
        if field is None:
            raise Failure("a quote stands where none may be")
        row.append(field[2] if field[1] is None else field[1].replace('""', '"'))
        at = field.end()
        if text[at : at + 1] == ",":
            at += 1
            if at < len(text):
                continue
            row.append("")
        else:
            at += 1
        rows.append(row)
        row = []
    return rows


def _csv_decode(text: str) -> Value:
    rows = _csv_rows(text)
    if not rows:
        raise Failure("missing header line")
    header = rows[0]
    if len(set(header)) != len(header):
        raise Failure("two columns have the same name")
    for row in rows[1:]:
        if len(row) != len(header):
            raise Failure("a row has another number of columns than the header")
    of: Type = ("object", dict.fromkeys(header, "string"), {})
    return List([dict(zip(header, row, strict=True)) for row in rows[1:]], of)


def _yaml_decode(text: str) -> Value:
    from scanner.terraform.yaml import decode

    return decode(text)


def _yaml_encode(value: Value) -> str:
    from scanner.terraform.yaml import encode

    return encode(value)


FUNCTIONS: dict[str, Function] = {
    "csvdecode": typed(_csv_decode, "string"),
    "jsondecode": typed(_json_decode, "string"),
    "jsonencode": typed(_json_encode, "any", nullable=True),
    "urldecode": typed(_url_decode, "string"),
    "urlencode": typed(_url_encode, "string"),
    "yamldecode": typed(_yaml_decode, "string"),
    "yamlencode": typed(_yaml_encode, "any", nullable=True),
}
