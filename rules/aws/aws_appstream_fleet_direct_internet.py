"""Streamed desktops and applications reach the internet past the network's controls.

The fleet's default internet access gives each instance a public address. Without it traffic takes
the subnet's way, with its gateways and firewalls.
"""

from scanner import LOW, rule


@rule(
    on="aws_appstream_fleet",
    severity=LOW,
    fix="Leave out enable_default_internet_access, and route by a NAT gateway.",
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/appstream2/latest/developerguide/internet-access.html",
    ),
    bad=(
        'resource "aws_appstream_fleet" "office" { enable_default_internet_access = true }  # here',
    ),
    good=(
        'resource "aws_appstream_fleet" "office" { enable_default_internet_access = false }',
        'resource "aws_appstream_fleet" "office" { name = "office" }',
    ),
)
def check(fleet):
    if fleet.get("enable_default_internet_access", default=False):
        yield fleet.fail("enable_default_internet_access", "instances are on the internet")
