"""Whoever may describe the job definition reads this secret, and so does Terraform's state.

Job definitions keep all their revisions and show the environment. Batch fetches a secret itself
when it stands under secrets, with valueFrom.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on="aws_batch_job_definition",
    severity=HIGH,
    fix="Move the variable to secrets, with valueFrom naming the stored secret.",
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/batch/latest/userguide/specifying-sensitive-data.html",
    ),
    bad=(
        """
resource "aws_batch_job_definition" "render" {
  name = "render"
  type = "container"
  container_properties = jsonencode({  # here
    image       = "render:1"
    environment = [{ name = "API_KEY", value = "correct-horse-battery" }]
  })
}
""",
        """
resource "aws_batch_job_definition" "render" {
  name = "render"
  type = "container"
  container_properties = jsonencode({  # here
    image       = "render:1"
    environment = [{ name = "CI", value = "ghp_0123456789abcdefghijklmnopqrstuvwxyz" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_batch_job_definition" "render" {
  name = "render"
  type = "container"
  container_properties = jsonencode({
    image       = "render:1"
    environment = [{ name = "API_KEY_FILE", value = "/run/key" }, { name = "MODE", value = "fast" }]
    secrets     = [{ name = "API_KEY", valueFrom = "arn:aws:ssm:eu-west-1:1:parameter/key" }]
  })
}
""",
        """
resource "aws_batch_job_definition" "render" {
  name = "render"
  type = "container"
  container_properties = jsonencode({
    image       = "render:1"
    environment = [{ name = "API_KEY", value = "" }]
  })
}
""",
    ),
)
def check(job):
    for variable in job.document("container_properties").each("environment"):
        name, value = variable.get("name", default=""), variable.get("value", default="")
        if credential_in(value) or (is_secret_name(name) and is_literal(value)):
            yield variable.fail("value", f"the variable {name} holds a secret")
