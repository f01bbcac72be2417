"""What a listener does with certain requests, by its older name."""

from __future__ import annotations

from scanner.live.aws.synonyms import synonym
from scanner.live.aws.types.aws_lb_listener_rule import READER as SAME

READER = synonym("aws_alb_listener_rule", SAME)
