"""This machine opts out of OS Login and takes SSH keys from its metadata again.

With OS Login a person's access ends with the account and can ask for a second factor. A key in
metadata works until somebody remembers to delete it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import MACHINES, asks


@rule(
    on=MACHINES,
    severity=MEDIUM,
    fix="Remove enable-oslogin from the machine's metadata.",
    aliases=("CKV_GCP_34", "AVD-GCP-0036"),
    cwe=287,
    references=("https://cloud.google.com/compute/docs/oslogin/set-up-oslogin",),
    bad=(
        """
resource "google_compute_instance" "vm" {
  metadata = {
    enable-oslogin = "FALSE"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  metadata = {
    enable-oslogin = "TRUE"
  }
}
""",
        'resource "google_compute_instance" "vm" { name = "vm" }',
    ),
)
def check(machine):
    value = machine.get(("metadata", "enable-oslogin"), default="TRUE")
    if asks(value, "is switched off", _is_off):
        yield machine.fail(("metadata", "enable-oslogin"), "OS Login is switched off")


def _is_off(value):
    return str(value).lower() in ("false", "0", "n", "no")
