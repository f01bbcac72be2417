"""SSH keys that open the whole project open this machine too.

A machine takes the keys of the project's metadata unless it blocks them. Where OS Login is on, for
the machine or the project, no key of any metadata counts.
"""

from scanner import LOW, rule
from scanner.shapes import MACHINES, metadata_is_on


@rule(
    on=MACHINES,
    severity=LOW,
    fix='Set block-project-ssh-keys = "TRUE" in the metadata, or switch on OS Login.',
    related_ids=("CKV_GCP_32", "AVD-GCP-0030"),
    cwe=287,
    references=("https://cloud.google.com/compute/docs/connect/restrict-ssh-keys",),
    bad=(
        'resource "google_compute_instance" "vm" { name = "vm" }  # here',
        """
resource "google_compute_instance_template" "vm" {
  metadata = {
    block-project-ssh-keys = "FALSE"  # here
  }
}

resource "google_compute_project_metadata" "all" {
  metadata = {
    enable-oslogin = "FALSE"
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  metadata = {
    block-project-ssh-keys = "true"
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  metadata = {
    enable-oslogin = "TRUE"
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  name = "vm"
}

resource "google_compute_project_metadata" "all" {
  metadata = {
    enable-oslogin = "TRUE"
  }
}
""",
    ),
)
def check(machine):
    if any(metadata_is_on(machine, key) for key in ("block-project-ssh-keys", "enable-oslogin")):
        return
    for project in machine.beside("google_compute_project_metadata"):
        if metadata_is_on(project, "enable-oslogin"):
            return
    yield machine.fail(("metadata", "block-project-ssh-keys"), "keys of the project are accepted")
