"""A changed boot loader or kernel module starts on this machine without anybody noticing.

Secure Boot runs only signed boot components, which keeps a rootkit from surviving a restart. It is
the one part of Shielded VM that is off by default, since unsigned drivers do not load with it.
"""

from scanner import LOW, rule
from scanner.shapes import MACHINES


@rule(
    on=MACHINES,
    severity=LOW,
    fix="Set shielded_instance_config.enable_secure_boot = true.",
    aliases=("AVD-GCP-0067",),
    related_ids=("CKV_GCP_39",),
    cwe=693,
    references=("https://cloud.google.com/compute/shielded-vm/docs/shielded-vm",),
    bad=(
        'resource "google_compute_instance" "vm" { name = "vm" }  # here',
        """
resource "google_compute_instance" "vm" {
  shielded_instance_config {
    enable_secure_boot = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  shielded_instance_config {
    enable_secure_boot = true
  }
}
""",
        """
resource "google_compute_instance_template" "vm" {
  shielded_instance_config {
    enable_secure_boot          = true
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }
}
""",
    ),
)
def check(machine):
    if not machine.get("shielded_instance_config.enable_secure_boot", default=False):
        yield machine.fail("shielded_instance_config.enable_secure_boot", "Secure Boot is off")
