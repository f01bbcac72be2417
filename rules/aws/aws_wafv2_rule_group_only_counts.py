"""A rule group that is overridden to count stops nothing.

Counting is how a group is tried out before it blocks. Left so, every attack that it recognises
still reaches the application.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_wafv2_web_acl",
    severity=MEDIUM,
    fix="Use override_action with none once the group is tuned; count single rules instead.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html",
    ),
    bad=(
        """
resource "aws_wafv2_web_acl" "main" {
  rule {
    name = "common"
    override_action {
      count {}  # here
    }
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_wafv2_web_acl" "main" {
  rule {
    name = "common"
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
        rule_action_override {
          name = "SizeRestrictions_BODY"
          action_to_use {
            count {}
          }
        }
      }
    }
  }
}
""",
        """
resource "aws_wafv2_web_acl" "main" {
  rule {
    name = "measured"
    action {
      count {}
    }
    statement {
      geo_match_statement { country_codes = ["KP"] }
    }
  }
}
""",
    ),
)
def check(acl):
    for one in acl.each("rule"):
        for count in one.each("override_action.count"):
            yield count.fail(message="the rule group stops nothing")
