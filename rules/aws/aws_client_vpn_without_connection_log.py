"""Nobody can tell who was connected to the network, from where and when.

Client VPN writes each connection, with the user and the address, to CloudWatch Logs when
connection_log_options are enabled.
"""

from scanner import LOW, rule


@rule(
    on="aws_ec2_client_vpn_endpoint",
    severity=LOW,
    fix="Set enabled = true in connection_log_options and name a log group.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/config/latest/developerguide/ec2-client-vpn-connection-log-enabled.html",
    ),
    bad=(
        """
resource "aws_ec2_client_vpn_endpoint" "staff" {
  server_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a"
  connection_log_options {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_ec2_client_vpn_endpoint" "staff" {
  server_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a"
  connection_log_options {
    enabled              = true
    cloudwatch_log_group = "/vpn/staff"
  }
}
""",
        """
resource "aws_ec2_client_vpn_endpoint" "staff" {
  server_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a"
  client_login_banner_options {
    enabled = false
  }
  connection_log_options {
    enabled              = true
    cloudwatch_log_group = "/vpn/staff"
  }
}
""",
    ),
)  # fmt: skip
def check(endpoint):
    if not endpoint.get("connection_log_options.enabled", default=False):
        yield endpoint.fail("connection_log_options.enabled", "connections are not logged")
