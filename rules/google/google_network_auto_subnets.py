"""This network makes itself a subnet in every region, those of tomorrow included.

All networks of this kind use the same ranges, so that two of them can never be peered or joined to
an office, and regions that nobody uses are open for machines.
"""

from scanner import LOW, rule


@rule(
    on="google_compute_network",
    severity=LOW,
    fix="Set auto_create_subnetworks = false and define the subnets.",
    cwe=1188,
    references=("https://cloud.google.com/vpc/docs/vpc#auto-mode-considerations",),
    bad=(
        """
resource "google_compute_network" "main" {  # here
  name = "main"
}
""",
        """
resource "google_compute_network" "main" {
  auto_create_subnetworks = true  # here
}
""",
    ),
    good=(
        """
resource "google_compute_network" "main" {
  auto_create_subnetworks = false
}
""",
        """
resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
  routing_mode            = "GLOBAL"
}
""",
    ),
)
def check(network):
    if network.get("auto_create_subnetworks", default=True):
        yield network.fail("auto_create_subnetworks", "every region gets a subnet")
