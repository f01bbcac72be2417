"""The file system lives in one availability zone: when that fails, its files are out of reach.

Windows, ONTAP and OpenZFS have deployments over two zones, at about twice the price. Windows is in
a single zone unless told otherwise, and no kind can be moved later.
"""

from scanner import LOW, rule


@rule(
    on=(
        "aws_fsx_ontap_file_system",
        "aws_fsx_openzfs_file_system",
        "aws_fsx_windows_file_system",
    ),
    severity=LOW,
    fix="Set deployment_type to a MULTI_AZ type.",
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/fsx/latest/WindowsGuide/high-availability-multiAZ.html",
        "https://docs.aws.amazon.com/fsx/latest/ONTAPGuide/high-availability-AZ.html",
    ),
    bad=(
        'resource "aws_fsx_windows_file_system" "office" { storage_capacity = 300 }  # here',
        'resource "aws_fsx_ontap_file_system" "o" { deployment_type = "SINGLE_AZ_2" }  # here',
    ),
    good=(
        'resource "aws_fsx_ontap_file_system" "office" { deployment_type = "MULTI_AZ_2" }',
        """
variable "type" { default = "MULTI_AZ_1" }

resource "aws_fsx_windows_file_system" "office" { deployment_type = var.type }
""",
    ),
)
def check(files):
    if files.get("deployment_type", default="SINGLE_AZ_1").startswith("SINGLE_AZ"):
        yield files.fail("deployment_type", "the file system is in a single zone")
