"""A Cloud Run service in the words of the API's second version.

Cloud Asset Inventory answers in those of the first, which is Knative's: half of the settings are
annotations there. The provider, and so our table, follows the second.

Shapes: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services and, for the
annotations, https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta;
https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scanner.live.google.values import objects, value_at

if TYPE_CHECKING:
    from scanner.live.google.inventory import Asset

RUN: Final = "run.googleapis.com/"
_SCALE: Final = "autoscaling.knative.dev/"
PLATFORM: Final = (
    RUN,
    _SCALE,
    "serving.knative.dev/",
    "client.knative.dev/",
    "cloud.googleapis.com/",
)
"""Labels and annotations that are the platform's; the second version has fields instead."""

_INGRESS: Final = {
    "all": "INGRESS_TRAFFIC_ALL",
    "internal": "INGRESS_TRAFFIC_INTERNAL_ONLY",
    "internal-and-cloud-load-balancing": "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
    "none": "INGRESS_TRAFFIC_NONE",
}
_TARGET: Final = "TRAFFIC_TARGET_ALLOCATION_TYPE_"
_SOCKETS: Final = "/cloudsql"
_BUCKETS: Final = "gcsfuse.run.googleapis.com"


def is_of_function(service: Asset) -> bool:
    """Whether a function of the second generation runs as it."""
    labels = _object(second_version(service.data).get("labels"))
    return labels.get("goog-managed-by") == "cloudfunctions"


def second_version(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A service as the second version of the API answers; one that is so already as it is."""
    if "apiVersion" not in raw:
        return raw
    notes = _notes(raw, "metadata")
    template = _object(value_at(raw, "spec.template"))
    return {
        "name": value_at(raw, "metadata.name"),
        "description": notes.get("description"),
        "labels": _own(value_at(raw, "metadata.labels")),
        "annotations": _own(value_at(raw, "metadata.annotations")),
        "ingress": _INGRESS.get(str(notes.get("ingress"))),
        "launchStage": notes.get("launch-stage"),
        "invokerIamDisabled": _flag(notes.get("invoker-iam-disabled")),
        "customAudiences": _json(notes.get("custom-audiences"), list),
        "uri": value_at(raw, "status.url"),
        "binaryAuthorization": _authorization(notes),
        "buildConfig": _build(notes),
        "scaling": _said(
            {
                "minInstanceCount": _number(notes.get("minScale")),
                "scalingMode": _upper(notes.get("scalingMode")),
                "manualInstanceCount": _number(notes.get("manualInstanceCount")),
            }
        ),
        "template": _template(template),
        "traffic": [_target(one) for one in objects(raw, "spec.traffic")],
    }


def _template(raw: Mapping[str, Any]) -> dict[str, Any]:
    notes = _notes(raw, "metadata")
    scale = _object(value_at(raw, "metadata.annotations"))
    spec = _object(raw.get("spec"))
    timeout = spec.get("timeoutSeconds")
    environment = notes.get("execution-environment")
    secrets = _secrets(notes.get("secrets"))
    return {
        "revision": value_at(raw, "metadata.name"),
        "labels": _own(value_at(raw, "metadata.labels")),
        "annotations": _own(scale),
        "timeout": None if timeout is None else f"{timeout}s",
        "serviceAccount": spec.get("serviceAccountName"),
        "encryptionKey": notes.get("encryption-key"),
        "executionEnvironment": environment and f"EXECUTION_ENVIRONMENT_{_upper(environment)}",
        "maxInstanceRequestConcurrency": spec.get("containerConcurrency"),
        "sessionAffinity": _flag(notes.get("sessionAffinity")),
        "gpuZonalRedundancyDisabled": _flag(notes.get("gpu-zonal-redundancy-disabled")),
        "nodeSelector": _said(
            {"accelerator": _object(spec.get("nodeSelector")).get(f"{RUN}accelerator")}
        ),
        "scaling": _said(
            {
                "minInstanceCount": _number(scale.get(f"{_SCALE}minScale")),
                "maxInstanceCount": _number(scale.get(f"{_SCALE}maxScale")),
            }
        ),
        "vpcAccess": _said(
            {
                "connector": notes.get("vpc-access-connector"),
                "egress": _upper(notes.get("vpc-access-egress")),
                "networkInterfaces": _json(notes.get("network-interfaces"), list),
            }
        ),
        "volumes": [
            *(_volume(one, secrets) for one in objects(spec, "volumes")),
            *_databases(spec, notes),
        ],
        "containers": [_container(one, notes, secrets) for one in objects(spec, "containers")],
    }


def _container(
    raw: Mapping[str, Any], notes: Mapping[str, Any], secrets: Mapping[str, str]
) -> dict[str, Any]:
    name = str(raw.get("name"))
    return {
        **raw,
        "env": [_variable(one, secrets) for one in objects(raw, "env")],
        "dependsOn": _object(_json(notes.get("container-dependencies"), dict)).get(name),
        "baseImageUri": _object(_json(notes.get("base-images"), dict)).get(name),
        "resources": _said(
            {
                "limits": value_at(raw, "resources.limits"),
                "cpuIdle": _flag(notes.get("cpu-throttling")),
                "startupCpuBoost": _flag(notes.get("startup-cpu-boost")),
            }
        ),
    }


def _variable(raw: Mapping[str, Any], secrets: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": raw.get("name"), "value": raw.get("value")}
    reference = value_at(raw, "valueFrom.secretKeyRef")
    if isinstance(reference, Mapping):
        secret = reference.get("name")
        found["valueSource"] = {
            "secretKeyRef": {
                "secret": secrets.get(str(secret), secret),
                "version": reference.get("key"),
            }
        }
    return found


def _volume(raw: Mapping[str, Any], secrets: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": raw.get("name"), "nfs": raw.get("nfs")}
    secret, memory, driver = (raw.get(name) for name in ("secret", "emptyDir", "csi"))
    if isinstance(secret, Mapping):
        name = secret.get("secretName")
        found["secret"] = {
            "secret": secrets.get(str(name), name),
            "defaultMode": secret.get("defaultMode"),
            "items": [{**one, "version": one.get("key")} for one in objects(secret, "items")],
        }
    if isinstance(memory, Mapping):
        found["emptyDir"] = {**memory, "medium": _upper(memory.get("medium"))}
    if isinstance(driver, Mapping) and driver.get("driver") == _BUCKETS:
        found["gcs"] = {
            "bucket": value_at(driver, "volumeAttributes.bucketName"),
            "readOnly": driver.get("readOnly"),
        }
    return found


def _databases(spec: Mapping[str, Any], notes: Mapping[str, Any]) -> list[Any]:
    """Cloud SQL's sockets, which are no volume in the first version. Their name is that of the
    mount without a volume, else what Google's own tools call them."""
    found = notes.get("cloudsql-instances")
    if not isinstance(found, str) or not found:
        return []
    mounts = (
        mount.get("name")
        for container in objects(spec, "containers")
        for mount in objects(container, "volumeMounts")
        if mount.get("mountPath") == _SOCKETS
    )
    instances = [one.strip() for one in found.split(",") if one.strip()]
    return [
        {"name": next(mounts, None) or "cloudsql", "cloudSqlInstance": {"instances": instances}}
    ]


def _authorization(notes: Mapping[str, Any]) -> Mapping[str, Any] | None:
    policy = notes.get("binary-authorization")
    return _said(
        {
            "useDefault": True if policy == "default" else None,
            "policy": None if policy == "default" else policy,
            "breakglassJustification": notes.get("binary-authorization-breakglass"),
        }
    )


def _build(notes: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return _said(
        {
            "functionTarget": notes.get("build-function-target"),
            "imageUri": notes.get("build-image-uri"),
            "baseImage": notes.get("build-base-image"),
            "enableAutomaticUpdates": _flag(notes.get("build-enable-automatic-updates")),
            "environmentVariables": _json(notes.get("build-environment-variables"), dict),
            "serviceAccount": notes.get("build-service-account"),
            "sourceLocation": notes.get("build-source-location"),
            "workerPool": notes.get("build-worker-pool"),
        }
    )


def _target(raw: Mapping[str, Any]) -> dict[str, Any]:
    latest = raw.get("latestRevision") is True
    return {
        "type": f"{_TARGET}{'LATEST' if latest else 'REVISION'}",
        "revision": raw.get("revisionName"),
        "percent": raw.get("percent"),
        "tag": raw.get("tag"),
    }


def _secrets(value: Any) -> dict[str, str]:
    """The secrets of other projects by their alias: ``db:projects/123/secrets/db,...``."""
    pairs = (one.partition(":") for one in value.split(",")) if isinstance(value, str) else ()
    return {alias.strip(): name.strip() for alias, _, name in pairs if name}


def _notes(raw: Mapping[str, Any], at: str) -> dict[str, Any]:
    """The platform's annotations, without the prefix."""
    found = _object(value_at(raw, f"{at}.annotations"))
    return {
        str(name).removeprefix(RUN): one
        for name, one in found.items()
        if str(name).startswith(RUN) and isinstance(one, str)
    }


def _own(found: Any) -> dict[str, Any]:
    """Labels or annotations without the platform's."""
    return {name: one for name, one in _object(found).items() if not str(name).startswith(PLATFORM)}


def _object(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _said(values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """An object of what is set; None when nothing is."""
    found = {name: one for name, one in values.items() if one is not None}
    return found or None


def _flag(value: Any) -> bool | None:
    return value == "true" if isinstance(value, str) else None


def _number(value: Any) -> Any:
    return int(value[:40]) if isinstance(value, str) and value.isdecimal() else None


def _upper(value: Any) -> str | None:
    """``all-traffic`` as the second version says it."""
    return value.upper().replace("-", "_") if isinstance(value, str) else None


def _json(value: Any, kind: type[Sequence[Any]] | type[Mapping[str, Any]]) -> Any:
    """The document in an annotation; None where it is none of this kind."""
    import orjson

    try:
        found = orjson.loads(value) if isinstance(value, str) else None
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, kind) else None
