"""A REST API of API Gateway."""

from __future__ import annotations

from typing import Any

from scanner.compare import policy, string_set
from scanner.compare.sparse import sparse
from scanner.live.aws.apigateway import REST_APIS
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import by_id, computed, field, listed, nested, tabled, tagged

_TYPE = "aws_api_gateway_rest_api"


def _policy(raw: Any) -> str:
    """The policy, which the API escapes as if it were inside of a JSON string."""
    import json

    found = raw.get("policy") or ""
    try:
        return str(json.loads(f'"{found}"'))
    except ValueError:
        return str(found)


READER = tabled(
    _TYPE,
    listed(REST_APIS, "items", "id"),
    key=by_id,
    fields=(
        field("name", "name"),
        field("description", "description", default=""),
        field("policy", _policy, policy, default=""),
        field("disable_execute_api_endpoint", "disableExecuteApiEndpoint", default=False),
        field("api_key_source", "apiKeySource", default="HEADER"),
        field("binary_media_types", "binaryMediaTypes", string_set, default=[]),
        field("minimum_compression_size", "minimumCompressionSize", default=""),
        field(
            "endpoint_configuration",
            nested(
                "endpointConfiguration",
                {
                    "types": "types",
                    "ip_address_type": "ipAddressType",
                    "vpc_endpoint_ids": "vpcEndpointIds",
                },
            ),
            sparse(filled=("ip_address_type",)),
            default=[{"types": ["EDGE"]}],
        ),
        computed("root_resource_id", "rootResourceId"),
        *tagged("tags"),
    ),
    apply_only=("fail_on_warnings", "parameters", "put_rest_api_mode"),
    # The resources and methods that it makes can be read, but not as the text that was given.
    write_only=("body",),
    owns=(Owned(_TYPE, "policy", "aws_api_gateway_rest_api_policy", "rest_api_id", "id"),),
)
