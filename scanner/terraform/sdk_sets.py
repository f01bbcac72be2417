"""The order of sets in providers built on HashiCorp's plugin SDK.

A set is kept by the CRC-32 of a spelling of each element, and read in the order of these numbers
as decimal *texts*. Where a data source writes a set out, that order shows in its answer.

Source: github.com/hashicorp/terraform-plugin-sdk/v2, helper/schema, `Set`, `HashResource` and
`SerializeResourceForHash`; the AWS provider's answers recorded in tests/terraform/policies.
"""

from __future__ import annotations

from collections.abc import Iterable


def in_set_order(spellings: Iterable[str]) -> list[str]:
    """Distinct spellings of elements in the order in which a provider reads their set."""
    from zlib import crc32

    codes = {crc32(text.encode("utf-8", "surrogatepass")): text for text in spellings}
    return [codes[code] for code in sorted(codes, key=str)]


def string_set(items: Iterable[str]) -> list[str]:
    """Strings in the order of a set of strings."""
    return [text[:-1] for text in in_set_order(f"{item};" for item in items)]


def spelled_set(members: Iterable[str]) -> str:
    """How a set of strings is spelt within an element of another set."""
    return "{" + "".join(f"{member};" for member in string_set(members)) + "};"


def spelled_list(members: Iterable[str]) -> str:
    """How a list of strings is spelt within an element of a set."""
    return "(" + "".join(f"{member};" for member in members) + ");"
