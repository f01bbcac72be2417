"""When the domain slows down or fails, its error log is nowhere to be read.

OpenSearch publishes slow logs, the application log and the audit log to CloudWatch only where
log_publishing_options says so. A block that is there but switched off publishes nothing.
"""

from scanner import LOW, rule


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=LOW,
    fix="Add log_publishing_options for ES_APPLICATION_LOGS.",
    aliases=("CKV_AWS_84",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html",
    ),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_opensearch_domain" "logs" {  # here
  log_publishing_options {
    enabled                  = false
    log_type                 = "ES_APPLICATION_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:search"
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  log_publishing_options {
    log_type                 = "ES_APPLICATION_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:search"
  }
}
""",
        """
resource "aws_elasticsearch_domain" "logs" {
  log_publishing_options {
    enabled  = false
    log_type = "INDEX_SLOW_LOGS"
  }
  log_publishing_options {
    enabled  = true
    log_type = "SEARCH_SLOW_LOGS"
  }
}
""",
    ),
)
def check(domain):
    if not any(log.get("enabled", default=True) for log in domain.each("log_publishing_options")):
        yield domain.fail(message="no log is published")
