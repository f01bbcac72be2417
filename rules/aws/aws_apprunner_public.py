"""The service has an address on the internet, which is App Runner's default.

A service for your own people or other services belongs behind a VPC ingress connection. One that is
for everybody is public on purpose.
"""

from scanner import LOW, rule


@rule(
    on="aws_apprunner_service",
    severity=LOW,
    fix="Set is_publicly_accessible = false in network_configuration.ingress_configuration.",
    cwe=284,
    references=("https://docs.aws.amazon.com/apprunner/latest/dg/network-pl.html",),
    bad=(
        'resource "aws_apprunner_service" "web" { service_name = "web" }  # here',
        """
resource "aws_apprunner_service" "web" {
  service_name = "web"
  network_configuration {
    ingress_configuration {
      is_publicly_accessible = true  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_apprunner_service" "web" {
  service_name = "web"
  network_configuration {
    ingress_configuration {
      is_publicly_accessible = false
    }
  }
}
""",
        """
variable "public" { default = "false" }

resource "aws_apprunner_service" "web" {
  service_name = "web"
  network_configuration {
    ingress_configuration {
      is_publicly_accessible = var.public
    }
  }
}
""",
    ),
)
def check(service):
    path = "network_configuration.ingress_configuration.is_publicly_accessible"
    if service.get(path, default=True):
        yield service.fail(path, "the service is open to the internet")
