"""A stage of a REST API: what callers reach."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare.sparse import sparse
from scanner.live.aws.api import required
from scanner.live.aws.apigateway import rest_stages
from scanner.live.aws.kinds import Item
from scanner.live.aws.table import Listing, by, computed, field, nested, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed

_STAGES = rest_stages(
    lambda api, stage: Item(
        f"{api['id']}/{required(stage, 'stageName')}", {**stage, "restApiId": api["id"]}
    )
)


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    """With their ARN, which API Gateway does not tell and the web ACLs of WAF name."""
    for one in _STAGES.items(api, managed):
        rest, name = one.raw["restApiId"], one.raw["stageName"]
        arn = f"arn:{api.partition}:apigateway:{api.region}::/restapis/{rest}/stages/{name}"
        yield Item(one.id, {**one.raw, "Arn": arn})


READER = tabled(
    "aws_api_gateway_stage",
    Listing(_STAGES.operations, _items),
    key=by("rest_api_id", "stage_name"),
    fields=(
        field("rest_api_id", "restApiId"),
        field("stage_name", "stageName"),
        field("deployment_id", "deploymentId"),
        field("description", "description", default=""),
        field("cache_cluster_enabled", "cacheClusterEnabled", default=False),
        field("cache_cluster_size", "cacheClusterSize", default=""),
        field("client_certificate_id", "clientCertificateId", default=""),
        field("documentation_version", "documentationVersion", default=""),
        field("variables", "variables", default={}),
        field("xray_tracing_enabled", "tracingEnabled", default=False),
        field(
            "access_log_settings",
            nested("accessLogSettings", {"destination_arn": "destinationArn", "format": "format"}),
            sparse(),
            default=[],
        ),
        field(
            "canary_settings",
            nested(
                "canarySettings",
                {
                    "deployment_id": "deploymentId",
                    "percent_traffic": "percentTraffic",
                    "stage_variable_overrides": "stageVariableOverrides",
                    "use_stage_cache": "useStageCache",
                },
            ),
            sparse(),
            default=[],
        ),
        computed("arn", "Arn"),
        computed("web_acl_arn", "webAclArn"),
        *tagged("tags"),
    ),
    import_id="{rest_api_id}/{stage_name}",
)
