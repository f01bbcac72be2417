"""Unsigned code is deployed all the same: the configuration logs a warning and lets it through.

Warn is the default, meant for the time of introduction. Only Enforce blocks a package whose
signature is missing, expired or not from a trusted publisher.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_lambda_code_signing_config",
    severity=MEDIUM,
    fix='Set untrusted_artifact_on_deployment = "Enforce" in policies.',
    cwe=345,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",),
    bad=(
        """
resource "aws_lambda_code_signing_config" "release" {  # here
  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:signer:eu-west-1:123456789012:/signing-profiles/a/1"]
  }
}
""",
        """
resource "aws_lambda_code_signing_config" "release" {
  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:signer:eu-west-1:123456789012:/signing-profiles/a/1"]
  }
  policies {
    untrusted_artifact_on_deployment = "Warn"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_lambda_code_signing_config" "release" {
  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:signer:eu-west-1:123456789012:/signing-profiles/a/1"]
  }
  policies {
    untrusted_artifact_on_deployment = "Enforce"
  }
}
""",
        """
locals { strict = true }

resource "aws_lambda_code_signing_config" "release" {
  policies {
    untrusted_artifact_on_deployment = local.strict ? "Enforce" : "Warn"
  }
}
""",
    ),
)
def check(config):
    path = "policies.untrusted_artifact_on_deployment"
    if config.get(path, default="Warn") != "Enforce":
        yield config.fail(path, "untrusted code is deployed with a warning only")
