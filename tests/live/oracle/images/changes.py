"""What happens to images outside of Terraform: see constructed.py."""

CHANGES: dict = {}
NEVER = {
    "aws_ami_launch_permission: changed": "all that it says is who may launch what",
}
