"""The monitor is silent for good: what it watches can fail without anybody knowing.

A silenced scope with 0 as its end is never heard again. Downtimes have an end and a reason.
"""

from scanner import MEDIUM, rule


@rule(
    on="datadog_monitor",
    severity=MEDIUM,
    fix="Remove silenced and use a datadog_downtime_schedule with an end.",
    cwe=778,
    references=("https://docs.datadoghq.com/monitors/downtimes/",),
    bad=(
        """
resource "datadog_monitor" "errors" {
  name    = "Errors"
  type    = "metric alert"
  query   = "avg(last_5m):sum:errors{*} > 10"
  message = "@oncall"
  silenced = { "*" = 0 }  # here
}
""",
    ),
    good=(
        """
resource "datadog_monitor" "errors" {
  name    = "Errors"
  type    = "metric alert"
  query   = "avg(last_5m):sum:errors{*} > 10"
  message = "@oncall"
}
""",
        """
resource "datadog_monitor" "errors" {
  name     = "Errors"
  type     = "metric alert"
  query    = "avg(last_5m):sum:errors{*} > 10"
  message  = "@oncall"
  silenced = { "env:staging" = 1798761600 }
}
""",
    ),
)
def check(monitor):
    if any(scope.value in (0, "0") for scope in monitor.entries("silenced")):
        yield monitor.fail("silenced", "the monitor is muted without an end")
