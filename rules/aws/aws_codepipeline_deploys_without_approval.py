"""Whatever is pushed goes to production with no person and no test of a deployment in between.

Teams that release continuously want that, and rely on their tests; others put a manual approval
before the stage whose name says production.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches

_PRODUCTION = re.compile(r"(?i)(?:\A|[^a-z])(?:prod|production|live)(?:\Z|[^a-z])")


@rule(
    on="aws_codepipeline",
    severity=LOW,
    confidence=LOW,
    fix='Add an action of the category "Approval" before the deployment to production.',
    cwe=693,
    references=("https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",),
    bad=(
        """
resource "aws_codepipeline" "app" {
  name = "app"
  stage {
    name = "Source"
    action {
      name     = "Source"
      category = "Source"
    }
  }
  stage {  # here
    name = "Deploy-Prod"
    action {
      name     = "Deploy"
      category = "Deploy"
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_codepipeline" "app" {
  name = "app"
  stage {
    name = "Release"
    action {
      name     = "Approve"
      category = "Approval"
    }
  }
  stage {
    name = "Deploy-Prod"
    action {
      name     = "Deploy"
      category = "Deploy"
    }
  }
}
""",
        """
resource "aws_codepipeline" "app" {
  name = "app"
  stage {
    name = "Deploy-Product-Test"
    action {
      name     = "Deploy"
      category = "Deploy"
    }
  }
  stage {
    name = "Test-Prod"
    action {
      name     = "Smoke"
      category = "Test"
    }
  }
}
""",
    ),
)
def check(pipeline):
    stages = list(pipeline.each("stage"))
    if any(_does(stage, "Approval") for stage in stages):
        return
    for stage in stages:
        if matches(_PRODUCTION, stage.get("name", default="")) and _does(stage, "Deploy"):
            yield stage.fail(message="production is deployed to without an approval")


def _does(stage, category):
    return any(action.get("category") == category for action in stage.each("action"))
