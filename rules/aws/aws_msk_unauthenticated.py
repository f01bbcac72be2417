"""Whoever reaches the brokers may read and write every topic: they ask for no login.

Without client_authentication MSK lets in everyone, and unauthenticated = true keeps that door open
beside the others. IAM, SCRAM and client certificates each close it.
"""

from scanner import HIGH, rule


@rule(
    on="aws_msk_cluster",
    severity=HIGH,
    fix="Add client_authentication with sasl, iam = true, and no unauthenticated access.",
    cwe=306,
    references=(
        "https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html",
        "https://docs.aws.amazon.com/msk/latest/developerguide/msk-update-security.html",
    ),
    bad=(
        'resource "aws_msk_cluster" "events" { cluster_name = "events" }  # here',
        """
resource "aws_msk_cluster" "events" {
  client_authentication {
    unauthenticated = true  # here
    sasl { iam = true }
  }
}
""",
        """
resource "aws_msk_cluster" "events" {  # here
  client_authentication {
    sasl {
      iam   = false
      scram = false
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_msk_cluster" "events" {
  client_authentication {
    sasl { iam = true }
  }
}
""",
        """
resource "aws_msk_cluster" "events" {
  client_authentication {
    unauthenticated = false
    sasl { scram = true }
  }
}
""",
        """
resource "aws_msk_cluster" "events" {
  client_authentication {
    tls { certificate_authority_arns = ["arn:aws:acm-pca:eu-central-1:111122223333:x"] }
  }
}
""",
    ),
)
def check(cluster):
    login = cluster.sub("client_authentication")
    if login.get("unauthenticated", default=False):
        yield login.fail("unauthenticated", "clients need no login")
    elif not (
        login.get("sasl.iam", default=False)
        or login.get("sasl.scram", default=False)
        or any(True for _ in login.each("tls.certificate_authority_arns"))
    ):
        yield cluster.fail(message="no client authentication is configured")
