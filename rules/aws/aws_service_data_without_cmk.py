"""Search indexes, audit records and firewalls' rules have no key that the team can withdraw.

Kendra, CloudTrail Lake, Bedrock, Airflow and Network Firewall encrypt with a key of AWS where none
is named. A key of the team's shows each use and can be disabled.
"""

from scanner import LOW, rule

_ATTRIBUTES = {
    "aws_kendra_index": "server_side_encryption_configuration.kms_key_id",
    "aws_networkfirewall_firewall": "encryption_configuration.key_id",
    "aws_networkfirewall_rule_group": "encryption_configuration.key_id",
    "aws_cloudtrail_event_data_store": "kms_key_id",
    "aws_bedrockagent_agent": "customer_encryption_key_arn",
    "aws_mwaa_environment": "kms_key",
}


@rule(
    on=tuple(_ATTRIBUTES),
    severity=LOW,
    fix="Set the key to one of your own.",
    aliases=("CKV_AWS_262", "CKV_AWS_294", "CKV_AWS_373"),
    related_ids=("CKV_AWS_345",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
        "https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html",
    ),
    bad=(
        'resource "aws_kendra_index" "docs" { name = "docs" }  # here',
        'resource "aws_cloudtrail_event_data_store" "audit" { name = "audit" }  # here',
        'resource "aws_networkfirewall_rule_group" "egress" { name = "egress" }  # here',
    ),
    good=(
        'resource "aws_cloudtrail_event_data_store" "audit" { kms_key_id = "alias/audit" }',
        """
resource "aws_kendra_index" "docs" {
  server_side_encryption_configuration { kms_key_id = "alias/docs" }
}
""",
    ),
)
def check(found):
    path = _ATTRIBUTES[found.type]
    if not found.is_set(path):
        yield found.fail(path, "it has no key of its own")
