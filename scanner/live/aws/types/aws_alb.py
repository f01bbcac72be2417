"""A load balancer, by its older name."""

from __future__ import annotations

from scanner.live.aws.synonyms import synonym
from scanner.live.aws.types.aws_lb import READER as SAME

READER = synonym("aws_alb", SAME)
