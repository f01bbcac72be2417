"""Binary Authorization is set up, and lets in every image.

A default rule of ALWAYS_ALLOW, or one that only writes to the log, protects no cluster that has no
rule of its own.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_binary_authorization_policy",
    severity=MEDIUM,
    fix="Use REQUIRE_ATTESTATION or ALWAYS_DENY and ENFORCED_BLOCK_AND_AUDIT_LOG.",
    cwe=494,
    references=("https://cloud.google.com/binary-authorization/docs/configuring-policy-console",),
    bad=(
        """
resource "google_binary_authorization_policy" "p" {
  default_admission_rule {
    evaluation_mode  = "ALWAYS_ALLOW"  # here
    enforcement_mode = "ENFORCED_BLOCK_AND_AUDIT_LOG"
  }
}
""",
        """
resource "google_binary_authorization_policy" "p" {
  default_admission_rule {
    evaluation_mode         = "REQUIRE_ATTESTATION"
    enforcement_mode        = "DRYRUN_AUDIT_LOG_ONLY"  # here
    require_attestations_by = ["projects/p/attestors/ci"]
  }
}
""",
    ),
    good=(
        """
resource "google_binary_authorization_policy" "p" {
  default_admission_rule {
    evaluation_mode         = "REQUIRE_ATTESTATION"
    enforcement_mode        = "ENFORCED_BLOCK_AND_AUDIT_LOG"
    require_attestations_by = ["projects/p/attestors/ci"]
  }
}
""",
        """
resource "google_binary_authorization_policy" "p" {
  default_admission_rule {
    evaluation_mode  = "ALWAYS_DENY"
    enforcement_mode = "ENFORCED_BLOCK_AND_AUDIT_LOG"
  }
  admission_whitelist_patterns {
    name_pattern = "europe-docker.pkg.dev/p/*"
  }
}
""",
    ),
)
def check(policy):
    for default in policy.each("default_admission_rule"):
        if default.get("evaluation_mode") == "ALWAYS_ALLOW":
            yield default.fail("evaluation_mode", "every image is let in")
        elif default.get("enforcement_mode") == "DRYRUN_AUDIT_LOG_ONLY":
            yield default.fail("enforcement_mode", "what is refused is only logged")
