"""The check from outside fails and nobody learns of it.

A synthetic test without a handle in its message notifies no person, channel or service.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches

_HANDLE = re.compile(r"(?:^|[\s}])@[\w-]")


@rule(
    on="datadog_synthetics_test",
    severity=LOW,
    fix="Name who is told in the message, as in @slack-oncall.",
    cwe=778,
    references=("https://docs.datadoghq.com/synthetics/notifications/",),
    bad=(
        """
resource "datadog_synthetics_test" "shop" {  # here
  name      = "Shop"
  type      = "api"
  status    = "live"
  locations = ["aws:eu-central-1"]
}
""",
        """
resource "datadog_synthetics_test" "shop" {
  name      = "Shop"
  type      = "api"
  status    = "live"
  message   = "The shop is down"  # here
  locations = ["aws:eu-central-1"]
}
""",
    ),
    good=(
        """
resource "datadog_synthetics_test" "shop" {
  name      = "Shop"
  type      = "api"
  status    = "live"
  message   = "The shop is down @oncall@example.com"
  locations = ["aws:eu-central-1"]
}
""",
        """
resource "datadog_synthetics_test" "draft" {
  name      = "Draft"
  type      = "browser"
  status    = "paused"
  locations = ["aws:eu-central-1"]
}
""",
    ),
)
def check(test):
    if test.get("status", default="live") == "paused":
        return
    if not matches(_HANDLE, test.get("message", default="")):
        yield test.fail("message", "nobody is notified")
