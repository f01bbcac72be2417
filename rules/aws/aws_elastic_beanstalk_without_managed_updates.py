"""Nobody updates the platform: its operating system and runtime keep the flaws they were made with.

Managed updates install new platform versions in a weekly window and roll back what fails. They are
off unless ManagedActionsEnabled says otherwise.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks


@rule(
    on="aws_elastic_beanstalk_environment",
    severity=MEDIUM,
    fix='Set ManagedActionsEnabled to "true" in aws:elasticbeanstalk:managedactions.',
    aliases=("CKV_AWS_340",),
    cwe=1104,
    references=(
        "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html",
    ),
    bad=(
        """
resource "aws_elastic_beanstalk_environment" "web" {  # here
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "PreferredStartTime"
    value     = "true"
  }
  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "false"
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
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "True"
  }
}
""",
        """
resource "aws_elastic_beanstalk_environment" "web" {
  name          = "web"
  application   = "web"
  template_name = "hardened"
}
""",
    ),
)
def check(environment):
    if environment.get("template_name", default=""):
        return  # a saved configuration may say it
    for setting in environment.each("setting"):
        on = asks(setting.get("value", default=""), "is true", lambda text: text.lower() == "true")
        if setting.get("name") == "ManagedActionsEnabled" and on:
            return
    yield environment.fail(message="the platform is not updated")
