"""Two applies at once can overwrite each other's state and lose resources from it.

The S3 backend locks only when told how: with use_lockfile (Terraform 1.10 and newer) or with a
DynamoDB table.
"""

from scanner import LOW, rule


@rule(
    on="terraform_backend",
    severity=LOW,
    fix="Set use_lockfile = true, or dynamodb_table before Terraform 1.10.",
    cwe=362,
    references=("https://developer.hashicorp.com/terraform/language/backend/s3#state-locking",),
    bad=(
        """
terraform {
  backend "s3" {  # here
    bucket = "state"
  }
}
""",
        """
terraform {
  backend "s3" {  # here
    use_lockfile = false
  }
}
""",
    ),
    good=(
        """
terraform {
  backend "s3" {
    dynamodb_table = "locks"
  }
}
""",
        """
terraform {
  backend "s3" {
    use_lockfile = true
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
    if backend.get("type") != "s3" or backend.is_set("dynamodb_table"):
        return
    if not backend.get("use_lockfile", default=False):
        yield backend.fail(message="nothing locks the state while it is written")
