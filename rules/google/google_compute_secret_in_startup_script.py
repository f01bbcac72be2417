"""A secret in a startup script can be read by every process of the machine, and by every viewer.

Metadata is served inside of the machine without a login, and compute.instances.get shows it to
whoever may look at the project. Secret Manager gives it to the machine's service account only.
"""

from scanner import HIGH, rule
from scanner.shapes import MACHINES, secret_in

_KEYS = ("startup-script", "user-data", "windows-startup-script-ps1", "shutdown-script")


@rule(
    on=MACHINES,
    severity=HIGH,
    confidence=HIGH,
    fix="Keep the secret in Secret Manager and read it in the script.",
    cwe=798,
    references=("https://cloud.google.com/secret-manager/docs/overview",),
    bad=(
        """
resource "google_compute_instance" "vm" {
  metadata_startup_script = "export DB_PASSWORD=Tr0ub4dor3 && /opt/run"  # here
}
""",
        """
resource "google_compute_instance_template" "vm" {
  metadata = {
    user-data = "write: AKIAQ4J7WZ2XKSLMN5TP"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  metadata_startup_script = "gcloud secrets versions access latest --secret=db > /run/db"
}
""",
        """
resource "google_compute_instance" "vm" {
  metadata = {
    startup-script = "export DB_PASSWORD_FILE=/run/db && /opt/run"
  }
}
""",
    ),
)
def check(machine):
    places = [("metadata_startup_script",), *(("metadata", key) for key in _KEYS)]
    for place in places:
        kind = secret_in(machine.get(place, default=""))
        if kind:
            yield machine.fail(place, f"the script holds a {kind}")
