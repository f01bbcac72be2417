"""One rule that lets traffic into a security group, with one peer."""

from __future__ import annotations

from scanner.live.aws.security_groups import INGRESS_TYPES, single_rule

READER = single_rule("aws_vpc_security_group_ingress_rule", "ingress", INGRESS_TYPES)
