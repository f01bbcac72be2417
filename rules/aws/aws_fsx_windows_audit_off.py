"""Who opened, changed or deleted which file on the Windows share is recorded nowhere.

FSx for Windows writes audit events of file and share access to CloudWatch or Firehose only with
audit_log_configuration; both levels are DISABLED by default, and either one counts.
"""

from scanner import LOW, rule

_LEVELS = ("file_access_audit_log_level", "file_share_access_audit_log_level")


@rule(
    on="aws_fsx_windows_file_system",
    severity=LOW,
    fix='Set file_access_audit_log_level, such as "SUCCESS_AND_FAILURE".',
    cwe=778,
    references=("https://docs.aws.amazon.com/fsx/latest/WindowsGuide/file-access-auditing.html",),
    bad=(
        'resource "aws_fsx_windows_file_system" "office" { storage_capacity = 300 }  # here',
        """
resource "aws_fsx_windows_file_system" "office" {  # here
  audit_log_configuration { file_access_audit_log_level = "DISABLED" }
}
""",
    ),
    good=(
        """
resource "aws_fsx_windows_file_system" "office" {
  audit_log_configuration { file_access_audit_log_level = "FAILURE_ONLY" }
}
""",
        """
resource "aws_fsx_windows_file_system" "office" {
  audit_log_configuration {
    file_access_audit_log_level       = "DISABLED"
    file_share_access_audit_log_level = "SUCCESS_AND_FAILURE"
  }
}
""",
    ),
)
def check(files):
    audit = files.sub("audit_log_configuration")
    if all(audit.get(level, default="DISABLED") == "DISABLED" for level in _LEVELS):
        yield files.fail(message="access to files is not audited")
