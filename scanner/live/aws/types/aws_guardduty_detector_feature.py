"""A protection plan of GuardDuty, on or off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import blocks
from scanner.live.aws.api import required
from scanner.live.aws.guardduty import DETECTOR, DETECTORS, detector, detectors
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Listing, by, field, nested, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_guardduty_detector_feature"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    # Each detector has all features, on or off: what nobody manages is as AWS sets it.
    mine = managed.of(_TYPE)
    wanted = {key.partition("/")[0] for key in mine}
    for one in detectors(api):
        if not managed.everything and one not in wanted:
            continue
        for feature in detector(api, one).get("Features") or ():
            key = f"{one}/{required(feature, 'Name')}"
            if managed.everything or key in mine:
                yield Item(key, {**feature, "Detector": one})


READER = tabled(
    _TYPE,
    Listing((DETECTORS, DETECTOR), _items),
    key=by("detector_id", "name"),
    fields=(
        field("detector_id", "Detector"),
        field("name", "Name"),
        field("status", "Status"),
        field(
            "additional_configuration",
            nested("AdditionalConfiguration", {"name": "Name", "status": "Status"}),
            blocks(key=("name",)),
            default=[],
        ),
    ),
    import_id=None,
    owns=(Owned("aws_guardduty_detector", "datasources", _TYPE, "detector_id", "id"),),
)
