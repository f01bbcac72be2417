"""The machine may send packets in the name of others, and receive what is meant for them.

A router, VPN gateway or proxy appliance needs that; on any other machine it helps an intruder to
get around the firewall rules of the network.
"""

from scanner import MEDIUM, rule
from scanner.shapes import MACHINES


@rule(
    on=MACHINES,
    severity=MEDIUM,
    fix="Remove can_ip_forward.",
    aliases=("CKV_GCP_36", "AVD-GCP-0043"),
    cwe=284,
    references=("https://cloud.google.com/vpc/docs/using-routes#canipforward",),
    bad=('resource "google_compute_instance" "vm" { can_ip_forward = true }  # here',),
    good=(
        'resource "google_compute_instance" "vm" { can_ip_forward = false }',
        'resource "google_compute_instance" "vm" { name = "vm" }',
    ),
)
def check(machine):
    if machine.get("can_ip_forward", default=False):
        yield machine.fail("can_ip_forward", "the machine may forward packets of others")
