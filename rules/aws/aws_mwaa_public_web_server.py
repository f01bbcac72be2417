"""Airflow's console has an address on the internet; only an IAM login stands before it.

Whoever gets in can run code with the environment's role, and flaws of Airflow's web server are
found regularly. In private mode it is reached from the VPC, or a VPN into it.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_mwaa_environment",
    severity=MEDIUM,
    fix='Set webserver_access_mode = "PRIVATE_ONLY".',
    aliases=("CKV2_AWS_66",),
    cwe=284,
    references=("https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html",),
    bad=(
        """
resource "aws_mwaa_environment" "jobs" {
  name                  = "jobs"
  webserver_access_mode = "PUBLIC_ONLY"  # here
}
""",
    ),
    good=(
        'resource "aws_mwaa_environment" "jobs" { name = "jobs" }',
        """
resource "aws_mwaa_environment" "jobs" {
  name                  = "jobs"
  webserver_access_mode = "PRIVATE_ONLY"
}
""",
    ),
)
def check(environment):
    if environment.get("webserver_access_mode", default="PRIVATE_ONLY") == "PUBLIC_ONLY":
        yield environment.fail("webserver_access_mode", "Airflow's console is on the internet")
