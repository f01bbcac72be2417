"""Airflow's web interface, which runs code on the account's behalf, faces the internet.

Only a login stands in front. PRIVATE_ONLY, which is the default, serves it inside the VPC alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_mwaa_environment",
    severity=MEDIUM,
    fix='Set webserver_access_mode = "PRIVATE_ONLY", or leave it out.',
    cwe=668,
    references=("https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html",),
    bad=(
        """
resource "aws_mwaa_environment" "jobs" {
  webserver_access_mode = "PUBLIC_ONLY"  # here
}
""",
    ),
    good=(
        'resource "aws_mwaa_environment" "jobs" { webserver_access_mode = "PRIVATE_ONLY" }',
        'resource "aws_mwaa_environment" "jobs" { name = "jobs" }',
    ),
)
def check(environment):
    if environment.get("webserver_access_mode", default="PRIVATE_ONLY") == "PUBLIC_ONLY":
        yield environment.fail("webserver_access_mode", "the web interface is public")
