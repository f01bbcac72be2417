"""What the local server lacks of API Gateway, as the documentation has the answers."""

import json
from typing import Any

from bodies import complete, edit, has
from family import World

DOCUMENTATION = {
    "aws_api_gateway_method_settings": "https://docs.aws.amazon.com/apigateway/latest/api/"
    "API_MethodSetting.html",
    "aws_api_gateway_rest_api": "https://docs.aws.amazon.com/apigateway/latest/api/"
    "API_RestApi.html",
    "aws_api_gateway_stage": "https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html",
    "aws_apigatewayv2_api": "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/"
    "apis-apiid.html",
}


def _policy(ranges: str) -> str:
    """As the API escapes it."""
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": ranges}},
    }
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return json.dumps(json.dumps(document))[1:-1]


_POLICY = _policy("192.0.2.0/24")
_CANARY = {
    "percentTraffic": 10.0,
    "deploymentId": "d2",
    "stageVariableOverrides": {"backend": "green"},
    "useStageCache": True,
}
AMENDED = {
    "aws_api_gateway_rest_api.main": {
        "policy": json.loads(f'"{_POLICY}"'),
        "binary_media_types": ["application/octet-stream", "image/png"],
    },
    "aws_api_gateway_method_settings.main": {
        "settings": [
            {
                "logging_level": "INFO",
                "metrics_enabled": True,
                "data_trace_enabled": True,
                "throttling_burst_limit": 50,
                "throttling_rate_limit": 100.5,
                "caching_enabled": True,
                "cache_ttl_in_seconds": 60,
                "cache_data_encrypted": True,
                "require_authorization_for_cache_control": False,
                "unauthorized_cache_control_header_strategy": "FAIL_WITH_403",
            }
        ]
    },
    "aws_api_gateway_stage.main": {
        "client_certificate_id": "a1b2c3",
        "documentation_version": "7",
        "canary_settings": [
            {
                "percent_traffic": 10,
                "deployment_id": "d2",
                "stage_variable_overrides": {"backend": "green"},
                "use_stage_cache": True,
            }
        ],
    },
    "aws_apigatewayv2_api.main": {"ip_address_type": "dualstack"},
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """A canary, a certificate, and both kinds of addresses."""
    complete(
        answers,
        "apigateway GET /restapis?",
        has("name", "orders"),
        {"policy": _POLICY, "binaryMediaTypes": ["image/png", "application/octet-stream"]},
    )
    complete(
        answers,
        "apigateway GET /restapis/",
        has("unauthorizedCacheControlHeaderStrategy", "FAIL_WITH_403"),
        {"requireAuthorizationForCacheControl": False},
    )
    complete(
        answers,
        "apigateway GET /restapis/",
        has("stageName", "live"),
        {"clientCertificateId": "a1b2c3", "documentationVersion": "7", "canarySettings": _CANARY},
    )
    complete(
        answers,
        "GET /v2/apis?",
        has("apiId", world.id("aws_apigatewayv2_api.main")),
        {"ipAddressType": "dualstack"},
    )


_LIVE = "GET /v2/apis/"

EDITS = {
    "aws_api_gateway_rest_api.main: policy": edit(
        "apigateway GET /restapis?", has("name", "orders"), policy=_policy("0.0.0.0/0")
    ),
    "aws_api_gateway_stage.main: canary_settings": edit(
        "apigateway GET /restapis/",
        has("stageName", "live"),
        canarySettings={**_CANARY, "percentTraffic": 90.0},
    ),
    "aws_api_gateway_stage.main: client_certificate_id": edit(
        "apigateway GET /restapis/", has("stageName", "live"), clientCertificateId=None
    ),
    "aws_apigatewayv2_stage.main: access_log_settings": edit(
        _LIVE, has("stageName", "live"), accessLogSettings=None
    ),
    "aws_apigatewayv2_stage.main: default_route_settings": edit(
        _LIVE, has("stageName", "live"), defaultRouteSettings={"loggingLevel": "OFF"}
    ),
    "aws_apigatewayv2_stage.main: route_settings": edit(
        _LIVE, has("stageName", "live"), routeSettings={}
    ),
}
