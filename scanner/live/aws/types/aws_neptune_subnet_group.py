"""The subnets that Neptune may be in."""

from __future__ import annotations

from scanner.live.aws.rds import subnet_group

READER = subnet_group("aws_neptune_subnet_group")
