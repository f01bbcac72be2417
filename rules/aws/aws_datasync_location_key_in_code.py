"""The key to another object store stands in the code and in the state.

It gives whoever reads the repository what DataSync may do there. A value that comes from a variable
or a look-up is no literal.
"""

from scanner import HIGH, rule
from scanner.shapes import is_literal


@rule(
    on="aws_datasync_location_object_storage",
    severity=HIGH,
    fix="Pass secret_key in from a secret, and give the key the least rights.",
    related_ids=("CKV_AWS_295",),
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/datasync/latest/userguide/create-object-location.html",
    ),
    bad=(
        """
resource "aws_datasync_location_object_storage" "minio" {
  access_key = "sync"
  secret_key = "correct-horse-battery"  # here
}
""",
    ),
    good=(
        """
variable "key" {
  sensitive = true
  default   = null
}

resource "aws_datasync_location_object_storage" "minio" {
  access_key = "sync"
  secret_key = var.key
}
""",
        """
resource "aws_datasync_location_object_storage" "open" {
  bucket_name = "public"
}
""",
    ),
)
def check(location):
    if is_literal(location.get("secret_key", default="")):
        yield location.fail("secret_key", "the key stands in the code")
