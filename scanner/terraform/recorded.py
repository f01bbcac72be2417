"""Telling Terraform's JSON documents apart: a plan, a state, a state as `terraform show` prints it.

Only ``terraform show -json`` and the state file are interfaces that Terraform keeps stable
(developer.hashicorp.com/terraform/internals/json-format); everything else that users hand in by
mistake gets an error that says what to run instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scanner.errors import StateError
from scanner.model import Value

MAX_BYTES: Final = 256 << 20
"""The largest plan or state that is read: plans of large roots have 50 MB and more."""

SHOW: Final = "run `terraform show -json FILE` and give its output"
_SHOW_VERSIONS: Final = {"plan": ("0.1", "0.2", "1."), "state": ("0.1", "1.")}
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_ZIP: Final = b"PK\x03\x04"
_LOG: Final = re.compile(rb'\s{0,99}\{"@level"\s?:')


class Form(StrEnum):
    """What a document is. state: the file of version 4; shown_state: ``terraform show -json``."""

    PLAN = "plan"
    STATE = "state"
    SHOWN_STATE = "shown_state"


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document. data: its text as UTF-8, to find lines in. source: its display path."""

    form: Form
    content: Mapping[str, Value]
    data: bytes
    source: str


def decoded(data: bytes) -> bytes:
    """The text as UTF-8 without a byte order mark; PowerShell redirects into UTF-16."""
    if data.startswith(_UTF16):
        # A cut surrogate or a byte too many is the JSON parser's to report.
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def looks_like(text: bytes) -> str | None:
    """``"plan"`` or ``"state"`` for what may be one, by the names in it; None for anything else.

    text: the beginning or all of a document, decoded.
    """
    if b'"encrypted_data"' in text and b'"encryption_version"' in text:
        return "state"
    if b'"format_version"' in text:
        if b'"planned_values"' in text or b'"resource_changes"' in text:
            return "plan"
        if b'"terraform_version"' in text and b'"root_module"' in text:
            return "state"
    known = b'"terraform_version"' in text and b'"serial"' in text and b'"lineage"' in text
    return "state" if known else None


def is_plan_file(head: bytes) -> bool:
    """Whether this is the file that ``terraform plan -out`` writes: a zip archive."""
    return head.startswith(_ZIP) and b"tfplan" in head[:4096]


def is_plan_log(head: bytes) -> bool:
    """Whether this is what ``terraform plan -json`` prints: a log, and no plan."""
    return _LOG.match(head) is not None


def read_document(data: bytes, source: str) -> Document:
    """The document in `data`, as it was read. Raises StateError for what is none."""
    if len(data) > MAX_BYTES:
        raise StateError(
            f"larger than {MAX_BYTES >> 20} MB and not read; plan or keep fewer resources at a time"
        )
    data = decoded(data)
    if not data.strip():
        raise StateError(f"empty; {SHOW}, and see that the command did not fail")
    if data.startswith(_ZIP):
        raise StateError(f"a binary plan, which only Terraform can read; {SHOW}")
    if is_plan_log(data):
        raise StateError(
            "the log of `terraform plan -json`; write a plan with `terraform plan -out FILE`, "
            "run `terraform show -json FILE` and give its output"
        )
    content = _parsed(data)
    return Document(_form(content), content, data, source)


def _parsed(data: bytes) -> Mapping[str, Value]:
    import orjson

    try:
        content = orjson.loads(data)
        # orjson writes 254 levels at most: what it can write, everything after it can walk.
        orjson.dumps(content)
    except orjson.JSONEncodeError:
        raise StateError(f"nested too deeply to be of Terraform; {SHOW}") from None
    except orjson.JSONDecodeError as error:
        # The parser's message holds no excerpt, so no secret.
        raise StateError(f"not JSON ({error}); {SHOW}") from None
    if not isinstance(content, dict):
        raise StateError(f"neither a plan nor a state; {SHOW}")
    return content


def _form(content: Mapping[str, Value]) -> Form:
    if "encrypted_data" in content:
        raise StateError(
            "encrypted by OpenTofu; give the output of `tofu show -json` or `tofu state pull`"
        )
    if "format_version" in content:
        if "planned_values" in content or "resource_changes" in content:
            _check(content, "plan")
            return Form.PLAN
        _check(content, "state")
        return Form.SHOWN_STATE
    if isinstance(content.get("version"), int) and not isinstance(content["version"], bool):
        return Form.STATE
    raise StateError(f"neither a plan nor a state of Terraform; {SHOW}")


def _check(content: Mapping[str, Value], what: str) -> None:
    version = content["format_version"]
    if not isinstance(version, str) or not version.startswith(_SHOW_VERSIONS[what]):
        shown = version if isinstance(version, str) and len(version) < 20 else "none"
        raise StateError(
            f"a {what} of JSON format version {shown}, where 1 is understood; update trueup if a "
            "newer Terraform wrote it"
        )
