"""The machine's memory can be read by whoever controls the host it runs on.

Confidential VMs encrypt their memory with a key that the processor keeps to itself. They exist for
some machine types only and cost more, so that they are for data that must not be seen even by the
provider.
"""

from scanner import LOW, rule
from scanner.shapes import MACHINES


@rule(
    on=MACHINES,
    severity=LOW,
    fix="Add confidential_instance_config on a machine type that supports it.",
    cwe=311,
    references=(
        "https://cloud.google.com/confidential-computing/confidential-vm/docs/confidential-vm-overview",
    ),
    bad=(
        'resource "google_compute_instance" "vm" { machine_type = "n2d-standard-2" }  # here',
        """
resource "google_compute_instance" "vm" {
  confidential_instance_config {
    enable_confidential_compute = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  confidential_instance_config {
    enable_confidential_compute = true
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  confidential_instance_config {
    confidential_instance_type = "SEV_SNP"
  }
}
""",
    ),
)
def check(machine):
    config = machine.sub("confidential_instance_config")
    if config.is_set("confidential_instance_type"):
        return
    if not config.get("enable_confidential_compute", default=False):
        yield config.fail("enable_confidential_compute", "memory is not encrypted")
