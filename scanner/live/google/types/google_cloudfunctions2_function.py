"""A function of Cloud Run functions (second generation).

Live: https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloudfunctions2_function
"""

from __future__ import annotations

from scanner.live.google.table import by, tabled

READER = tabled(
    "google_cloudfunctions2_function",
    "cloudfunctions.googleapis.com/Function",
    key=by("location", "name"),
    at={"build_config.service_account": "serviceAccount"},
    defaults={"service_config.ingress_settings": "ALLOW_ALL"},
    computed={"url": "url"},
    sensitive=("service_config.environment_variables", "build_config.environment_variables"),
    uncovered={
        "build_config.source.repo_source.invert_regex": "for triggers; no answer has it",
        "build_config.source.storage_source.generation": "every upload of the source changes it",
        "service_config.service": "Google makes the service and names it",
    },
)
