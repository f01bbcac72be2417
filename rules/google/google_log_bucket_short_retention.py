"""When an intrusion is found, the logs of its beginning are already gone.

Intrusions are found after weeks. A log bucket keeps its entries for 30 days unless retention_days
says more; the parameter min_days sets what is enough.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=(
        "google_logging_project_bucket_config",
        "google_logging_folder_bucket_config",
        "google_logging_organization_bucket_config",
    ),
    severity=LOW,
    fix="Set retention_days to at least 90.",
    parameters={"min_days": 90},
    cwe=778,
    references=("https://cloud.google.com/logging/docs/buckets#custom-retention",),
    bad=(
        """
resource "google_logging_project_bucket_config" "logs" {  # here
  bucket_id = "_Default"
}
""",
        """
resource "google_logging_project_bucket_config" "logs" {
  bucket_id = "_Default"
  retention_days = 7  # here
}
""",
    ),
    good=(
        """
resource "google_logging_project_bucket_config" "logs" {
  bucket_id = "_Default"
  retention_days = 365
}
""",
        """
resource "google_logging_project_bucket_config" "logs" {
  bucket_id = "_Default"
  retention_days = 90
}
""",
    ),
)
def check(bucket):
    days = quantity(bucket.get("retention_days", default=30), default=0)
    if days < bucket.parameters["min_days"]:
        yield bucket.fail("retention_days", "logs are deleted too early")
