"""The image behind a tag can be exchanged without anybody seeing a change.

With immutable tags a tag means the same image for ever, and a deployment by tag can be trusted and
repeated. Only repositories for Docker images of one's own have the setting.
"""

from scanner import LOW, rule


@rule(
    on="google_artifact_registry_repository",
    severity=LOW,
    fix="Set docker_config.immutable_tags = true.",
    cwe=494,
    references=(
        "https://cloud.google.com/artifact-registry/docs/docker/troubleshoot#immutable-tags",
    ),
    bad=(
        """
resource "google_artifact_registry_repository" "images" {  # here
  format = "DOCKER"
}
""",
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format = "DOCKER"
  docker_config {
    immutable_tags = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format = "DOCKER"
  docker_config {
    immutable_tags = true
  }
}
""",
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format = "PYTHON"
}
""",
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format = "DOCKER"
  mode   = "REMOTE_REPOSITORY"
}
""",
    ),
)
def check(repository):
    if repository.get("format") != "DOCKER":
        return
    if repository.get("mode", default="STANDARD_REPOSITORY") != "STANDARD_REPOSITORY":
        return
    if not repository.get("docker_config.immutable_tags", default=False):
        yield repository.fail("docker_config.immutable_tags", "tags can be moved")
