"""What happens to groups of instances outside of Terraform."""

CHANGES = {}
UNSET = {}
HELPERS = ("aws_launch_template", "aws_subnet", "aws_vpc")
