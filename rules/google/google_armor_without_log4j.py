"""One line in a request takes over a Java application behind this policy (CVE-2021-44228).

The preconfigured rule cve-canary stops messages that make Log4j load code, and newer flaws of that
kind. It has to be a rule that denies and is not merely a preview.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_LOG4J = re.compile(r"evaluatePreconfigured(?:Waf|Expr)\('cve-canary")


@rule(
    on="google_compute_security_policy",
    severity=MEDIUM,
    fix="Add a rule that denies evaluatePreconfiguredWaf('cve-canary').",
    related_ids=("CKV_GCP_73",),
    cwe=20,
    references=("https://cloud.google.com/armor/docs/waf-rules#cves_and_other_vulnerabilities",),
    bad=(
        """
resource "google_compute_security_policy" "web" {  # here
  name = "web"
}
""",
        """
resource "google_compute_security_policy" "web" {  # here
  name = "web"
  rule {
    action   = "deny(403)"
    priority = 1000
    preview  = true
    match {
      expr {
        expression = "evaluatePreconfiguredWaf('cve-canary')"
      }
    }
  }
}
""",
        """
resource "google_compute_security_policy" "web" {  # here
  name = "web"
  rule {
    action   = "allow"
    priority = 1000
    match {
      expr {
        expression = "evaluatePreconfiguredWaf('cve-canary')"
      }
    }
  }
}
""",
        """
resource "google_compute_security_policy" "web" {  # here
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
        expression = "evaluatePreconfiguredWaf('cve-canary', {'sensitivity': 1})"
      }
    }
  }
}
""",
        """
resource "google_compute_security_policy" "web" {
  name = "web"
  type = "CLOUD_ARMOR_EDGE"
}
""",
    ),
)
def check(policy):
    if policy.get("type", default="CLOUD_ARMOR") != "CLOUD_ARMOR":
        return
    for filter_ in policy.each("rule"):
        if (
            matches(_LOG4J, filter_.get("match.expr.expression", default=""))
            and filter_.get("action") != "allow"
            and not filter_.get("preview", default=False)
        ):
            return
    yield policy.fail(message="requests that attack Log4j are let through")
