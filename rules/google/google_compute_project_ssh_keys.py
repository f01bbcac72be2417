"""One SSH key opens every machine of the project, those of tomorrow included.

Keys in the project's metadata are accepted by all machines that do not block them. They name a
person only by a comment, and do not end with the person's account.
"""

from scanner import MEDIUM, rule


@rule(
    on=("google_compute_project_metadata", "google_compute_project_metadata_item"),
    severity=MEDIUM,
    fix="Remove the keys and switch on OS Login.",
    cwe=287,
    references=("https://cloud.google.com/compute/docs/connect/restrict-ssh-keys",),
    bad=(
        """
resource "google_compute_project_metadata" "all" {
  metadata = {
    ssh-keys = "ann:ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExample ann"  # here
  }
}
""",
        """
resource "google_compute_project_metadata_item" "keys" {
  key   = "ssh-keys"
  value = "ann:ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExample ann"  # here
}
""",
    ),
    good=(
        """
resource "google_compute_project_metadata" "all" {
  metadata = {
    enable-oslogin = "TRUE"
    ssh-keys       = ""
  }
}
""",
        """
resource "google_compute_project_metadata_item" "oslogin" {
  key   = "enable-oslogin"
  value = "TRUE"
}
""",
    ),
)
def check(project):
    if project.type == "google_compute_project_metadata_item":
        if project.get("key") in _KEYS:
            yield project.fail("value", "the keys open every machine of the project")
        return
    for key in _KEYS:
        if project.get(("metadata", key), default="") != "":
            yield project.fail(("metadata", key), "the keys open every machine of the project")


_KEYS = ("ssh-keys", "sshKeys")
