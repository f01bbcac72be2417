"""The brokers have public addresses; only their login keeps the internet from your records.

MSK allows this only with TLS and authentication on, so it is not open by itself, but every flaw in
Kafka and every leaked password is now usable from anywhere.
"""

from scanner import HIGH, rule


@rule(
    on="aws_msk_cluster",
    severity=HIGH,
    fix="Remove public_access, and reach the brokers by VPC connectivity or peering.",
    aliases=("CKV_AWS_291",),
    cwe=284,
    references=("https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html",),
    bad=(
        """
resource "aws_msk_cluster" "events" {
  broker_node_group_info {
    connectivity_info {
      public_access {
        type = "SERVICE_PROVIDED_EIPS"  # here
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_msk_cluster" "events" {
  broker_node_group_info {
    connectivity_info {
      public_access { type = "DISABLED" }
    }
  }
}
""",
        """
resource "aws_msk_cluster" "events" {
  broker_node_group_info { client_subnets = ["subnet-1", "subnet-2"] }
}
""",
    ),
)
def check(cluster):
    path = "broker_node_group_info.connectivity_info.public_access.type"
    if cluster.get(path, default="DISABLED") == "SERVICE_PROVIDED_EIPS":
        yield cluster.fail(path, "the brokers have public addresses")
