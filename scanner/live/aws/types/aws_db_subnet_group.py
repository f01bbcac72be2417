"""The subnets that databases may be in."""

from __future__ import annotations

from scanner.live.aws.rds import subnet_group

READER = subnet_group("aws_db_subnet_group")
