"""Clients may talk to the brokers in plain text, so records and logins can be read on the way.

TLS alone is the default. TLS_PLAINTEXT keeps the plain listener open beside it for clients that
were never moved, and PLAINTEXT has no other.
"""

from scanner import HIGH, rule


@rule(
    on="aws_msk_cluster",
    severity=HIGH,
    fix='Set client_broker = "TLS" in encryption_in_transit, or leave it out.',
    aliases=("AVD-AWS-0073",),
    related_ids=("CKV_AWS_81",),
    cwe=319,
    references=("https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",),
    bad=(
        """
resource "aws_msk_cluster" "events" {
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS_PLAINTEXT"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_msk_cluster" "events" {
  encryption_info {
    encryption_in_transit { client_broker = "TLS" }
  }
}
""",
        'resource "aws_msk_cluster" "events" { cluster_name = "events" }',
    ),
)
def check(cluster):
    path = "encryption_info.encryption_in_transit.client_broker"
    if cluster.get(path, default="TLS") in ("TLS_PLAINTEXT", "PLAINTEXT"):
        yield cluster.fail(path, "clients may connect without TLS")
