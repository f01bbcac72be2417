"""Backups without an end pile up: costs grow, and personal data outlives every promise about it.

A rule of a plan keeps its recovery points for ever unless its lifecycle has delete_after. Moving
them to cold storage alone ends nothing.
"""

from scanner import LOW, rule


@rule(
    on="aws_backup_plan",
    severity=LOW,
    fix="Set delete_after in the lifecycle of each rule.",
    cwe=459,
    references=(
        "https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
    ),
    bad=(
        """
resource "aws_backup_plan" "daily" {
  rule {  # here
    rule_name         = "daily"
    target_vault_name = "main"
  }
}
""",
        """
resource "aws_backup_plan" "daily" {
  rule {
    lifecycle {  # here
      cold_storage_after = 30
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_backup_plan" "daily" {
  rule {
    rule_name = "daily"
    lifecycle { delete_after = 35 }
  }
}
""",
        """
resource "aws_backup_plan" "yearly" {
  rule {
    lifecycle {
      cold_storage_after = 30
      delete_after       = 2555
    }
  }
}
""",
    ),
)
def check(plan):
    for rule_ in plan.each("rule"):
        # A state has 0 where none is set.
        if not rule_.get("lifecycle.delete_after", default=0):
            yield rule_.fail("lifecycle.delete_after", "backups are kept for ever")
