"""One call deletes the event data store, and the audit record in it.

Termination protection, which is on unless it is switched off, makes the API refuse.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cloudtrail_event_data_store",
    severity=MEDIUM,
    fix="Set termination_protection_enabled = true, or leave it out.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-event-data-store-termination-protection.html",
    ),
    bad=(
        """
resource "aws_cloudtrail_event_data_store" "audit" {
  termination_protection_enabled = false  # here
}
""",
    ),
    good=(
        'resource "aws_cloudtrail_event_data_store" "audit" { name = "audit" }',
        """
resource "aws_cloudtrail_event_data_store" "audit" {
  termination_protection_enabled = "true"
  multi_region_enabled           = false
}
""",
    ),
)
def check(store):
    if not store.get("termination_protection_enabled", default=True):
        yield store.fail("termination_protection_enabled", "one call deletes the audit record")
