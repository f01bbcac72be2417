"""An HTTP or WebSocket API of API Gateway."""

from __future__ import annotations

from scanner.compare import case_insensitive
from scanner.compare.sparse import sparse
from scanner.live.aws.apigateway import APIS
from scanner.live.aws.table import by_id, computed, field, listed, nested, tabled, tagged

READER = tabled(
    "aws_apigatewayv2_api",
    listed(APIS, "Items", "ApiId"),
    key=by_id,
    fields=(
        field("name", "Name"),
        field("protocol_type", "ProtocolType"),
        field("description", "Description", default=""),
        field("version", "Version", default=""),
        field("disable_execute_api_endpoint", "DisableExecuteApiEndpoint", default=False),
        field("ip_address_type", "IpAddressType", case_insensitive, default="ipv4"),
        field(
            "api_key_selection_expression",
            "ApiKeySelectionExpression",
            default="$request.header.x-api-key",
        ),
        field(
            "route_selection_expression",
            "RouteSelectionExpression",
            default="$request.method $request.path",
        ),
        field(
            "cors_configuration",
            nested(
                "CorsConfiguration",
                {
                    "allow_credentials": "AllowCredentials",
                    "allow_headers": "AllowHeaders",
                    "allow_methods": "AllowMethods",
                    "allow_origins": "AllowOrigins",
                    "expose_headers": "ExposeHeaders",
                    "max_age": "MaxAge",
                },
            ),
            sparse(),
            default=[],
        ),
        computed("api_endpoint", "ApiEndpoint"),
        *tagged("Tags"),
    ),
    apply_only=("fail_on_warnings",),
    # What is given for a quick start makes routes and an integration, which hold it then.
    write_only=("body", "credentials_arn", "route_key", "target"),
)
