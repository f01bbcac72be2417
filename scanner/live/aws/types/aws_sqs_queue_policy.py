"""Who may use a queue, written apart from the queue."""

from __future__ import annotations

from scanner.compare import policy
from scanner.live.aws.sqs import setting

READER = setting("aws_sqs_queue_policy", "policy", "Policy", policy)
