"""Nobody can tell afterwards what a build did, nor what it deployed.

logging = NONE throws the log of every step away.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_cloudbuild_trigger",
    severity=MEDIUM,
    fix="Set build.options.logging to CLOUD_LOGGING_ONLY.",
    cwe=778,
    references=("https://cloud.google.com/build/docs/securing-builds/store-manage-build-logs",),
    bad=(
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  build {
    step {
      name = "ubuntu"
    }
    options {
      logging = "NONE"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  build {
    step {
      name = "ubuntu"
    }
    options {
      logging = "CLOUD_LOGGING_ONLY"
    }
  }
}
""",
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  filename = "cloudbuild.yaml"
}
""",
    ),
)
def check(trigger):
    if trigger.get("build.options.logging", default="LEGACY") == "NONE":
        yield trigger.fail("build.options.logging", "builds leave no log")
