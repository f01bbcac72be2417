"""Every readable resource of an account, managed or not, as deeply as a managed one is read.

For judging what is live without any code or state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from scanner.errors import LiveError
from scanner.live.aws.operations import Operation
from scanner.model import Resource
from scanner.projection import Unread

if TYPE_CHECKING:
    from scanner.live.aws.session import AwsSession

REGIONS: Final = Operation("ec2", "DescribeRegions")
"""Asked for ``--region all`` alone."""


@dataclass(frozen=True, slots=True)
class Everything:
    """What an account holds.

    resources: origin live, with one scope, so that rules see them beside each other; in their
    addresses regional ones have their region: ``aws_instance.eu-west-1/i-0abc``.
    unread: what could not be read, with the reason. complete: types that were read in full, in
    every region. account: whose. regions: that were read.
    """

    resources: tuple[Resource, ...]
    unread: tuple[Unread, ...]
    complete: frozenset[str]
    account: str
    regions: tuple[str, ...]


def read_account(
    open_session: Callable[[str | None], AwsSession],
    regions: Sequence[str],
    types: Iterable[str],
    *,
    workers: int = 16,
    progress: Callable[[int, int], None] | None = None,
) -> Everything:
    """Read all resources of `types` in an AWS account.

    open_session: by region, None for the one of the SDK's own configuration; its guard allows the
    operations of these types. regions: ``["all"]`` for those that are enabled; none for the
    session's own. Raises LiveError when nothing at all can be read: no credentials, no region.
    """
    from scanner.live.aws.kinds import reader_for
    from scanner.live.aws.reader import Target, read

    first = open_session(next((one for one in regions if one != "all"), None))
    account = first.identity().account
    where = _enabled(first) if "all" in regions else tuple(dict.fromkeys(regions))
    where = where or (first.region,)
    readers = [reader for one in sorted(set(types)) if (reader := reader_for(one)) is not None]
    names = {reader.type for reader in readers}
    targets = [
        Target(account, region, reader.type)
        for reader in readers
        # As another type it is the same once more.
        if reader.projection.same_as not in names
        for region in (where if reader.regional else ("",))
    ]
    view = read(
        targets, {account: first}, workers=workers, strict=True, details=True, progress=progress
    )
    unclear = {one.type for one in view.unread}
    listed = {target.type for target in targets} - {
        target.type
        for target in targets
        if (target.account, target.region, target.type) not in view.listed
    }
    return Everything(
        resources=tuple(_placed(one) for one in view.resources),
        unread=view.unread,
        complete=frozenset(listed - unclear),
        account=account,
        regions=where,
    )


def _placed(resource: Resource) -> Resource:
    inside = f"{resource.region}/{resource.id}" if resource.region else resource.id
    return replace(
        resource,
        scope=f"aws/{resource.account}",
        address=f"{resource.type}.{inside}",
    )


def _enabled(session: AwsSession) -> tuple[str, ...]:
    """The regions that the account uses, the session's own first."""
    from scanner.live.aws.api import Api, Calls
    from scanner.live.notread import NotRead

    identity = session.identity()
    api = Api(Calls(session), identity.account, session.region, identity.partition)
    try:
        found = [str(one["RegionName"]) for one in api.items(REGIONS, "Regions")]
    except NotRead as error:
        raise LiveError(
            f"AWS: the regions of account {identity.account} could not be listed ({error}); name "
            "them with --region"
        ) from error
    return tuple(sorted(found, key=lambda name: (name != session.region, name)))
