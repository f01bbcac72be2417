"""The pipeline reads the source with a person's OAuth token, good for all that they may do.

The token stands in Terraform's state, does not expire, and shows in webhooks. AWS recommends a
connection (CodeStarSourceConnection) instead of the first version of the GitHub action.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_codepipeline",
    severity=MEDIUM,
    fix='Use provider = "CodeStarSourceConnection" with a ConnectionArn.',
    cwe=522,
    references=(
        "https://docs.aws.amazon.com/codepipeline/latest/userguide/update-github-action-connections.html",
    ),
    bad=(
        """
resource "aws_codepipeline" "app" {
  name = "app"
  stage {
    name = "Source"
    action {
      name     = "Source"
      category = "Source"
      owner    = "ThirdParty"
      provider = "GitHub"
      version  = "1"
      configuration = {
        Owner      = "team"
        Repo       = "app"
        Branch     = "main"
        OAuthToken = var.token  # here
      }
    }
  }
}

variable "token" { type = string }
""",
    ),
    good=(
        """
resource "aws_codepipeline" "app" {
  name = "app"
  stage {
    name = "Source"
    action {
      name     = "Source"
      category = "Source"
      owner    = "AWS"
      provider = "CodeStarSourceConnection"
      version  = "1"
      configuration = {
        ConnectionArn    = "arn:aws:codeconnections:eu-central-1:123456789012:connection/1"
        FullRepositoryId = "team/app"
        BranchName       = "main"
      }
    }
  }
}
""",
        """
resource "aws_codepipeline" "app" {
  name = "app"
  stage {
    name = "Build"
    action {
      name     = "Issue"
      category = "Invoke"
      owner    = "Custom"
      provider = "GitHub"
      version  = "1"
    }
    action {
      name     = "Jenkins"
      category = "Test"
      owner    = "ThirdParty"
      provider = "BlazeMeter"
      version  = "1"
    }
    action {
      name          = "Build"
      category      = "Build"
      owner         = "AWS"
      provider      = "CodeBuild"
      version       = "1"
      configuration = { ProjectName = "app" }
    }
  }
}
""",
    ),
)
def check(pipeline):
    for stage in pipeline.each("stage"):
        for action in stage.each("action"):
            if action.get("provider") == "GitHub" and action.get("owner") == "ThirdParty":
                yield action.fail("configuration.OAuthToken", "the source is read with a token")
