"""Nobody is told when this machine boots something else than it did before.

Integrity monitoring compares each boot with a known good one, and reports the difference to Cloud
Logging. It is on by default and costs nothing.
"""

from scanner import MEDIUM, rule
from scanner.shapes import MACHINES


@rule(
    on=MACHINES,
    severity=MEDIUM,
    fix="Remove enable_integrity_monitoring = false.",
    aliases=("AVD-GCP-0045",),
    related_ids=("CKV_GCP_39",),
    cwe=778,
    references=("https://cloud.google.com/compute/shielded-vm/docs/integrity-monitoring",),
    bad=(
        """
resource "google_compute_instance_template" "vm" {
  shielded_instance_config {
    enable_secure_boot          = true
    enable_integrity_monitoring = false  # here
  }
}
""",
    ),
    good=(
        'resource "google_compute_instance" "vm" { name = "vm" }',
        """
resource "google_compute_instance" "vm" {
  shielded_instance_config {
    enable_vtpm = true
  }
}
""",
    ),
)
def check(machine):
    if not machine.get("shielded_instance_config.enable_integrity_monitoring", default=True):
        yield machine.fail(
            "shielded_instance_config.enable_integrity_monitoring", "integrity monitoring is off"
        )
