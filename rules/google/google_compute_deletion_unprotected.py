"""One wrong plan or command deletes this machine with its disks.

Deletion protection makes Compute Engine refuse until it is switched off. Machines that a group
makes and replaces cannot have it, so that templates are not asked.
"""

from scanner import LOW, rule


@rule(
    on="google_compute_instance",
    severity=LOW,
    fix="Set deletion_protection = true on machines that hold state.",
    cwe=693,
    references=(
        "https://cloud.google.com/compute/docs/instances/preventing-accidental-vm-deletion",
    ),
    bad=(
        'resource "google_compute_instance" "vm" { name = "vm" }  # here',
        'resource "google_compute_instance" "vm" { deletion_protection = false }  # here',
    ),
    good=(
        'resource "google_compute_instance" "vm" { deletion_protection = true }',
        """
resource "google_compute_instance" "spot" {
  scheduling {
    preemptible = true
  }
}
""",
    ),
)
def check(machine):
    if machine.get("scheduling.preemptible", default=False):
        return
    if not machine.get("deletion_protection", default=False):
        yield machine.fail("deletion_protection", "the machine can be deleted at any time")
