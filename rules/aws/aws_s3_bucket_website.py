"""A static website in a bucket is served over plain HTTP, from a bucket that must be public.

S3's website endpoints know no TLS, so that anyone on the way can read and change the pages.
CloudFront with origin access control serves the same files over HTTPS from a private bucket. A
bucket that only redirects to HTTPS elsewhere is left out.
"""

from scanner import LOW, rule


@rule(
    on=("aws_s3_bucket_website_configuration", "aws_s3_bucket"),
    severity=LOW,
    fix="Serve the files by CloudFront with origin access control and keep the bucket private.",
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
    ),
    bad=(
        """
resource "aws_s3_bucket_website_configuration" "site" {
  bucket = "site"
  index_document {
    suffix = "index.html"  # here
  }
}
""",
        """
resource "aws_s3_bucket" "site" {
  bucket = "site"
  website {
    index_document = "index.html"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_website_configuration" "redirect" {
  bucket = "site"
  redirect_all_requests_to {
    host_name = "www.example.com"
    protocol  = "https"
  }
}
""",
        'resource "aws_s3_bucket" "data" { bucket = "data" }',
        """
resource "aws_s3_bucket" "site" {
  bucket = "site"
  website {
    index_document = "index.html"
  }
}

resource "aws_s3_bucket_website_configuration" "redirect" {
  bucket = aws_s3_bucket.site.id
  redirect_all_requests_to {
    host_name = "www.example.com"
  }
}
""",
    ),
)  # fmt: skip
def check(site):
    path = "index_document.suffix"
    if site.type == "aws_s3_bucket":
        # In a state the bucket shows what the resource of its own sets.
        if site.related("aws_s3_bucket_website_configuration", "bucket"):
            return
        path = "website.index_document"
    if site.is_set(path):
        yield site.fail(path, "the site is served over plain HTTP")
