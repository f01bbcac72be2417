"""A request that the application can be talked into making gives away the instance's role.

Version 1 of the metadata service answers any plain GET from the instance. Version 2 wants a token
first, which a forged request cannot fetch. It is switched off by DisableIMDSv1.
"""

from scanner import HIGH, rule
from scanner.shapes import asks


@rule(
    on="aws_elastic_beanstalk_environment",
    severity=HIGH,
    fix='Set DisableIMDSv1 to "true" in aws:autoscaling:launchconfiguration.',
    cwe=918,
    references=(
        "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-ec2-imds.html",
    ),
    bad=(
        """
resource "aws_elastic_beanstalk_environment" "web" {
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:autoscaling:launchconfiguration"
    name      = "DisableIMDSv1"
    value     = "false"  # here
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
    namespace = "aws:autoscaling:launchconfiguration"
    name      = "DisableIMDSv1"
    value     = "true"
  }
}
""",
        """
resource "aws_elastic_beanstalk_environment" "web" {
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:autoscaling:launchconfiguration"
    name      = "MonitoringInterval"
    value     = "false"
  }
}
""",
    ),
)
def check(environment):
    for setting in environment.each("setting"):
        off = asks(
            setting.get("value", default=""), "is false", lambda text: text.lower() == "false"
        )
        if setting.get("name") == "DisableIMDSv1" and off:
            yield setting.fail("value", "version 1 of the metadata service answers")
