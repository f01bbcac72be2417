"""What happens to APIs outside of Terraform."""

from __future__ import annotations

import json

HELPERS = (
    "aws_api_gateway_deployment",
    "aws_api_gateway_integration",
    "aws_api_gateway_method",
    "aws_api_gateway_resource",
    "aws_cloudwatch_log_group",
)
_REST, _STAGE = "aws_api_gateway_rest_api", "aws_api_gateway_stage"
_OPEN = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "*",
            }
        ],
    }
)


def _replace(path, value):
    return {"op": "replace", "path": path, "value": value}


def _api(name, *operations):
    return lambda aws: aws("apigateway").update_rest_api(
        restApiId=aws.id(f"{_REST}.{name}"), patchOperations=list(operations)
    )


def _stage(name, *operations):
    return lambda aws: aws("apigateway").update_stage(
        restApiId=aws.id(f"{_REST}.main"), stageName=name, patchOperations=list(operations)
    )


def _new_stage(aws):
    return aws("apigateway").create_stage(
        restApiId=aws.id(f"{_REST}.main"),
        stageName="by-hand",
        deploymentId=aws.at(f"{_STAGE}.main", "deployment_id"),
    )


CHANGES = {
    f"{_REST}.plain: policy": _api("plain", _replace("/policy", _OPEN)),
    f"{_REST}.plain: description": _api("plain", _replace("/description", "by hand")),
    f"{_REST}.plain: endpoint_configuration": _api(
        "plain", _replace("/endpointConfiguration/types/EDGE", "REGIONAL")
    ),
    f"{_REST}.plain: missing": lambda aws: aws("apigateway").delete_rest_api(
        restApiId=aws.id(f"{_REST}.plain")
    ),
    f"unmanaged {_REST}": lambda aws: aws("apigateway").create_rest_api(name="by-hand"),
    f"{_STAGE}.main: xray_tracing_enabled": _stage("live", _replace("/tracingEnabled", "false")),
    f"{_STAGE}.main: access_log_settings": _stage(
        "live", {"op": "remove", "path": "/accessLogSettings"}
    ),
    f"{_STAGE}.plain: description": _stage("plain", _replace("/description", "by hand")),
    f"{_STAGE}.plain: missing, aws_api_gateway_method_settings.plain: missing": lambda aws: aws(
        "apigateway"
    ).delete_stage(restApiId=aws.id(f"{_REST}.main"), stageName="plain"),
    f"unmanaged {_STAGE}": _new_stage,
    "aws_api_gateway_method_settings.main: settings.logging_level": _stage(
        "live", _replace("/*/*/logging/loglevel", "OFF")
    ),
    "aws_api_gateway_method_settings.main: settings.cache_data_encrypted": _stage(
        "live", _replace("/*/*/caching/dataEncrypted", "false")
    ),
    "unmanaged aws_api_gateway_method_settings": _stage(
        "live", _replace("/orders/POST/logging/dataTrace", "true")
    ),
    "aws_apigatewayv2_api.main: cors_configuration": lambda aws: aws("apigatewayv2").update_api(
        ApiId=aws.id("aws_apigatewayv2_api.main"), CorsConfiguration={"AllowOrigins": ["*"]}
    ),
    "aws_apigatewayv2_api.main: disable_execute_api_endpoint": lambda aws: aws(
        "apigatewayv2"
    ).update_api(ApiId=aws.id("aws_apigatewayv2_api.main"), DisableExecuteApiEndpoint=False),
    "aws_apigatewayv2_api.socket: tags": lambda aws: aws("apigatewayv2").tag_resource(
        ResourceArn=aws.at("aws_apigatewayv2_api.socket", "arn"), Tags={"by": "hand"}
    ),
    "aws_apigatewayv2_api.socket: missing, aws_apigatewayv2_stage.main: missing": lambda aws: aws(
        "apigatewayv2"
    ).delete_api(ApiId=aws.id("aws_apigatewayv2_api.socket")),
    "unmanaged aws_apigatewayv2_api": lambda aws: aws("apigatewayv2").create_api(
        Name="by-hand", ProtocolType="HTTP"
    ),
    "aws_apigatewayv2_stage.plain: missing": lambda aws: aws("apigatewayv2").delete_stage(
        ApiId=aws.id("aws_apigatewayv2_api.main"), StageName="$default"
    ),
    "unmanaged aws_apigatewayv2_stage": lambda aws: aws("apigatewayv2").create_stage(
        ApiId=aws.id("aws_apigatewayv2_api.main"), StageName="by-hand"
    ),
}

UNSET: dict[str, str] = {}
