"""The monitor turns red and nobody learns of it.

A message without an @ notifies no person, channel or service. A monitor that is only part of a
composite one can do without; ignore it with that as the reason.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_HANDLE = re.compile(r"(?:^|[\s}])@[\w-]")


@rule(
    on="datadog_monitor",
    severity=MEDIUM,
    fix="Name who is told in the message, as in @slack-oncall or @team@example.com.",
    cwe=778,
    references=("https://docs.datadoghq.com/monitors/notify/",),
    bad=(
        """
resource "datadog_monitor" "errors" {
  name    = "Errors"
  type    = "metric alert"
  query   = "avg(last_5m):sum:errors{*} > 10"
  message = "Too many errors"  # here
}
""",
    ),
    good=(
        """
resource "datadog_monitor" "errors" {
  name    = "Errors"
  type    = "metric alert"
  query   = "avg(last_5m):sum:errors{*} > 10"
  message = "Too many errors @slack-oncall"
}
""",
        """
resource "datadog_monitor" "errors" {
  name    = "Errors"
  type    = "metric alert"
  query   = "avg(last_5m):sum:errors{*} > 10"
  message = "{{#is_alert}}Too many errors @pagerduty{{/is_alert}}"
}
""",
    ),
)
def check(monitor):
    if not matches(_HANDLE, monitor.get("message", default="")):
        yield monitor.fail("message", "nobody is notified")
