"""A Cloud Run service, written in the words of the API's first version, which are Knative's.
Environment values are compared and never shown.

Live: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_service
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.compare import google_value
from scanner.live.google.kinds import Context, Item
from scanner.live.google.knative import PLATFORM, RUN, is_of_function
from scanner.live.google.table import by, tabled
from scanner.live.notread import NotRead
from scanner.model import Value

_TELLING: Final = {
    f"{RUN}ingress": "all",
    f"{RUN}invoker-iam-disabled": "false",
    f"{RUN}default-url-disabled": "false",
    f"{RUN}binary-authorization": None,
    f"{RUN}binary-authorization-breakglass": None,
}
"""The platform's annotations that matter where nobody declares them, unless they say this."""


_BUILD: Final = f"{RUN}build-environment-variables"


def _name(raw: Any) -> Any:
    if "apiVersion" not in raw:
        raise NotRead("the inventory describes it in the words of Cloud Run's second API")
    metadata = raw.get("metadata")
    return metadata.get("name") if isinstance(metadata, Mapping) else None


def _annotations(raw: Any) -> Any:
    """Without the environment of builds, which may hold secrets and is no argument."""
    found = raw.get("annotations")
    return {k: v for k, v in found.items() if k != _BUILD} if isinstance(found, Mapping) else None


def _same_annotations(expected: Value, live: Value) -> bool:
    """Without what the platform adds."""
    wanted, there = (_plain(side) for side in (expected, live))
    added = {
        name
        for name, one in there.items()
        if name not in wanted
        and str(name).startswith(PLATFORM)
        and (name not in _TELLING or one == _TELLING[name])
    }
    return google_value(wanted, {k: v for k, v in there.items() if k not in added})


def _same_labels(expected: Value, live: Value) -> bool:
    """Each that is declared: live has those of the platform and of the provider as well."""
    there = _plain(live)
    return all(google_value(one, there.get(name)) for name, one in _plain(expected).items())


def _plain(value: Value) -> dict[str, Value]:
    found = value if isinstance(value, Mapping) else {}
    return {name: one for name, one in found.items() if name != _BUILD}


def _surplus(context: Context, item: Item) -> bool:
    """The second type tells of what nobody manages, where it is looked at."""
    return "google_cloud_run_v2_service" not in context.asked


READER = tabled(
    "google_cloud_run_service",
    "run.googleapis.com/Service",
    key=by("location", "name"),
    at={
        "name": _name,
        "metadata.annotations": _annotations,
        "template": "spec.template",
        "traffic": "spec.traffic",
    },
    same={
        "metadata.annotations": _same_annotations,
        "metadata.labels": _same_labels,
        "template.metadata.annotations": _same_annotations,
        "template.metadata.labels": _same_labels,
    },
    filled=tuple(
        f"template.spec.containers.{name}" for name in ("ports", "resources", "startup_probe")
    ),
    present=("template.spec.volumes.empty_dir",),
    unordered=("template.spec.volumes",),
    everywhere=is_of_function,
    surplus=_surplus,
    sensitive=("template.spec.containers",),
    apply_only=("autogenerate_revision_name",),
    uncovered={
        "metadata.namespace": "the project, by its id or its number",
        "template.metadata.namespace": "the project, by its id or its number",
        "template.spec.containers.env_from": "Cloud Run does not take it",
    },
    import_id="locations/{location}/namespaces/{project}/services/{name}",
)
