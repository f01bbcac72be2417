"""The environment only knows whether its instances answer, not whether requests succeed.

Basic health looks at one address of the load balancer. Enhanced health watches each instance's
errors, latency and load, and a managed update rolls back by it.
"""

from scanner import LOW, rule


@rule(
    on="aws_elastic_beanstalk_environment",
    severity=LOW,
    fix='Set SystemType to "enhanced" in aws:elasticbeanstalk:healthreporting:system.',
    aliases=("CKV_AWS_312",),
    cwe=778,
    references=("https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html",),
    bad=(
        """
resource "aws_elastic_beanstalk_environment" "web" {  # here
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:elasticbeanstalk:application"
    name      = "SystemType"
    value     = "enhanced"
  }
  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "SystemType"
    value     = "basic"
  }
  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "HealthCheckSuccessThreshold"
    value     = "enhanced"
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
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "SystemType"
    value     = "enhanced"
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
        if (
            setting.get("namespace") == "aws:elasticbeanstalk:healthreporting:system"
            and setting.get("name") == "SystemType"
            and setting.get("value") == "enhanced"
        ):
            return
    yield environment.fail(message="health is not reported in full")
