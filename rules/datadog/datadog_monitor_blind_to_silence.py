"""When the agent or the service dies, its metric ends, and the monitor says nothing.

A metric alert without notify_no_data (or on_missing_data) takes missing data for good news. Event
and log monitors, which have nothing to say most of the time, are left alone.
"""

from scanner import LOW, rule


@rule(
    on="datadog_monitor",
    severity=LOW,
    fix='Set on_missing_data = "show_and_notify_no_data", or notify_no_data = true.',
    cwe=778,
    references=("https://docs.datadoghq.com/monitors/configuration/?tab=thresholdalert#no-data",),
    bad=(
        """
resource "datadog_monitor" "cpu" {  # here
  name    = "CPU"
  type    = "metric alert"
  query   = "avg(last_5m):avg:system.cpu.user{*} > 90"
  message = "@oncall"
}
""",
        """
resource "datadog_monitor" "cpu" {
  name           = "CPU"
  type           = "metric alert"
  query          = "avg(last_5m):avg:system.cpu.user{*} > 90"
  message        = "@oncall"
  notify_no_data = false  # here
}
""",
    ),
    good=(
        """
resource "datadog_monitor" "cpu" {
  name            = "CPU"
  type            = "metric alert"
  query           = "avg(last_5m):avg:system.cpu.user{*} > 90"
  message         = "@oncall"
  on_missing_data = "show_and_notify_no_data"
}
""",
        """
resource "datadog_monitor" "cpu" {
  name           = "CPU"
  type           = "metric alert"
  query          = "avg(last_5m):avg:system.cpu.user{*} > 90"
  message        = "@oncall"
  notify_no_data = true
}
""",
        """
resource "datadog_monitor" "logs" {
  name    = "Errors in logs"
  type    = "log alert"
  query   = "logs(\\"status:error\\").index(\\"*\\").rollup(\\"count\\").last(\\"5m\\") > 10"
  message = "@oncall"
}
""",
    ),
)
def check(monitor):
    if monitor.get("type") != "metric alert" or monitor.is_set("on_missing_data"):
        return
    if not monitor.get("notify_no_data", default=False):
        yield monitor.fail("notify_no_data", "missing data is taken for good news")
