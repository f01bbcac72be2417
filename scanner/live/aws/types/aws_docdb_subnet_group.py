"""The subnets that DocumentDB may be in."""

from __future__ import annotations

from scanner.live.aws.rds import subnet_group

READER = subnet_group("aws_docdb_subnet_group")
