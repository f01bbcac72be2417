"""The settings of a DocumentDB cluster."""

from __future__ import annotations

from scanner.live.aws.rds import parameter_group

READER = parameter_group("aws_docdb_cluster_parameter_group", "DBClusterParameter", "docdb")
