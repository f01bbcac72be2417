"""A page of any site may make its visitors' browsers write to this bucket.

With origin "*" and a method that changes objects, a signed URL or token that leaks into a browser
can be used from every page. Reading from everywhere is common and left alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_storage_bucket",
    severity=MEDIUM,
    fix="Name the origins of your own pages in cors.",
    cwe=942,
    references=("https://cloud.google.com/storage/docs/cross-origin",),
    bad=(
        """
resource "google_storage_bucket" "uploads" {
  cors {
    origin = ["*"]  # here
    method = ["GET", "PUT"]
  }
}
""",
    ),
    good=(
        """
resource "google_storage_bucket" "uploads" {
  cors {
    origin = ["https://app.example.com"]
    method = ["GET", "PUT"]
  }
}
""",
        """
resource "google_storage_bucket" "fonts" {
  cors {
    origin = ["*"]
    method = ["GET", "HEAD"]
  }
}
""",
    ),
)
def check(bucket):
    for cors in bucket.each("cors"):
        if not any(method.value in _WRITING for method in cors.each("method")):
            continue
        for origin in cors.each("origin"):
            if origin.value == "*":
                yield origin.fail(message="any site may write to the bucket")


_WRITING = ("PUT", "POST", "DELETE", "PATCH", "*")
