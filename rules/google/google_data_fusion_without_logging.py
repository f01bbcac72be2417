"""Nobody can tell afterwards what the pipelines of this instance did.

Logs and metrics of pipelines go to Cloud Logging and Monitoring only where they are asked for.
"""

from scanner import LOW, rule


@rule(
    on="google_data_fusion_instance",
    severity=LOW,
    fix="Set enable_stackdriver_logging = true.",
    aliases=("CKV_GCP_104",),
    cwe=778,
    references=("https://cloud.google.com/data-fusion/docs/concepts/logs",),
    bad=(
        """
resource "google_data_fusion_instance" "etl" {  # here
  name = "etl"
}
""",
        """
resource "google_data_fusion_instance" "etl" {
  enable_stackdriver_logging = false  # here
}
""",
    ),
    good=(
        """
resource "google_data_fusion_instance" "etl" {
  enable_stackdriver_logging = true
}
""",
        """
resource "google_data_fusion_instance" "etl" {
  enable_stackdriver_logging    = true
  enable_stackdriver_monitoring = true
}
""",
    ),
)
def check(instance):
    if not instance.get("enable_stackdriver_logging", default=False):
        yield instance.fail("enable_stackdriver_logging", "pipelines leave no log")
