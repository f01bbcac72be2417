"""Anyone on the internet can run jobs on this cluster, with the rights of its service account.

A role on the cluster for allUsers or allAuthenticatedUsers is a role for strangers.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("dataproc_cluster"),
    severity=CRITICAL,
    fix="Grant the role to the groups or service accounts that run jobs.",
    aliases=("CKV_GCP_98",),
    cwe=732,
    references=("https://cloud.google.com/dataproc/docs/concepts/iam/granular-iam",),
    bad=(
        """
resource "google_dataproc_cluster_iam_member" "all" {
  cluster = "main"
  role   = "roles/dataproc.editor"
  member = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_dataproc_cluster_iam_member" "app" {
  cluster = "main"
  role   = "roles/dataproc.editor"
  member = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_dataproc_cluster_iam_binding" "team" {
  cluster = "main"
  role    = "roles/dataproc.editor"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
