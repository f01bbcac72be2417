"""Deleted or encrypted files cannot be brought back: the file system takes no automatic backups.

FSx for Windows keeps seven days unless told 0; ONTAP and OpenZFS keep none unless told otherwise.
The days that are enough can be set with the parameter days.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity

_DEFAULTS = {"aws_fsx_windows_file_system": 7}


@rule(
    on=(
        "aws_fsx_ontap_file_system",
        "aws_fsx_openzfs_file_system",
        "aws_fsx_windows_file_system",
    ),
    severity=MEDIUM,
    fix="Set automatic_backup_retention_days to at least 7.",
    cwe=1188,
    parameters={"days": 7},
    references=(
        "https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html",
        "https://docs.aws.amazon.com/fsx/latest/ONTAPGuide/using-backups.html",
    ),
    bad=(
        'resource "aws_fsx_ontap_file_system" "office" { storage_capacity = 1024 }  # here',
        """
resource "aws_fsx_windows_file_system" "office" {
  automatic_backup_retention_days = 0  # here
}
""",
    ),
    good=(
        'resource "aws_fsx_openzfs_file_system" "office" { automatic_backup_retention_days = 14 }',
        'resource "aws_fsx_windows_file_system" "office" { storage_capacity = 300 }',
    ),
)
def check(files):
    default = _DEFAULTS.get(files.type, 0)
    days = quantity(files.get("automatic_backup_retention_days", default=default), 0)
    if days < files.parameters["days"]:
        yield files.fail("automatic_backup_retention_days", f"backups are kept for {days} days")
