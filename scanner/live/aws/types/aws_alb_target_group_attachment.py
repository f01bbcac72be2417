"""A target that is registered with a target group, by its older name."""

from __future__ import annotations

from scanner.live.aws.synonyms import synonym
from scanner.live.aws.types.aws_lb_target_group_attachment import READER as SAME

READER = synonym("aws_alb_target_group_attachment", SAME)
