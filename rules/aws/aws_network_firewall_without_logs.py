"""The firewall drops and alerts, and nobody sees it.

Without a logging configuration neither the flows nor the alerts of its rules are written anywhere,
so that an attack that it stops, or one that it lets through, leaves no trace.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_networkfirewall_firewall",
    severity=MEDIUM,
    fix="Add aws_networkfirewall_logging_configuration for flows and alerts.",
    aliases=("CKV2_AWS_63",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html",
    ),
    bad=('resource "aws_networkfirewall_firewall" "main" { name = "main" }  # here',),
    good=(
        """
resource "aws_networkfirewall_firewall" "main" {
  name = "main"
}

resource "aws_networkfirewall_logging_configuration" "main" {
  firewall_arn = aws_networkfirewall_firewall.main.arn
  logging_configuration {
    log_destination_config {
      log_type             = "ALERT"
      log_destination_type = "CloudWatchLogs"
      log_destination      = { logGroup = "/firewall/alerts" }
    }
  }
}
""",
        'resource "aws_networkfirewall_firewall_policy" "main" { name = "main" }',
    ),
)  # fmt: skip
def check(firewall):
    if not firewall.related("aws_networkfirewall_logging_configuration", "firewall_arn"):
        yield firewall.fail(message="the firewall writes no logs")
