"""Who may log in to the machines of this project is decided by keys in metadata.

OS Login binds it to IAM: an account that is closed is out everywhere at once. Without it, keys in
the project's metadata open every machine until somebody deletes them.
"""

from scanner import MEDIUM, rule
from scanner.shapes import metadata_is_on


@rule(
    on="google_compute_project_metadata",
    severity=MEDIUM,
    fix='Set enable-oslogin = "TRUE" in the metadata.',
    aliases=("CKV_GCP_33", "AVD-GCP-0042"),
    cwe=287,
    references=("https://cloud.google.com/compute/docs/oslogin/set-up-oslogin",),
    bad=(
        """
resource "google_compute_project_metadata" "all" {
  metadata = {
    enable-oslogin = "FALSE"  # here
  }
}
""",
        """
resource "google_compute_project_metadata" "all" {
  metadata = {  # here
    VmDnsSetting = "ZonalOnly"
  }
}
""",
    ),
    good=(
        """
resource "google_compute_project_metadata" "all" {
  metadata = {
    enable-oslogin = "TRUE"
  }
}
""",
        """
resource "google_compute_project_metadata" "all" {
  metadata = {
    enable-oslogin     = true
    enable-oslogin-2fa = "TRUE"
  }
}
""",
    ),
)
def check(project):
    if not metadata_is_on(project, "enable-oslogin"):
        yield project.fail(("metadata", "enable-oslogin"), "OS Login is not switched on")
