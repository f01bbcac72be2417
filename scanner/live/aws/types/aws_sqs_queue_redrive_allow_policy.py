"""Which queues may use a queue for what failed, written apart from the queue."""

from __future__ import annotations

from scanner.live.aws.sqs import redrive, setting

READER = setting(
    "aws_sqs_queue_redrive_allow_policy", "redrive_allow_policy", "RedriveAllowPolicy", redrive
)
