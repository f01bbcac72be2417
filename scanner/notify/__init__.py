"""What is new, as one message to a webhook that takes Slack's JSON.

A webhook's URL is a secret: whoever has it can post. It is never printed, and no error quotes it.
"""

from __future__ import annotations

from scanner.notify.message import News, Notice, message
from scanner.notify.webhook import Limits, Webhook, post

__all__ = ["Limits", "News", "Notice", "Webhook", "message", "post"]
