"""How the methods of a stage are logged, throttled and cached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.apigateway import rest_stages
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

_STAGES = rest_stages(lambda api, stage: Item(api["id"], stage))


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for found in _STAGES.items(api, managed):
        stage = found.raw.get("stageName")
        for path, settings in (found.raw.get("methodSettings") or {}).items():
            raw = {**settings, "restApiId": found.id, "stageName": stage, "path": path}
            yield Item(f"{found.id}/{stage}/{path.lstrip('/')}", raw)


def _key(resource: Resource) -> str | None:
    found = [resource.attributes.get(name) for name in ("rest_api_id", "stage_name", "method_path")]
    if all(isinstance(one, str) and one for one in found):
        return "/".join(str(one).lstrip("/") for one in found)
    return resource.id


READER = tabled(
    "aws_api_gateway_method_settings",
    Listing(_STAGES.operations, _items),
    key=_key,
    fields=(
        field("rest_api_id", "restApiId"),
        field("stage_name", "stageName"),
        field("method_path", "path"),
        field("settings.logging_level", "loggingLevel", default="OFF"),
        field("settings.metrics_enabled", "metricsEnabled", default=False),
        field("settings.data_trace_enabled", "dataTraceEnabled", default=False),
        field("settings.throttling_burst_limit", "throttlingBurstLimit", default=-1),
        field("settings.throttling_rate_limit", "throttlingRateLimit", default=-1),
        field("settings.caching_enabled", "cachingEnabled", default=False),
        field("settings.cache_ttl_in_seconds", "cacheTtlInSeconds", default=300),
        field("settings.cache_data_encrypted", "cacheDataEncrypted", default=False),
        field(
            "settings.require_authorization_for_cache_control",
            "requireAuthorizationForCacheControl",
            default=True,
        ),
        field(
            "settings.unauthorized_cache_control_header_strategy",
            "unauthorizedCacheControlHeaderStrategy",
            default="SUCCEED_WITH_RESPONSE_HEADER",
        ),
    ),
    import_id="{rest_api_id}/{stage_name}/{method_path}",
)
