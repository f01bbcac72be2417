"""Without its virtual TPM a machine cannot prove what it booted, nor seal keys to it.

Compute Engine switches the vTPM on by itself; integrity monitoring and disk encryption inside of
the guest depend on it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import MACHINES


@rule(
    on=MACHINES,
    severity=MEDIUM,
    fix="Remove enable_vtpm = false.",
    aliases=("AVD-GCP-0041",),
    related_ids=("CKV_GCP_39",),
    cwe=693,
    references=("https://cloud.google.com/compute/shielded-vm/docs/shielded-vm#vtpm",),
    bad=(
        """
resource "google_compute_instance" "vm" {
  shielded_instance_config {
    enable_vtpm = false  # here
  }
}
""",
    ),
    good=(
        'resource "google_compute_instance" "vm" { name = "vm" }',
        """
resource "google_compute_instance" "vm" {
  shielded_instance_config {
    enable_secure_boot = true
  }
}
""",
    ),
)
def check(machine):
    if not machine.get("shielded_instance_config.enable_vtpm", default=True):
        yield machine.fail("shielded_instance_config.enable_vtpm", "the vTPM is off")
