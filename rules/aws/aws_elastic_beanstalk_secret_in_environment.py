"""Whoever may describe the environment reads this secret, and so does Terraform's state.

Environment properties show in the console and in DescribeConfigurationSettings. The platform
fetches a secret itself when it stands in aws:elasticbeanstalk:application:environmentsecrets.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on="aws_elastic_beanstalk_environment",
    severity=HIGH,
    fix="Move it to aws:elasticbeanstalk:application:environmentsecrets, with the secret's ARN.",
    cwe=798,
    references=("https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.html",),
    bad=(
        """
resource "aws_elastic_beanstalk_environment" "web" {
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "DB_PASSWORD"
    value     = "correct-horse-battery"  # here
  }
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "CI"
    value     = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_elastic_beanstalk_environment" "web" {
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:elasticbeanstalk:application:environmentsecrets"
    name      = "DB_PASSWORD"
    value     = "db-password"
  }
}
""",
        """
resource "aws_elastic_beanstalk_environment" "web" {
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "STAGE"
    value     = "live"
  }
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "DB_PASSWORD"
    value     = ""
  }
}
""",
    ),
)
def check(environment):
    for setting in environment.each("setting"):
        if setting.get("namespace") != "aws:elasticbeanstalk:application:environment":
            continue
        name, value = setting.get("name", default=""), setting.get("value", default="")
        if credential_in(value) or (is_secret_name(name) and is_literal(value)):
            yield setting.fail("value", f"the property {name} holds a secret")
