"""Passwords and sessions of the environment's users travel in plain text: it listens on HTTP only.

A load-balanced environment needs a listener on port 443 with a certificate; port 80 should do no
more than send browsers there. One instance without a load balancer ends TLS itself, if at all, and
is not judged.
"""

from scanner import HIGH, rule

_BALANCERS = ("aws:elbv2:listener:443", "aws:elb:listener:443")


@rule(
    on="aws_elastic_beanstalk_environment",
    severity=HIGH,
    fix="Add settings of aws:elbv2:listener:443 with the protocol HTTPS and a certificate.",
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-elb.html",
    ),
    bad=(
        """
resource "aws_elastic_beanstalk_environment" "web" {  # here
  name        = "web"
  application = "web"
  setting {
    namespace = "aws:elasticbeanstalk:environment"
    name      = "LoadBalancerType"
    value     = "application"
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
    namespace = "aws:elasticbeanstalk:environment"
    name      = "LoadBalancerType"
    value     = "application"
  }
  setting {
    namespace = "aws:elbv2:listener:443"
    name      = "SSLCertificateArns"
    value     = "arn:aws:acm:eu-central-1:123456789012:certificate/1"
  }
}
""",
        """
resource "aws_elastic_beanstalk_environment" "single" {
  name        = "single"
  application = "single"
  setting {
    namespace = "aws:elasticbeanstalk:environment"
    name      = "EnvironmentType"
    value     = "SingleInstance"
  }
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "MODE"
    value     = "application"
  }
}
""",
        """
resource "aws_elastic_beanstalk_environment" "inner" {
  name        = "inner"
  application = "inner"
  setting {
    namespace = "aws:elasticbeanstalk:environment"
    name      = "LoadBalancerType"
    value     = "network"
  }
}
""",
    ),
)
def check(environment):
    settings = list(environment.each("setting"))
    if any(one.get("namespace") in _BALANCERS for one in settings):
        return
    for one in settings:
        kind = one.get("name") == "LoadBalancerType" and one.get("value")
        if kind in ("application", "classic"):
            yield environment.fail(message="the environment listens on plain HTTP only")
