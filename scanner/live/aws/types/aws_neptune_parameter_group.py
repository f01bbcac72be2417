"""The settings of a Neptune instance."""

from __future__ import annotations

from scanner.live.aws.rds import parameter_group

READER = parameter_group("aws_neptune_parameter_group", "DBParameter", "neptune")
