"""A snapshot or an image of this region can be made public by one wrong call.

The region's block makes EC2 refuse public sharing whoever asks for it. "unblocked" takes it off;
for snapshots "block-new-sharing" leaves those that are public as they are and is taken as blocked.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_ebs_snapshot_block_public_access", "aws_ec2_image_block_public_access"),
    severity=MEDIUM,
    fix="Set state to block-all-sharing for snapshots, and to block-new-sharing for images.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html",
    ),
    bad=(
        'resource "aws_ebs_snapshot_block_public_access" "all" { state = "unblocked" }  # here',
        'resource "aws_ec2_image_block_public_access" "all" { state = "unblocked" }  # here',
    ),
    good=(
        'resource "aws_ebs_snapshot_block_public_access" "all" { state = "block-all-sharing" }',
        'resource "aws_ec2_image_block_public_access" "all" { state = "block-new-sharing" }',
    ),
)
def check(block):
    if block.get("state") == "unblocked":
        yield block.fail("state", "public sharing is not blocked")
