"""Anyone on the internet, or anyone with an AWS account, can use this bucket.

The canned ACLs public-read and public-read-write open every object to everyone;
authenticated-read opens them to every AWS account there is, not to the accounts of your own.
"""

from scanner import CRITICAL, rule

_PUBLIC = ("public-read", "public-read-write", "authenticated-read")


@rule(
    on=("aws_s3_bucket", "aws_s3_bucket_acl"),
    severity=CRITICAL,
    fix='Use acl = "private", and a CloudFront distribution for what must be public.',
    related_ids=("CKV_AWS_20", "CKV_AWS_57", "AVD-AWS-0092"),
    cwe=732,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",),
    bad=(
        """
resource "aws_s3_bucket_acl" "site" {
  bucket = "site"
  acl    = "public-read"  # here
}
""",
        """
resource "aws_s3_bucket" "site" {
  bucket = "site"
  acl    = "public-read-write"  # here
}
""",
        """
resource "aws_s3_bucket_acl" "site" {
  bucket = "site"
  access_control_policy {
    owner {
      id = "c1daexampleaaf850ea79cf0430f33d72579fd1611c97f7ded193374c0b163b6"
    }
    grant {
      permission = "READ"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"  # here
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_acl" "data" {
  bucket = "data"
  acl    = "private"
}
""",
        'resource "aws_s3_bucket" "data" { bucket = "data" }',
        """
resource "aws_s3_bucket_acl" "logs" {
  bucket = "logs"
  access_control_policy {
    owner {
      id = "c1daexampleaaf850ea79cf0430f33d72579fd1611c97f7ded193374c0b163b6"
    }
    grant {
      permission = "WRITE"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
    }
  }
}
""",
    ),
)
def check(bucket):
    if bucket.get("acl", default="private") in _PUBLIC:
        yield bucket.fail("acl", "the ACL lets in everyone")
    # The bucket's own, older argument spells the same with one block less.
    path, uri = ("grant", "uri")
    if bucket.type == "aws_s3_bucket_acl":
        path, uri = ("access_control_policy.grant", "grantee.uri")
    for grant in bucket.each(path):
        if _is_everyone(grant.get(uri, default="")):
            yield grant.fail(uri, "a grant lets in everyone")


def _is_everyone(uri):
    return uri.endswith(("/global/AllUsers", "/global/AuthenticatedUsers"))
