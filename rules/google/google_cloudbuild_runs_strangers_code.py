"""A pull request of a stranger runs his code with the rights of your build.

With comment_control the build of a fork waits until somebody of the project writes /gcbrun.
Without it everybody who can open a pull request gets the build's service account.
"""

from scanner import HIGH, rule


@rule(
    on="google_cloudbuild_trigger",
    severity=HIGH,
    fix='Set comment_control = "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY".',
    cwe=94,
    references=(
        "https://cloud.google.com/build/docs/automating-builds/github/build-repos-from-github",
    ),
    bad=(
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  github {
    owner = "example"
    name  = "shop"
    pull_request {  # here
      branch = "^main$"
    }
  }
}
""",
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  repository_event_config {
    repository = "r"
    pull_request {
      branch          = "^main$"
      comment_control = "COMMENTS_DISABLED"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  github {
    owner = "example"
    name  = "shop"
    pull_request {
      branch          = "^main$"
      comment_control = "COMMENTS_ENABLED"
    }
  }
}
""",
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  github {
    owner = "example"
    name  = "shop"
    push {
      branch = "^main$"
    }
  }
}
""",
    ),
)
def check(trigger):
    for source in ("github", "repository_event_config"):
        for request in trigger.each(f"{source}.pull_request"):
            if request.get("comment_control", default=_OFF) == _OFF:
                yield request.fail("comment_control", "anybody's pull request is built")


_OFF = "COMMENTS_DISABLED"
