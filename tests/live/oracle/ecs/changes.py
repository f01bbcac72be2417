"""What happens to containers outside of Terraform."""

CHANGES = {}
UNSET = {}
HELPERS = ("aws_security_group", "aws_subnet", "aws_vpc")
