"""The machine's serial console answers to the internet, outside of every firewall.

Interactive serial access does not know firewall rules or source addresses; whoever has a key of an
allowed user gets a console. It is for repairing a machine that does not start, and off by default.
"""

from scanner import MEDIUM, rule
from scanner.shapes import MACHINES, metadata_is_on


@rule(
    on=(*MACHINES, "google_compute_project_metadata"),
    severity=MEDIUM,
    fix='Remove serial-port-enable from the metadata, or set it to "FALSE".',
    aliases=("CKV_GCP_35", "AVD-GCP-0032"),
    cwe=284,
    references=(
        "https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-using-serial-console",
    ),
    bad=(
        """
resource "google_compute_instance" "vm" {
  metadata = {
    serial-port-enable = "TRUE"  # here
  }
}
""",
        """
resource "google_compute_project_metadata" "all" {
  metadata = {
    serial-port-enable = 1  # here
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  metadata = {
    serial-port-enable         = "FALSE"
    serial-port-logging-enable = "TRUE"
  }
}
""",
        'resource "google_compute_instance" "vm" { name = "vm" }',
    ),
)
def check(machine):
    if metadata_is_on(machine, "serial-port-enable"):
        yield machine.fail(("metadata", "serial-port-enable"), "the serial console is open")
