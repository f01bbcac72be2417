"""A bucket as a web site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import blocks, json_document
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_blocks import routing_rules, routing_rules_json
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    if answer is None:
        raise Gone("no web site")
    redirect = answer.get("RedirectAllRequestsTo")
    error, index = answer.get("ErrorDocument"), answer.get("IndexDocument")
    return {
        "error_document": [{"key": error.get("Key")}] if error else [],
        "index_document": [{"suffix": index.get("Suffix")}] if index else [],
        "redirect_all_requests_to": [
            {"host_name": redirect.get("HostName"), "protocol": redirect.get("Protocol", "")}
        ]
        if redirect
        else [],
        "routing_rule": routing_rules(answer),
        "routing_rules": routing_rules_json(answer),
    }


READER = s3.setting(
    "aws_s3_bucket_website_configuration",
    s3.WEBSITE,
    (
        Attribute("error_document", blocks(), default=[]),
        Attribute("index_document", blocks(), default=[]),
        Attribute("redirect_all_requests_to", blocks(), default=[]),
        Attribute("routing_rule", blocks(ordered=True), default=[]),
        # The same rules as text; the provider fills in whichever was not written.
        Attribute("routing_rules", json_document, default=""),
    ),
    _read,
    uncovered=s3.OWNER,
)
