"""Terraform state holds every attribute in plain text, passwords and keys among them.

S3 encrypts new objects by default, but without encrypt = true Terraform asks for no encryption
itself: an older bucket, or one whose default was changed, keeps the state as plain as it came.
"""

from scanner import MEDIUM, rule


@rule(
    on="terraform_backend",
    severity=MEDIUM,
    fix="Set encrypt = true in the S3 backend.",
    cwe=311,
    references=("https://developer.hashicorp.com/terraform/language/backend/s3#encrypt",),
    bad=(
        """
terraform {
  backend "s3" {  # here
    bucket = "state"
    key    = "service.tfstate"
  }
}
""",
        """
terraform {
  backend "s3" {
    encrypt = false  # here
  }
}
""",
    ),
    good=(
        """
terraform {
  backend "s3" {
    bucket  = "state"
    encrypt = true
  }
}
""",
        """
terraform {
  backend "gcs" {
    bucket = "state"
  }
}
""",
    ),
)
def check(backend):
    if backend.get("type") == "s3" and not backend.get("encrypt", default=False):
        yield backend.fail("encrypt", "the state is written without asking for encryption")
