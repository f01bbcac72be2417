"""A port that a load balancer listens on, by its older name."""

from __future__ import annotations

from scanner.live.aws.synonyms import synonym
from scanner.live.aws.types.aws_lb_listener import READER as SAME

READER = synonym("aws_alb_listener", SAME)
