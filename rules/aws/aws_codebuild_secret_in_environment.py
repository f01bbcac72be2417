"""Whoever may look at the project, or print its environment in a build, reads this secret.

Plain variables show in the console, in BatchGetProjects and in Terraform's state. CodeBuild fetches
a secret itself when the variable's type is SECRETS_MANAGER or PARAMETER_STORE; its value is then
the secret's name.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on="aws_codebuild_project",
    severity=HIGH,
    fix='Set type = "SECRETS_MANAGER" and the value to the name of the stored secret.',
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    ),
    bad=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "REGISTRY_PASSWORD"
      value = "correct-horse-battery"  # here
    }
    environment_variable {
      name  = "CI"
      type  = "PLAINTEXT"
      value = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "REGISTRY_PASSWORD"
      type  = "SECRETS_MANAGER"
      value = "registry:password"
    }
  }
}
""",
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "STAGE"
      value = "production"
    }
    environment_variable {
      name  = "NPM_TOKEN"
      value = ""
    }
  }
}
""",
    ),
)
def check(project):
    for variable in project.each("environment.environment_variable"):
        if variable.get("type", default="PLAINTEXT") != "PLAINTEXT":
            continue
        name, value = variable.get("name", default=""), variable.get("value", default="")
        if credential_in(value) or (is_secret_name(name) and is_literal(value)):
            yield variable.fail("value", f"the variable {name} holds a secret")
