"""Requests that carry the Log4Shell lookup, or other known exploits, pass this web ACL.

The managed group AWSManagedRulesKnownBadInputsRuleSet stops them at no extra price. Rules that come
as JSON, and those with groups of one's own or of other vendors, are not looked into.
"""

from scanner import LOW, rule

_GROUP = "AWSManagedRulesKnownBadInputsRuleSet"


@rule(
    on="aws_wafv2_web_acl",
    severity=LOW,
    fix="Add a rule with the managed rule group AWSManagedRulesKnownBadInputsRuleSet.",
    related_ids=("CKV_AWS_192",),
    cwe=917,
    references=(
        "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
    ),
    bad=(
        """
resource "aws_wafv2_web_acl" "main" {  # here
  rule {
    name = "common"
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
      }
    }
  }
}
""",
        'resource "aws_wafv2_web_acl" "main" { name = "main" }  # here',
    ),
    good=(
        """
resource "aws_wafv2_web_acl" "main" {
  rule {
    name = "inputs"
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
      }
    }
  }
}
""",
        """
resource "aws_wafv2_web_acl" "main" {
  rule {
    name = "ours"
    statement {
      rule_group_reference_statement {
        arn = "arn:aws:wafv2:eu-central-1:111122223333:regional/rulegroup/ours/1"
      }
    }
  }
}
""",
        """
resource "aws_wafv2_web_acl" "main" {
  rule {
    name = "vendor"
    statement {
      managed_rule_group_statement {
        vendor_name = "F5"
        name        = "OWASP_Managed"
      }
    }
  }
}
""",
        'resource "aws_wafv2_web_acl" "main" { rule_json = jsonencode([]) }',
    ),
)
def check(acl):
    if acl.is_set("rule_json"):
        return
    for one in acl.each("rule"):
        if any(True for _ in one.each("statement.rule_group_reference_statement")):
            return
        for group in one.each("statement.managed_rule_group_statement"):
            if group.get("name") == _GROUP or group.get("vendor_name", default="AWS") != "AWS":
                return
    yield acl.fail(message="known exploits are not stopped")
