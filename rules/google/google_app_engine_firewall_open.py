"""The application's firewall has a rule that lets in the whole internet.

Such a rule overrides every one after it, and stays when the application is meant for a company's
own people. A public site needs no firewall rules at all.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_ALLOW = re.compile(r"(?i)\Aallow\Z")


@rule(
    on="google_app_engine_firewall_rule",
    severity=MEDIUM,
    fix="Name the networks that may come in, and deny the rest.",
    cwe=284,
    references=("https://cloud.google.com/appengine/docs/standard/creating-firewalls",),
    bad=(
        """
resource "google_app_engine_firewall_rule" "r" {
  priority = 1000
  action       = "ALLOW"
  source_range = "*"  # here
}
""",
        """
resource "google_app_engine_firewall_rule" "r" {
  priority = 1000
  action       = "allow"
  source_range = "0.0.0.0/0"  # here
}
""",
    ),
    good=(
        """
resource "google_app_engine_firewall_rule" "r" {
  priority = 1000
  action       = "ALLOW"
  source_range = "203.0.113.0/24"
}
""",
        """
resource "google_app_engine_firewall_rule" "r" {
  priority = 1000
  action       = "DENY"
  source_range = "*"
}
""",
    ),
)
def check(rule_):
    if not matches(_ALLOW, rule_.get("action", default="")):
        return
    if rule_.get("source_range", default="") in ("*", "0.0.0.0/0", "::/0"):
        yield rule_.fail("source_range", "the whole internet is let in")
