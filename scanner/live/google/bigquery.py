"""Schemas of BigQuery tables."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, Final

from scanner.compare import scalar
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.model import Value

_TYPES: Final = {
    "INT64": "INTEGER",
    "FLOAT64": "FLOAT",
    "BOOL": "BOOLEAN",
    "STRUCT": "RECORD",
}
"""https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableFieldSchema"""

MAX_NESTED: Final = 16
"""BigQuery nests records up to 15 levels."""


def text_of(fields: Any) -> str:
    """A list of fields as JSON. Raises NotRead when it is nested beyond reason."""
    import orjson

    try:
        return orjson.dumps(fields).decode()
    except orjson.JSONEncodeError as error:
        raise NotRead("the schema is nested too deeply") from error


def same_schema(expected: Value, live: Value) -> bool:
    """Whether two schemas say the same: fields by name in their order, ``INT64`` as ``INTEGER``,
    ``NULLABLE`` as the mode where none is written."""
    import orjson

    forms = []
    for side in (expected, live):
        try:
            fields = orjson.loads(side) if isinstance(side, str) and side else side
        except orjson.JSONDecodeError:
            return scalar(expected, live)
        forms.append(_form(fields, MAX_NESTED))
    return forms[0] == forms[1]


def _form(fields: Any, depth: int) -> Hashable:
    if not isinstance(fields, list) or depth <= 0:
        return repr(fields) if fields else ()
    return tuple(_field(one, depth) for one in fields)


def _field(one: Any, depth: int) -> Hashable:
    if not isinstance(one, Mapping):
        return repr(one)
    kind = str(one.get("type", "")).upper()
    rest = {
        name: repr(value)
        for name, value in one.items()
        if name not in ("type", "mode", "fields") and value not in (None, "", [], {})
    }
    return (
        _TYPES.get(kind, kind),
        str(one.get("mode") or "NULLABLE").upper(),
        _form(one.get("fields"), depth - 1),
        tuple(sorted(rest.items())),
    )
