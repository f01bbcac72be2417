"""When the tunnel drops, or somebody tries keys on it, there is nothing to look at.

Each of a connection's two tunnels can write its negotiations to CloudWatch Logs.
"""

from scanner import LOW, rule


@rule(
    on="aws_vpn_connection",
    severity=LOW,
    fix="Add cloudwatch_log_options with log_enabled = true to both tunnels' log options.",
    cwe=778,
    references=("https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html",),
    bad=(
        """
resource "aws_vpn_connection" "office" {  # here
  customer_gateway_id = "cgw-1"
  type                = "ipsec.1"
  tunnel1_log_options {
    cloudwatch_log_options {
      log_enabled   = true
      log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:vpn"
    }
  }
}
""",
        """
resource "aws_vpn_connection" "office" {
  customer_gateway_id = "cgw-1"
  type                = "ipsec.1"
  tunnel1_log_options {
    cloudwatch_log_options {
      log_enabled = false  # here
    }
  }
  tunnel2_log_options {
    cloudwatch_log_options {
      log_enabled = true
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_vpn_connection" "office" {
  customer_gateway_id = "cgw-1"
  type                = "ipsec.1"
  tunnel1_log_options {
    cloudwatch_log_options {
      log_enabled   = true
      log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:vpn"
    }
  }
  tunnel2_log_options {
    cloudwatch_log_options {
      log_enabled   = true
      log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:vpn"
    }
  }
}
""",
        'resource "aws_customer_gateway" "office" { type = "ipsec.1" }',
    ),
)
def check(vpn):
    for tunnel in ("tunnel1_log_options", "tunnel2_log_options"):
        path = f"{tunnel}.cloudwatch_log_options.log_enabled"
        if not vpn.get(path, default=False):
            yield vpn.fail(path, "the tunnel writes no log")
