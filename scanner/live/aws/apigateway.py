"""What the types of API Gateway share, REST APIs and the newer ones.

Permissions of API Gateway are named after HTTP methods, not after operations:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.live.aws.api import required
from scanner.live.aws.children import children
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing

NOBODY = frozenset({"NotFoundException"})
_GET = ("apigateway:GET",)

REST_APIS = Operation("apigateway", "GetRestApis", _GET)
REST_STAGES = Operation("apigateway", "GetStages", _GET, gone=NOBODY)
APIS = Operation("apigatewayv2", "GetApis", _GET)
STAGES = Operation("apigatewayv2", "GetStages", _GET, gone=NOBODY)


def rest_stages(item: Callable[[Any, Any], Item]) -> Listing:
    """The stages of every REST API, as `item` makes them of the API's and the stage's answer."""
    return children(
        REST_APIS,
        "items",
        REST_STAGES,
        "item",
        lambda api: {"restApiId": required(api, "id")},
        item,
    )


def stages() -> Listing:
    """The stages of every HTTP and WebSocket API."""
    return children(
        APIS,
        "Items",
        STAGES,
        "Items",
        lambda api: {"ApiId": required(api, "ApiId")},
        lambda api, stage: Item(
            f"{api['ApiId']}/{required(stage, 'StageName')}", {**stage, "ApiId": api["ApiId"]}
        ),
    )
