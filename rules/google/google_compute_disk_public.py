"""Anyone can copy this disk, snapshot or image, with everything that is on it.

A role for allUsers or allAuthenticatedUsers lets every Google account make a machine of it. Images
hold more than people think: keys, tokens, data of the machine they were made from.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types(
        "compute_disk",
        "compute_region_disk",
        "compute_snapshot",
        "compute_instant_snapshot",
        "compute_image",
        "compute_instance_template",
    ),
    severity=CRITICAL,
    fix="Grant the role to the projects' service accounts or groups that need it.",
    cwe=732,
    references=("https://cloud.google.com/compute/docs/images/managing-access-custom-images",),
    bad=(
        """
resource "google_compute_image_iam_member" "all" {
  image  = "base"
  role   = "roles/compute.imageUser"
  member = "allAuthenticatedUsers"  # here
}
""",
        """
resource "google_compute_snapshot_iam_binding" "all" {
  name    = "s"
  role    = "roles/compute.storageAdmin"
  members = ["group:ops@example.com", "allUsers"]  # here
}
""",
    ),
    good=(
        """
resource "google_compute_image_iam_member" "ci" {
  image  = "base"
  role   = "roles/compute.imageUser"
  member = "serviceAccount:ci@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_compute_disk_iam_binding" "ops" {
  name    = "d"
  role    = "roles/compute.storageAdmin"
  members = ["group:ops@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
