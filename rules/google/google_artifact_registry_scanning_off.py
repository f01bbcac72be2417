"""Known flaws in the images of this repository are not looked for.

Scanning is inherited from the project's Container Scanning API unless the repository switches it
off.
"""

from scanner import LOW, rule


@rule(
    on="google_artifact_registry_repository",
    severity=LOW,
    fix='Remove enablement_config = "DISABLED".',
    related_ids=("CKV2_GCP_11",),
    cwe=1104,
    references=("https://cloud.google.com/artifact-analysis/docs/enable-automatic-scanning",),
    bad=(
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format = "DOCKER"
  vulnerability_scanning_config {
    enablement_config = "DISABLED"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format = "DOCKER"
}
""",
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format = "DOCKER"
  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }
}
""",
    ),
)
def check(repository):
    place = "vulnerability_scanning_config.enablement_config"
    if repository.get(place, default="INHERITED") == "DISABLED":
        yield repository.fail(place, "images are not scanned")
