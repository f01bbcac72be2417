"""Nobody can tell what this project held, and who had which role, at the time of an incident.

Cloud Asset Inventory keeps five weeks of every resource's and policy's history, once its API is
enabled for the project.
"""

from scanner import LOW, rule


@rule(
    on="google_project",
    severity=LOW,
    fix="Add google_project_service for cloudasset.googleapis.com.",
    cwe=778,
    references=("https://cloud.google.com/asset-inventory/docs/asset-inventory-overview",),
    bad=(
        """
resource "google_project" "p" {  # here
  project_id = "p"
}
""",
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_project_service" "run" {
  service = "run.googleapis.com"
}
""",
    ),
    good=(
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_project_service" "asset" {
  service = "cloudasset.googleapis.com"
}
""",
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_project_service" "apis" {
  for_each = toset(["run.googleapis.com", "cloudasset.googleapis.com"])
  service  = each.value
}
""",
    ),
)
def check(project):
    services = project.beside("google_project_service")
    if not any(one.get("service") == "cloudasset.googleapis.com" for one in services):
        yield project.fail(message="the history of resources is not kept")
