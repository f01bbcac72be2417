"""Where a load balancer sends requests, by its older name."""

from __future__ import annotations

from scanner.live.aws.synonyms import synonym
from scanner.live.aws.types.aws_lb_target_group import READER as SAME

READER = synonym("aws_alb_target_group", SAME)
