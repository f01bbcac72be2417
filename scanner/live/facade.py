"""From recorded or declared resources to what is live: which platform, account, region and type
to ask for, in one call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from scanner.errors import LiveError
from scanner.live.providers import ProviderSettings, role_for, with_places
from scanner.model import Resource
from scanner.projection import Change, LiveView, Projection, Unread

if TYPE_CHECKING:
    from scanner.live.aws.session import AwsSession
    from scanner.live.google.export import Export
    from scanner.live.google.session import ExportSession, GoogleSession


@dataclass(frozen=True, slots=True)
class Sessions:
    """Who opens a session for a resource: by its provider configuration, account, region.

    Each is asked once per (provider, account, region) and may raise LiveError, which costs the
    resources of that place. None: the platform is not asked at all. providers: what the code
    configures, for resources that leave their place to it.
    """

    aws: Callable[[Resource], AwsSession] | None = None
    google: Callable[[Resource], GoogleSession | ExportSession] | None = None
    providers: Mapping[str, ProviderSettings] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Live:
    """What came back.

    view: the resources, what was not read, what was listed completely.
    projections: of every type that was asked for and has a reader.
    managed: the given resources of those types, their account and region filled in with the place
        that was asked, so that they join the view's; the others are not in it.
    unsupported: cloud types without a reader, and how many of the given resources have them.
    """

    view: LiveView
    projections: Mapping[str, Projection] = field(default_factory=dict)
    managed: tuple[Resource, ...] = ()
    unsupported: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Place:
    """The resources of one account and region (or project), by type."""

    session: Any
    account: str
    region: str
    managed: dict[str, list[Resource]] = field(default_factory=dict)


def readable(type_name: str) -> Projection | None:
    """The projection of a type that can be read live, else None. Loads no SDK."""
    from scanner.live.aws import kinds as aws
    from scanner.live.google import kinds as google

    reader = aws.reader_for(type_name) or google.reader_for(type_name)
    return reader.projection if reader is not None else None


def readable_types() -> list[Projection]:
    """The projection of every type that can be read live. Loads no SDK."""
    from scanner.live.aws import kinds as aws
    from scanner.live.google import kinds as google

    names = (*aws.supported_types(), *google.supported_types())
    return [projection for name in names if (projection := readable(name)) is not None]


def read_live(
    resources: Sequence[Resource],
    sessions: Sessions,
    *,
    types: Iterable[str] = (),
    unmanaged: bool = True,
    strict: bool = False,
    workers: int = 16,
    progress: Callable[[int, int], None] | None = None,
    deadline: float | None = None,
) -> Live:
    """Ask the platforms for `resources` (recorded or declared; data sources are left out).

    types: to be enumerated besides those of the resources, wherever their platform is asked; so
    are grants on what is managed on Google Cloud, when what nobody manages is looked for.
    unmanaged: also report what nobody manages, of all those types. strict: also where every
    account has it. workers: requests at a time. progress: (done, known of). deadline: a time of
    `time.monotonic`, after which nothing more is asked; what is left is unread.
    Never raises LiveError: what cannot be read is in the view's `unread`.
    """
    from scanner.live.google.kinds import alongside

    projections: dict[str, Projection] = {}
    unsupported: Counter[str] = Counter()
    wanted: list[Resource] = []
    for resource in resources:
        if not resource.type.startswith(("aws_", "google_")):
            continue
        projection = readable(resource.type)
        if projection is None:
            unsupported[resource.type] += 1
            continue
        projections[resource.type] = projection
        wanted.append(resource)
    more = {*types, *(alongside(projections) if unmanaged else ())}
    extra = [(one, found) for one in sorted(more) if (found := readable(one))]
    projections.update(extra)
    views: list[LiveView] = []
    managed: list[Resource] = []
    for prefix, ask in (("aws_", _ask_aws), ("google_", _ask_google)):
        mine = [one for one in wanted if one.type.startswith(prefix)]
        if not mine:
            continue
        places, homed, unread = _places(mine, sessions, prefix)
        managed += homed
        named = [one for one, _ in extra if one.startswith(prefix)]
        views.append(LiveView(unread=tuple(unread)))
        views.append(ask(places, named, unmanaged, strict, workers, progress, deadline))
    return Live(_merged(views), projections, tuple(managed), dict(unsupported))


def _places(
    resources: Iterable[Resource], sessions: Sessions, prefix: str
) -> tuple[list[_Place], list[Resource], list[Unread]]:
    """Resources grouped by the account and region they live in, and homed there."""
    opened: dict[tuple[str, str, str], Any] = {}
    places: dict[tuple[str, str], _Place] = {}
    homed: list[Resource] = []
    unread: list[Unread] = []
    for resource in resources:
        asked = resource.provider, _whose(resource), _region(resource)
        if asked not in opened:
            opened[asked] = _open(resource, sessions, prefix)
        session = opened[asked]
        if isinstance(session, LiveError):
            reason = f"not read: {session}"
            account, region = resource.account, resource.region
            unread.append(
                Unread(resource.type, _key(resource), reason, account=account, region=region)
            )
            homed.append(resource)
            continue
        account, region = _home(resource, session, prefix)
        if _account(resource) not in ("", account):
            # What is not in this account is not missing: nobody has looked.
            reason = (
                f"not read: it is in account {resource.account}, the credentials are of {account}; "
                "give --assume-role for it"
            )
            at = resource.account, region
            unread.append(Unread(resource.type, _key(resource), reason, False, *at))
            homed.append(replace(resource, region=region))
            continue
        place = places.setdefault((account, region), _Place(session, account, region))
        resource = replace(resource, account=account, region=region)
        if prefix == "google_":
            settings = sessions.providers.get(resource.provider, ProviderSettings())
            resource = with_places(resource, settings, account)
        place.managed.setdefault(resource.type, []).append(resource)
        homed.append(resource)
    return list(places.values()), homed, unread


def _open(resource: Resource, sessions: Sessions, prefix: str) -> Any:
    """A session, or the LiveError that stands in its way."""
    factory = sessions.aws if prefix == "aws_" else sessions.google
    if factory is None:
        return LiveError("the platform is not asked in this run")
    try:
        session: Any = factory(resource)
        if prefix == "aws_":
            session.identity()
    except LiveError as error:
        return error
    return session


def _whose(resource: Resource) -> str:
    """What tells the sessions of one provider configuration apart."""
    if not resource.type.startswith("google_"):
        return resource.account
    from scanner.live.google.kinds import project_of

    return project_of(resource)


def _home(resource: Resource, session: Any, prefix: str) -> tuple[str, str]:
    if prefix == "google_":
        return session.project, ""
    from scanner.live.aws.kinds import reader_for

    reader = reader_for(resource.type)
    regional = reader is not None and reader.regional
    return session.identity().account, (_region(resource) or session.region) if regional else ""


def _account(resource: Resource) -> str:
    """The AWS account that the resource says it is in, ``""`` where it does not."""
    account = resource.account
    return account if resource.type.startswith("aws_") and account.isdecimal() else ""


def _region(resource: Resource) -> str:
    """The region the resource says it is in: its own field, or the fourth part of its ARN."""
    if resource.region:
        return resource.region
    arn = resource.attributes.get("arn")
    parts = arn.split(":", 5) if isinstance(arn, str) else []
    return parts[3] if len(parts) == 6 and parts[0] == "arn" else ""


def _key(resource: Resource) -> str | None:
    projection = readable(resource.type)
    return projection.key(resource) if projection is not None else None


def _ask_aws(
    places: Sequence[_Place],
    types: Sequence[str],
    unmanaged: bool,
    strict: bool,
    workers: int,
    progress: Callable[[int, int], None] | None,
    deadline: float | None,
) -> LiveView:
    from scanner.live.aws.kinds import reader_for
    from scanner.live.aws.reader import Target, read

    targets: dict[tuple[str, str, str], Target] = {}
    for place in places:
        for type_name, managed in place.managed.items():
            at = place.account, place.region, type_name
            targets[at] = Target(*at, tuple(managed), unmanaged)
    for place in places:
        for type_name in types:
            reader = reader_for(type_name)
            if reader is None:
                continue
            region = (place.region or place.session.region) if reader.regional else ""
            at = place.account, region, type_name
            targets.setdefault(at, Target(*at, (), unmanaged))
    sessions = {place.account: place.session for place in places}
    return read(
        targets.values(),
        sessions,
        workers=workers,
        strict=strict,
        progress=progress,
        deadline=deadline,
    )


def _ask_google(
    places: Sequence[_Place],
    types: Sequence[str],
    unmanaged: bool,
    strict: bool,
    workers: int,
    progress: Callable[[int, int], None] | None,
    deadline: float | None,
) -> LiveView:
    from scanner.live.google.reader import Target, read

    targets = [
        Target(place.account, type_name, tuple(place.managed.get(type_name, ())), unmanaged)
        for place in places
        for type_name in dict.fromkeys((*place.managed, *types))
    ]
    sessions = {place.account: place.session for place in places}
    return read(
        targets, sessions, workers=workers, strict=strict, progress=progress, deadline=deadline
    )


def _merged(views: Iterable[LiveView]) -> LiveView:
    found = list(views)
    return LiveView(
        tuple(one for view in found for one in view.resources),
        tuple(one for view in found for one in view.unread),
        frozenset[tuple[str, str, str]]().union(*(view.listed for view in found)),
    )


def default_sessions(
    types: Iterable[str],
    *,
    region: str | None = None,
    profiles: Sequence[str] = (),
    roles: Sequence[str] = (),
    project: str | None = None,
    providers: Mapping[str, ProviderSettings] | None = None,
    audit_log: bool = False,
    assets: Export | None = None,
) -> Sessions:
    """Sessions with the SDKs' ordinary credentials, behind guards for exactly these types.

    region: AWS's, where neither a resource nor its provider block tells. profiles, roles: AWS's
    that the user allows; which one reads a resource, see `providers.role_for`. Among the roles
    are Google's service accounts, to be impersonated where a provider block names them.
    project: Google's, where neither a resource nor its provider block tells. providers: what the
    code configures. audit_log: also allow to ask who changed something. assets: a file to read
    Google's projects from, instead of asking.
    """
    from scanner.live.google.kinds import alongside

    named = tuple(types)
    wanted = (*named, *alongside(named))
    configured = providers or {}
    aws: dict[tuple[str, str | None, str | None], AwsSession] = {}
    google: dict[tuple[str, str], GoogleSession | ExportSession] = {}
    factories: list[Any] = []

    def open_aws(resource: Resource) -> AwsSession:
        from scanner.live.aws.kinds import operations
        from scanner.live.aws.session import AwsSessions
        from scanner.live.aws.trail import LOOKUP

        if not factories:
            factories.append(AwsSessions((*operations(wanted), *([LOOKUP] if audit_log else []))))
        settings = configured.get(resource.provider, ProviderSettings())
        where = _region(resource) or settings.region or region or ""
        role = role_for(_account(resource), settings, [one for one in roles if one[:4] == "arn:"])
        profile = settings.profile if settings.profile in profiles else None
        if profile is None and len(profiles) == 1:
            profile = profiles[0]
        key = where, role, profile
        if key not in aws:
            aws[key] = factories[0].open(region=where or None, profile=profile, role=role)
        return aws[key]

    def open_google(resource: Resource) -> GoogleSession | ExportSession:
        from scanner.live.google.kinds import project_of
        from scanner.live.google.opening import open_export, open_project

        settings = configured.get(resource.provider, ProviderSettings())
        where = project_of(resource) or settings.project or project or ""
        account = settings.role if settings.role in roles else ""
        if (where, account) not in google:
            if assets:
                opened: GoogleSession | ExportSession = open_export(assets, where)
            else:
                opened = open_project(wanted, where, account)
            # The credentials' own project may be one that is open already.
            google[where, account] = google.setdefault((opened.project, account), opened)
        return google[where, account]

    return Sessions(open_aws, open_google, configured)


def audit_history(sessions: Sessions) -> Callable[[Resource], Sequence[Change]]:
    """Who changed a resource, newest first, as far as the platform tells; never raises."""
    trails: dict[int, Any] = {}

    def history(resource: Resource) -> Sequence[Change]:
        from scanner.live.aws.trail import Trail

        if sessions.aws is None or not resource.type.startswith("aws_"):
            return ()
        try:
            session = sessions.aws(resource)
            session.identity()
        except LiveError:
            return ()
        if id(session) not in trails:
            trails[id(session)] = Trail(session.hurried())
        trail = trails[id(session)]
        changes: Sequence[Change] = trail.changes(resource)
        return changes

    return history
