"""A web ACL without rules inspects nothing, while the service behind it looks protected.

What matches no rule gets the default action, so one that allows by default lets everything
through. An ACL that blocks by default is left alone, and so is one whose rules come as JSON.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_wafv2_web_acl",
    severity=MEDIUM,
    fix="Add rules, at least managed rule groups and a rate limit.",
    related_ids=("CKV_AWS_175",),
    cwe=693,
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",),
    bad=(
        """
resource "aws_wafv2_web_acl" "main" {  # here
  scope = "REGIONAL"
  default_action {
    allow {}
  }
}
""",
    ),
    good=(
        """
resource "aws_wafv2_web_acl" "main" {
  default_action {
    allow {}
  }
  rule {
    name = "rate"
    statement {
      rate_based_statement { limit = 2000 }
    }
  }
}
""",
        """
resource "aws_wafv2_web_acl" "main" {
  rule_json = jsonencode([{ Name = "rate" }])
  default_action {
    allow {}
  }
}
""",
        """
resource "aws_wafv2_web_acl" "closed" {
  default_action {
    block {}
  }
}
""",
        """
resource "aws_wafv2_web_acl" "main" {
  default_action {
    allow {}
  }
}

resource "aws_wafv2_web_acl_rule_group_association" "common" {
  web_acl_arn = aws_wafv2_web_acl.main.arn
}
""",
    ),
)
def check(acl):
    if acl.is_set("rule_json") or any(True for _ in acl.each("rule")):
        return
    if not any(True for _ in acl.each("default_action.allow")):
        return
    if not acl.related("aws_wafv2_web_acl_rule_group_association", "web_acl_arn"):
        yield acl.fail("rule", "the web ACL has no rules")
