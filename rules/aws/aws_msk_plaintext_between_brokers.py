"""Every record is replicated between brokers, and here that happens in plain text across zones.

It is on by default and cannot be changed after the cluster is made. The little that TLS costs is
no reason: only in_cluster = false switches it off.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_msk_cluster",
    severity=MEDIUM,
    fix="Remove in_cluster = false from encryption_in_transit.",
    related_ids=("CKV_AWS_81",),
    cwe=319,
    references=("https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",),
    bad=(
        """
resource "aws_msk_cluster" "events" {
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = false  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_msk_cluster" "events" {
  encryption_info {
    encryption_in_transit { in_cluster = true }
  }
}
""",
        """
resource "aws_msk_cluster" "events" {
  encryption_info {
    encryption_in_transit { client_broker = "TLS" }
  }
}
""",
    ),
)
def check(cluster):
    path = "encryption_info.encryption_in_transit.in_cluster"
    if not cluster.get(path, default=True):
        yield cluster.fail(path, "brokers talk in plain text")
