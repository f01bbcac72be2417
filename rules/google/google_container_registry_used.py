"""Container Registry was shut down in 2025: what still depends on it does not get its images.

Artifact Registry took its place, and serves gcr.io addresses from its own repositories. Nothing is
fixed in the old service any more.
"""

from scanner import LOW, rule


@rule(
    on="google_container_registry",
    severity=LOW,
    fix="Use google_artifact_registry_repository.",
    cwe=1104,
    references=("https://cloud.google.com/artifact-registry/docs/transition/transition-from-gcr",),
    bad=(
        """
resource "google_container_registry" "r" {  # here
  location = "EU"
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
  format   = "DOCKER"
  location = "eu"
}
""",
    ),
)
def check(registry):
    yield registry.fail(message="the service no longer exists")
