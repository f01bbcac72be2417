"""This filter rule only writes down what it would stop, and stops nothing.

Preview is for trying a rule on live traffic. Forgotten there, it looks like protection in every
list.
"""

from scanner import LOW, rule


@rule(
    on="google_compute_security_policy",
    severity=LOW,
    fix="Remove preview once the rule is proven.",
    cwe=693,
    references=("https://cloud.google.com/armor/docs/security-policy-overview#preview_mode",),
    bad=(
        """
resource "google_compute_security_policy" "web" {
  name = "web"
  rule {
    action   = "deny(403)"
    priority = 1000
    preview  = true  # here
    match {
      expr {
        expression = "evaluatePreconfiguredWaf('sqli-v33-stable')"
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "google_compute_security_policy" "web" {
  name = "web"
  rule {
    action   = "deny(403)"
    priority = 1000
    match {
      expr {
        expression = "evaluatePreconfiguredWaf('sqli-v33-stable')"
      }
    }
  }
}
""",
        """
resource "google_compute_security_policy" "web" {
  name = "web"
  rule {
    action   = "allow"
    priority = 1000
    preview  = true
    match {
      expr {
        expression = "request.path.matches('/health')"
      }
    }
  }
}
""",
    ),
)
def check(policy):
    for filter_ in policy.each("rule"):
        if filter_.get("preview", default=False) and filter_.get("action") != "allow":
            yield filter_.fail("preview", "the rule stops nothing")
