"""Where what failed goes, written apart from the queue."""

from __future__ import annotations

from scanner.live.aws.sqs import redrive, setting

READER = setting("aws_sqs_queue_redrive_policy", "redrive_policy", "RedrivePolicy", redrive)
