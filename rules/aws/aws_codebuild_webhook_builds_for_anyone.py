"""A pull request from a stranger starts a build, with the project's role and secrets in reach.

The code under test comes from the request, so whoever can open one runs their code in your account.
A filter on ACTOR_ACCOUNT_ID lets only your own people start builds. A private repository lets no
stranger in, which cannot be seen here.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import asks


@rule(
    on="aws_codebuild_webhook",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Add a filter on ACTOR_ACCOUNT_ID to groups that build pull requests.",
    cwe=829,
    references=(
        "https://docs.aws.amazon.com/codebuild/latest/userguide/github-webhook.html",
        "https://docs.aws.amazon.com/codebuild/latest/userguide/webhooks.html",
    ),
    bad=(
        """
resource "aws_codebuild_webhook" "app" {
  project_name = "app"
  filter_group {  # here
    filter {
      type    = "EVENT"
      pattern = "PUSH, PULL_REQUEST_CREATED"
    }
    filter {
      type    = "BASE_REF"
      pattern = "^refs/heads/main$"
    }
  }
}
""",
        """
resource "aws_codebuild_webhook" "app" {
  project_name = "app"
  filter_group {  # here
    filter {
      type    = "EVENT"
      pattern = "PULL_REQUEST_UPDATED"
    }
    filter {
      type                    = "ACTOR_ACCOUNT_ID"
      pattern                 = "666"
      exclude_matched_pattern = true
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_codebuild_webhook" "app" {
  project_name = "app"
  filter_group {
    filter {
      type    = "EVENT"
      pattern = "PULL_REQUEST_CREATED,PULL_REQUEST_UPDATED"
    }
    filter {
      type    = "ACTOR_ACCOUNT_ID"
      pattern = "^(1234567|7654321)$"
    }
  }
}
""",
        """
resource "aws_codebuild_webhook" "app" {
  project_name = "app"
  filter_group {
    filter {
      type    = "EVENT"
      pattern = "PUSH"
    }
    filter {
      type    = "COMMIT_MESSAGE"
      pattern = "PULL_REQUEST_CREATED"
    }
  }
}
""",
    ),
)
def check(webhook):
    for group in webhook.each("filter_group"):
        filters = list(group.each("filter"))
        if any(_takes_requests(one) for one in filters) and not any(map(_names_actors, filters)):
            yield group.fail(message="pull requests of anyone are built")


def _takes_requests(one):
    return one.get("type") == "EVENT" and asks(
        one.get("pattern", default=""), "takes pull requests", lambda text: "PULL_REQUEST_" in text
    )


def _names_actors(one):
    excludes = one.get("exclude_matched_pattern", default=False)
    return one.get("type") == "ACTOR_ACCOUNT_ID" and not excludes
