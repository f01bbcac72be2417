"""A route table with its routes."""

from __future__ import annotations

from scanner.live.aws.routes import LISTING, OWNS, is_main, table_fields
from scanner.live.aws.table import by_id, computed, field, tabled

READER = tabled(
    "aws_route_table",
    LISTING,
    key=by_id,
    fields=(field("vpc_id", "VpcId"), *table_fields(), computed("owner_id", "OwnerId")),
    uncovered={"timeouts": "how long Terraform waits"},
    everywhere=lambda item, attributes: is_main(item.raw),
    # aws_default_route_table reads the same objects.
    rank=1,
    owns=OWNS,
)
