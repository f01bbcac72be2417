"""A stage of an HTTP or WebSocket API."""

from __future__ import annotations

from typing import Any

from scanner.compare.sparse import sparse
from scanner.live.aws.apigateway import stages
from scanner.live.aws.table import by, field, nested, tabled, tagged

_SETTINGS = {
    "data_trace_enabled": "DataTraceEnabled",
    "detailed_metrics_enabled": "DetailedMetricsEnabled",
    "logging_level": "LoggingLevel",
    "throttling_burst_limit": "ThrottlingBurstLimit",
    "throttling_rate_limit": "ThrottlingRateLimit",
}


def _routes(raw: Any) -> list[dict[str, Any]]:
    return [
        {"route_key": route, **{name: said.get(at) for name, at in _SETTINGS.items()}}
        for route, said in (raw.get("RouteSettings") or {}).items()
    ]


READER = tabled(
    "aws_apigatewayv2_stage",
    stages(),
    key=by("api_id", "name"),
    fields=(
        field("api_id", "ApiId"),
        field("name", "StageName"),
        field("auto_deploy", "AutoDeploy", default=False),
        field("client_certificate_id", "ClientCertificateId", default=""),
        field("description", "Description", default=""),
        field("stage_variables", "StageVariables", default={}),
        field(
            "access_log_settings",
            nested("AccessLogSettings", {"destination_arn": "DestinationArn", "format": "Format"}),
            sparse(),
            default=[],
        ),
        field(
            "default_route_settings",
            nested("DefaultRouteSettings", _SETTINGS),
            sparse(defaults={"logging_level": "OFF"}),
            default=[],
        ),
        field(
            "route_settings",
            _routes,
            sparse(key=("route_key",), defaults={"logging_level": "OFF"}),
            default=[],
        ),
        *tagged("Tags"),
    ),
    uncovered={"deployment_id": "it changes by itself where the API deploys automatically"},
    # What a quick start makes belongs to API Gateway.
    everywhere=lambda item, attributes: bool(item.raw.get("ApiGatewayManaged")),
    import_id="{api_id}/{name}",
)
