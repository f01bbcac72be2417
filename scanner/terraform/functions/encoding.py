"""JSON, YAML, CSV and URLs."""

from __future__ import annotations

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

    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        raise Failure("what is decoded is not UTF-8") from None


def _csv_decode(text: str) -> Value:
    import csv
    import io

    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Failure(f"invalid CSV: {error}") from None
    rows = [row for row in rows if row]
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
