"""What the local server lacks of RDS, as the documentation has the answers."""

from __future__ import annotations

import random
import string
from typing import Any

from family import World
from moto.rds.models import DBCluster, DBInstance

_API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/"


def _resource_id(instance: DBInstance) -> str:
    """An id of its own for each instance: the server gives all of them the same, and the provider
    looks instances up by it."""
    seed = random.Random(instance.db_instance_identifier)
    return "db-" + "".join(seed.choices(string.ascii_uppercase + string.digits, k=26))


def _created(one: Any) -> Any:
    """When it was made, instead of now: what no test reads need not change all the time."""
    return one.created


DBInstance.dbi_resource_id = property(_resource_id, lambda instance, value: None)  # type: ignore[assignment]
DBInstance.latest_restorable_time = property(_created)  # type: ignore[assignment, misc]
DBCluster.latest_restorable_time = property(_created)  # type: ignore[assignment, misc]

DOCUMENTATION = {
    "aws_db_parameter_group": f"{_API}API_Parameter.html",
    "aws_db_subnet_group": f"{_API}API_DBSubnetGroup.html",
}

# The server says nothing of a parameter's source, by which the provider tells what is set.
AMENDED = {
    "aws_db_parameter_group.main": {
        "parameter": [
            {"name": "performance_schema", "value": "1", "apply_method": "pending-reboot"},
            {"name": "require_secure_transport", "value": "1", "apply_method": "immediate"},
        ]
    }
}


def _moved(world: World, answers: dict[str, Any]) -> dict[str, Any]:
    # The server loses a group that is modified.
    found = {}
    for key, one in answers.items():
        if "Action=DescribeDBSubnetGroups&" in key:
            body = one["body"]
            at = body.index(world.id("aws_subnet.b"), body.index(">main<"))
            found[key] = {**one, "body": body[:at] + "subnet-other" + body[body.index("<", at) :]}
    return found


EDITS = {"aws_db_subnet_group.main: subnet_ids": _moved}
