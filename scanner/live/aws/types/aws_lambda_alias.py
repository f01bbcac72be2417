"""A name for a version of a function. Asked of the functions that Terraform manages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import tags
from scanner.live.aws.api import Gone
from scanner.live.aws.functions import in_scope, read, same_function, within
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

ALIASES = read("ListAliases")


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for name in in_scope(managed, "aws_lambda_alias"):
        try:
            found = api.items(ALIASES, "Aliases", FunctionName=name)
        except Gone:
            continue
        for one in found:
            yield Item(f"{name}/{one['Name']}", {**one, "Function": name})


READER = tabled(
    "aws_lambda_alias",
    Listing((ALIASES,), _items),
    key=within("/", "name"),
    fields=(
        field("name", "Name"),
        field("function_name", "Function", same_function),
        field("function_version", "FunctionVersion"),
        field("description", "Description", default=""),
        field(
            "routing_config.additional_version_weights",
            "RoutingConfig.AdditionalVersionWeights",
            tags,
        ),
        computed("arn", "AliasArn"),
    ),
    import_id="{function_name}/{name}",
)
