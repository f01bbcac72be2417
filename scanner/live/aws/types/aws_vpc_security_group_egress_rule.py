"""One rule that lets traffic out of a security group, with one peer."""

from __future__ import annotations

from scanner.live.aws.security_groups import EGRESS_TYPES, single_rule

READER = single_rule("aws_vpc_security_group_egress_rule", "egress", EGRESS_TYPES)
