"""The key can do whatever the person who made it can, to every part of the account.

An application key without scopes carries all rights of its owner. Scopes keep a key that leaks from
a pipeline to what the pipeline does.
"""

from scanner import MEDIUM, rule


@rule(
    on="datadog_application_key",
    severity=MEDIUM,
    fix="Give the key the scopes that its use needs.",
    cwe=250,
    references=("https://docs.datadoghq.com/account_management/api-app-keys/#scopes",),
    bad=(
        """
resource "datadog_application_key" "pipeline" {  # here
  name = "pipeline"
}
""",
        """
resource "datadog_application_key" "pipeline" {
  name   = "pipeline"
  scopes = []  # here
}
""",
    ),
    good=(
        """
resource "datadog_application_key" "pipeline" {
  name   = "pipeline"
  scopes = ["dashboards_write"]
}
""",
        """
resource "datadog_api_key" "agent" {
  name = "agent"
}
""",
    ),
)
def check(key):
    if not key.get("scopes", default=[]):
        yield key.fail("scopes", "the key has all rights of its owner")
