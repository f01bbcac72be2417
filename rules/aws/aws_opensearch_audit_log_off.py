"""Failed logins and access to indices leave no trace: the audit log is not published.

Audit logs come with fine-grained access control and go to CloudWatch through a block of
log_publishing_options with AUDIT_LOGS. Other logs, such as slow queries, do not replace them.
"""

from scanner import LOW, rule


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=LOW,
    fix="Add log_publishing_options for AUDIT_LOGS.",
    aliases=("CKV_AWS_317",),
    related_ids=("AVD-AWS-0042",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html",
    ),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_opensearch_domain" "logs" {  # here
  log_publishing_options {
    log_type = "ES_APPLICATION_LOGS"
  }
  log_publishing_options {
    enabled  = false
    log_type = "AUDIT_LOGS"
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  log_publishing_options { log_type = "AUDIT_LOGS" }
}
""",
        """
resource "aws_elasticsearch_domain" "logs" {
  log_publishing_options { log_type = "SEARCH_SLOW_LOGS" }
  log_publishing_options {
    enabled  = true
    log_type = "AUDIT_LOGS"
  }
}
""",
    ),
)
def check(domain):
    if not any(_audits(log) for log in domain.each("log_publishing_options")):
        yield domain.fail(message="the audit log is not published")


def _audits(log):
    return log.get("log_type") == "AUDIT_LOGS" and log.get("enabled", default=True)
