"""Tags, which the local server ignores when it makes a stream."""

import json
from typing import Any

from family import World

AMENDED = {
    "aws_kinesis_stream.main": {
        "tags": {"team": "core"},
        "tags_all": {"owner": "platform", "team": "core"},
    }
}
DOCUMENTATION = {
    "aws_kinesis_stream": (
        "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html"
    )
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """The tags of the first stream."""
    tags = [{"Key": "owner", "Value": "platform"}, {"Key": "team", "Value": "core"}]
    for key, one in answers.items():
        if "ListTagsForStream" in key and '"orders"' in key:
            answers[key] = {**one, "body": json.dumps({"HasMoreTags": False, "Tags": tags})}
