"""The settings of a database cluster's engine."""

from __future__ import annotations

from scanner.live.aws.rds import parameter_group

READER = parameter_group("aws_rds_cluster_parameter_group", "DBClusterParameter")
