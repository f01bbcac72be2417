"""One address can try passwords, or flood the application, as fast as it likes.

A rate-based rule turns away addresses that send more than a number of requests in some minutes.
Rules that come as JSON are not looked into.
"""

from scanner import LOW, rule


@rule(
    on="aws_wafv2_web_acl",
    severity=LOW,
    fix="Add a rule with rate_based_statement.",
    cwe=770,
    references=(
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
    ),
    bad=(
        """
resource "aws_wafv2_web_acl" "main" {  # here
  rule {
    name = "geo"
    statement {
      geo_match_statement { country_codes = ["KP"] }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_wafv2_web_acl" "main" {
  rule {
    name = "geo"
    statement {
      geo_match_statement { country_codes = ["KP"] }
    }
  }
  rule {
    name = "rate"
    statement {
      rate_based_statement { limit = 2000 }
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
        if any(True for _ in one.each("statement.rate_based_statement")):
            return
    yield acl.fail(message="no rule limits the rate of an address")
