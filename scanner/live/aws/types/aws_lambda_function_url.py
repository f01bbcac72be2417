"""The public address of a function. Asked of the functions that Terraform manages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import string_set
from scanner.live.aws.api import Gone
from scanner.live.aws.functions import in_scope, parts, read, same_function
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.shapes import ZERO
from scanner.live.aws.table import Detail, Listing, computed, field, tabled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

URL = read("GetFunctionUrlConfig")


def _key(resource: Resource) -> str | None:
    return _named(resource.attributes) or resource.id


def _named(attributes: Mapping[str, Value]) -> str:
    name = parts(attributes.get("function_name"))[0]
    qualifier = attributes.get("qualifier")
    return f"{name}/{qualifier}" if qualifier and isinstance(qualifier, str) else name


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    # Whether there is one at each of these places is asked of all of them at once, below.
    places = list(in_scope(managed))
    places += [_named(one.attributes) for one in managed.of("aws_lambda_function_url").values()]
    for place in dict.fromkeys(places):
        name, _, qualifier = place.partition("/")
        yield Item(place, {"Function": name, "Qualifier": qualifier})


def _asked(api: Api, item: Item) -> Mapping[str, Value]:
    asked = {"FunctionName": item.raw["Function"]}
    if item.raw["Qualifier"]:
        asked["Qualifier"] = item.raw["Qualifier"]
    answer = api.call(URL, **asked)
    if answer is None:
        raise Gone("no address")
    return {**answer, **item.raw}


READER = tabled(
    "aws_lambda_function_url",
    Listing((URL,), _items),
    key=_key,
    fields=(),
    details=(
        Detail(
            (URL,),
            _asked,
            (
                field("function_name", "Function", same_function),
                field("qualifier", "Qualifier", default=""),
                field("authorization_type", "AuthType"),
                field("invoke_mode", "InvokeMode", default="BUFFERED"),
                field("cors.allow_credentials", "Cors.AllowCredentials", ZERO),
                field("cors.allow_headers", "Cors.AllowHeaders", string_set),
                field("cors.allow_methods", "Cors.AllowMethods", string_set),
                field("cors.allow_origins", "Cors.AllowOrigins", string_set),
                field("cors.expose_headers", "Cors.ExposeHeaders", string_set),
                field("cors.max_age", "Cors.MaxAge", ZERO),
                computed("function_url", "FunctionUrl"),
            ),
            bulk=True,
        ),
    ),
    import_id="{function_name}",
)
