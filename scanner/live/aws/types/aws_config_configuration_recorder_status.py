"""Whether AWS Config is recording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, by, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_config_configuration_recorder_status"
STATUS = Operation("config", "DescribeConfigurationRecorderStatus")


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    # Every recorder has one: without a manager of its own it is nothing that was added.
    for name, one in api.index(STATUS, "ConfigurationRecordersStatus", "name").items():
        if managed.everything or name in managed.of(_TYPE):
            yield Item(name, one)


READER = tabled(
    _TYPE,
    Listing((STATUS,), _items),
    key=by("name"),
    fields=(field("name", "name"), field("is_enabled", "recording", default=False)),
)
