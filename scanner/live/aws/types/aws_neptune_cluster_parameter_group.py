"""The settings of a Neptune cluster."""

from __future__ import annotations

from scanner.live.aws.rds import parameter_group

READER = parameter_group("aws_neptune_cluster_parameter_group", "DBClusterParameter", "neptune")
