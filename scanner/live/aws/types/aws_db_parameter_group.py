"""The settings of a database engine."""

from __future__ import annotations

from scanner.live.aws.rds import parameter_group

READER = parameter_group("aws_db_parameter_group", "DBParameter")
