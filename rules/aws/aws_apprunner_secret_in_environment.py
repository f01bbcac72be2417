"""Whoever may describe the service reads this secret, and so does Terraform's state.

App Runner fetches a secret itself when it stands under runtime_environment_secrets, from Secrets
Manager or the Parameter Store.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name

_PLACES = (
    "source_configuration.image_repository.image_configuration",
    "source_configuration.code_repository.code_configuration.code_configuration_values",
)


@rule(
    on="aws_apprunner_service",
    severity=HIGH,
    fix="Move the variable to runtime_environment_secrets with the ARN of the stored secret.",
    cwe=798,
    references=("https://docs.aws.amazon.com/apprunner/latest/dg/env-variable.html",),
    bad=(
        """
resource "aws_apprunner_service" "web" {
  service_name = "web"
  source_configuration {
    image_repository {
      image_identifier      = "public.ecr.aws/team/web:1"
      image_repository_type = "ECR_PUBLIC"
      image_configuration {
        runtime_environment_variables = {
          DB_PASSWORD = "correct-horse-battery"  # here
          CI          = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
        }
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_apprunner_service" "web" {
  service_name = "web"
  source_configuration {
    image_repository {
      image_identifier      = "public.ecr.aws/team/web:1"
      image_repository_type = "ECR_PUBLIC"
      image_configuration {
        runtime_environment_variables = { STAGE = "live" }
        runtime_environment_secrets = {
          DB_PASSWORD = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3"
        }
      }
    }
  }
}
""",
        """
resource "aws_apprunner_service" "web" {
  service_name = "web"
  source_configuration {
    code_repository {
      repository_url = "https://github.com/team/web"
      code_configuration {
        configuration_source = "API"
        code_configuration_values {
          runtime                       = "PYTHON_311"
          runtime_environment_variables = { DB_PASSWORD = "" }
        }
      }
    }
  }
}
""",
    ),
)
def check(service):
    for place in _PLACES:
        for variable in service.entries(f"{place}.runtime_environment_variables"):
            named = is_secret_name(variable.key) and is_literal(variable.value)
            if named or credential_in(variable.value):
                yield variable.fail(message=f"the variable {variable.key} holds a secret")
