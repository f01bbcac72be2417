"""A Cloud Run service. Environment values are compared and never shown.

Live: https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services, and its
first version, which the inventory answers with; see `scanner.live.google.knative`.
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service
"""

from __future__ import annotations

from scanner.compare import duration
from scanner.live.google.kinds import Context, Item
from scanner.live.google.knative import is_of_function, second_version
from scanner.live.google.table import by, tabled

_KEY = by("location", "name")


def _surplus(context: Context, item: Item) -> bool:
    """Not what the other type manages: both are one and the same to Cloud Run."""
    others = context.managed.get("google_cloud_run_service", ())
    return all(_KEY(one) != item.key for one in others)


READER = tabled(
    "google_cloud_run_v2_service",
    "run.googleapis.com/Service",
    key=_KEY,
    form=second_version,
    same={"template.timeout": duration},
    defaults={
        "ingress": "INGRESS_TRAFFIC_ALL",
        "launch_stage": "GA",
        "template.containers.resources.cpu_idle": True,
        "template.containers.env.value_source.secret_key_ref.version": "latest",
    },
    filled=tuple(f"template.containers.{name}" for name in ("ports", "resources", "startup_probe")),
    present=("template.volumes.empty_dir",),
    computed={"uri": "uri"},
    sensitive=("template.containers", "build_config.environment_variables"),
    apply_only=("deletion_protection",),
    everywhere=is_of_function,
    surplus=_surplus,
    unordered=("template.volumes", "custom_audiences"),
    uncovered={
        "client": "says which tool wrote last",
        "client_version": "says which tool wrote last",
    },
)
