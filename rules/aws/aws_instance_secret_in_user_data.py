"""Everybody who may describe the instance, and every process on it, reads the secret.

User data is kept in plain text: in the API, in the metadata service, in the launch template's
versions and in the Terraform state. Let the instance fetch secrets by its role, from Secrets
Manager or Parameter Store.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import decoded, secret_in


@rule(
    on=(
        "aws_instance",
        "aws_spot_instance_request",
        "aws_launch_template",
        "aws_launch_configuration",
    ),
    severity=HIGH,
    confidence=MEDIUM,
    fix="Fetch the secret at start, from Secrets Manager or Parameter Store.",
    related_ids=("CKV_AWS_46", "AVD-AWS-0029", "AVD-AWS-0129"),
    cwe=798,
    references=("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",),
    bad=(
        """
resource "aws_instance" "web" {
  # here
  user_data = <<-EOT
    #!/bin/bash
    export DB_PASSWORD=correct-horse-battery
  EOT
}
""",
        """
resource "aws_launch_template" "web" {
  user_data = base64encode("export DB_PASSWORD=correct-horse-battery")  # here
}
""",
        """
resource "aws_launch_configuration" "web" {
  user_data_base64 = base64encode("DB_PASSWORD=correct-horse-battery")  # here
}
""",
    ),
    good=(
        """
resource "aws_instance" "web" {
  user_data = <<-EOT
    #!/bin/bash
    export DB_PASSWORD=$(aws ssm get-parameter --with-decryption --name /shop/db)
    export DB_PASSWORD_FILE=/run/secrets/db
  EOT
}
""",
        """
resource "aws_launch_template" "web" {
  user_data = base64encode("yum install -y nginx")
}
""",
    ),
)
def check(instance):
    names = ("user_data", "user_data_base64")
    if instance.type == "aws_launch_template":
        names = ("user_data",)
    for name in names:
        kind = secret_in(decoded(instance.get(name, default="")))
        if kind:
            yield instance.fail(name, f"the user data holds a {kind}")
