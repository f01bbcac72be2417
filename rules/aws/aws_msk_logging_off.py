"""When brokers misbehave or somebody is refused, there is no broker log to look at.

MSK writes broker logs to CloudWatch, Firehose or S3, but to none of them unless logging_info says
so; a block with enabled = false is no destination.
"""

from scanner import MEDIUM, rule

_DESTINATIONS = ("cloudwatch_logs", "firehose", "s3")


@rule(
    on="aws_msk_cluster",
    severity=MEDIUM,
    fix="Add logging_info with broker_logs to CloudWatch, Firehose or S3.",
    aliases=("CKV_AWS_80", "AVD-AWS-0074"),
    cwe=778,
    references=("https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html",),
    bad=(
        'resource "aws_msk_cluster" "events" { cluster_name = "events" }  # here',
        """
resource "aws_msk_cluster" "events" {  # here
  logging_info {
    broker_logs {
      cloudwatch_logs { enabled = false }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_msk_cluster" "events" {
  logging_info {
    broker_logs {
      cloudwatch_logs { enabled = false }
      s3 {
        enabled = true
        bucket  = "logs"
      }
    }
  }
}
""",
        """
resource "aws_msk_cluster" "events" {
  logging_info {
    broker_logs {
      firehose { enabled = true }
    }
  }
}
""",
    ),
)
def check(cluster):
    logs = cluster.sub("logging_info.broker_logs")
    if not any(logs.get(f"{name}.enabled", default=False) for name in _DESTINATIONS):
        yield cluster.fail(message="broker logs go nowhere")
