"""All backups are in the account and region of what they protect, and can be lost together with it.

A copy_action sends each recovery point to a vault elsewhere. One rule of the plan with a copy is
taken as enough; it doubles the storage, so good teams differ.
"""

from scanner import LOW, rule


@rule(
    on="aws_backup_plan",
    severity=LOW,
    fix="Add copy_action to a vault in another region or account.",
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
    ),
    bad=(
        """
resource "aws_backup_plan" "daily" {  # here
  rule {
    rule_name         = "daily"
    target_vault_name = "main"
  }
}
""",
    ),
    good=(
        """
resource "aws_backup_plan" "daily" {
  rule {
    rule_name = "daily"
    copy_action {
      destination_vault_arn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:away"
    }
  }
}
""",
        """
resource "aws_backup_plan" "daily" {
  rule { rule_name = "hourly" }
  rule {
    rule_name = "daily"
    copy_action {
      destination_vault_arn = "arn:aws:backup:eu-central-1:444455556666:backup-vault:away"
    }
  }
}
""",
    ),
)
def check(plan):
    copies = (copy for rule_ in plan.each("rule") for copy in rule_.each("copy_action"))
    if not any(True for _ in copies):
        yield plan.fail(message="no backup is copied elsewhere")
