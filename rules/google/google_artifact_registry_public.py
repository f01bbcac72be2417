"""Anyone on the internet can pull the images and packages of this repository, or push their own.

Images hold code, and often more than was meant to be in them. With a writer's role a stranger
decides what your servers run.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("artifact_registry_repository"),
    severity=CRITICAL,
    fix="Grant the role to the service accounts that pull or push.",
    aliases=("CKV_GCP_101",),
    related_ids=("CKV2_GCP_9",),
    cwe=732,
    references=("https://cloud.google.com/artifact-registry/docs/access-control",),
    bad=(
        """
resource "google_artifact_registry_repository_iam_member" "all" {
  repository = "images"
  role   = "roles/artifactregistry.reader"
  member = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_artifact_registry_repository_iam_member" "app" {
  repository = "images"
  role   = "roles/artifactregistry.reader"
  member = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_artifact_registry_repository_iam_binding" "team" {
  repository = "images"
  role    = "roles/artifactregistry.reader"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
