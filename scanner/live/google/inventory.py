"""Cloud Asset Inventory: every resource and every policy of a project in a few bulk listings.

One listing per content (resources, policies) serves all the types that are read together. The
same assets come from a file that ``gcloud asset export`` wrote; see `export`.

Shapes: https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.google.session import GoogleSession

RESOURCE: Final = "RESOURCE"
IAM_POLICY: Final = "IAM_POLICY"

PROJECT: Final = "cloudresourcemanager.googleapis.com/Project"

MAX_PAGES: Final = 10_000
PAGE_SIZE: Final = 1000

_NAMED = re.compile(r"//[^/]{1,253}/projects/([^/]{1,64})(?:/|$)")
_NUMBER = re.compile(r"(?://cloudresourcemanager\.googleapis\.com/)?projects/(\d{1,20})")


class MissingType(NotRead):
    """The inventory does not say whether there is anything of a type: an export without it."""


@dataclass(frozen=True, slots=True)
class Asset:
    """name: ``//compute.googleapis.com/projects/p/global/networks/n``. data: what the service's
    own API says of it. policy: its own IAM policy. project: by number, ``""`` when not told."""

    name: str
    type: str
    data: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Any] | None = None
    project: str = ""
    location: str = ""

    def segment(self, *collections: str) -> str | None:
        """What follows the first of these collections in the name: ``segment("zones")``."""
        parts = self.name.split("/")
        for one, following in pairwise(parts):
            if one in collections:
                return following
        return None

    @property
    def relative(self) -> str:
        """The name below the service: ``projects/p/global/networks/n``."""
        return self.name[2:].partition("/")[2] if self.name.startswith("//") else self.name


def asset_of(raw: Any) -> Asset | None:
    """An asset as the API (``assetType``) or an export (``asset_type``) writes it, else None."""
    if not isinstance(raw, Mapping):
        return None
    name, kind = raw.get("name"), raw.get("assetType", raw.get("asset_type"))
    if not (isinstance(name, str) and isinstance(kind, str) and name and kind):
        return None
    resource = raw.get("resource")
    resource = resource if isinstance(resource, Mapping) else {}
    data, policy = resource.get("data"), raw.get("iamPolicy", raw.get("iam_policy"))
    return Asset(
        name,
        kind,
        data if isinstance(data, Mapping) else {},
        policy if isinstance(policy, Mapping) else None,
        _number(raw.get("ancestors"), resource.get("parent"), name),
        location if isinstance(location := resource.get("location"), str) else "",
    )


def _number(ancestors: Any, *names: Any) -> str:
    near = ancestors[0] if isinstance(ancestors, (list, tuple)) and ancestors else None
    for one in (near, *names):
        found = _NUMBER.fullmatch(one) if isinstance(one, str) else None
        if found:
            return found[1]
    return ""


def project_ids(assets: Iterable[Asset]) -> dict[str, str]:
    """The ids of projects by their numbers, as far as the assets tell."""
    found: dict[str, str] = {}
    for one in assets:
        if one.type == PROJECT and isinstance(said := one.data.get("projectId"), str):
            number = str(one.data.get("projectNumber", one.project))
            found[number] = said
        elif one.project and (named := _NAMED.match(one.name)) and not named[1].isdigit():
            found.setdefault(one.project, named[1])
    return found


class Inventory:
    """The assets of one project, read when first asked for and then kept.

    fetch: the assets of a content and of asset types; may raise NotRead. resources, policies:
    the asset types that anybody will ask for. missing: why nothing is known of a type without
    any asset, where that does not mean that there is none.
    """

    def __init__(
        self,
        project: str,
        fetch: Callable[[str, Sequence[str]], Iterable[Asset]],
        resources: Iterable[str],
        policies: Iterable[str],
        missing: Callable[[str], NotRead] | None = None,
    ) -> None:
        self.project = project
        self._fetch = fetch
        self._missing = missing
        self._wanted = {
            # The project itself tells its number.
            RESOURCE: tuple(sorted({*resources, PROJECT})),
            IAM_POLICY: tuple(sorted(set(policies))),
        }
        self._found: dict[str, dict[str, list[Asset] | NotRead]] = {}
        self._locks = {RESOURCE: threading.Lock(), IAM_POLICY: threading.Lock()}

    def resources(self, kind: str) -> Sequence[Asset]:
        """Every resource of an asset type. Raises NotRead."""
        return self._of(RESOURCE, kind)

    def policies(self, kind: str) -> Sequence[Asset]:
        """Everything of an asset type that has an IAM policy of its own. Raises NotRead."""
        return self._of(IAM_POLICY, kind)

    @property
    def number(self) -> str:
        """The project's number as far as what was read tells, else ``""``."""
        for by_type in list(self._found.values()):
            for found in by_type.values():
                if isinstance(found, list):
                    for one in found:
                        if one.project:
                            return one.project
        return ""

    def _of(self, content: str, kind: str) -> Sequence[Asset]:
        with self._locks[content]:
            if content not in self._found:
                self._found[content] = self._all(content)
        found = self._found[content].get(kind, [])
        if isinstance(found, NotRead):
            raise found
        return found

    def _all(self, content: str) -> dict[str, list[Asset] | NotRead]:
        wanted = self._wanted[content]
        found: dict[str, list[Asset] | NotRead] = {kind: [] for kind in wanted}
        groups: list[tuple[str, ...]] = [wanted]
        while groups:
            kinds = groups.pop()
            try:
                assets = list(self._fetch(content, kinds))
            except RejectedError:
                if len(kinds) == 1:
                    found[kinds[0]] = NotRead(f"assets.list: {kinds[0]} is not known there")
                else:
                    # One of them is unknown; the others must not suffer from it.
                    groups += [(kind,) for kind in kinds]
                continue
            except NotRead as error:
                if error.denied and len(kinds) > 1:
                    # There are permissions for single types; one that is missing must not cost
                    # the others.
                    groups += [(kind,) for kind in kinds]
                else:
                    found.update(dict.fromkeys(kinds, error))
                continue
            for one in assets:
                known = found.get(one.type)
                if isinstance(known, list):
                    known.append(one)
        if self._missing is not None:
            found.update({kind: self._missing(kind) for kind, one in found.items() if one == []})
        return found


class RejectedError(Exception):
    """The inventory does not accept one of the asset types."""


def listing(session: GoogleSession) -> Callable[[str, Sequence[str]], Iterable[Asset]]:
    """The `fetch` of `Inventory` for a project behind a guarded session."""

    def fetch(content: str, kinds: Sequence[str]) -> list[Asset]:
        found: list[Asset] = []
        token, seen = "", {""}
        for _ in range(MAX_PAGES):
            query = [("contentType", content), ("pageSize", str(PAGE_SIZE))]
            query += [("assetTypes", kind) for kind in kinds]
            if token:
                query.append(("pageToken", token))
            answer = session.get("assets.list", f"/v1/projects/{session.project}/assets", query)
            page = answer.get("assets", [])
            if not isinstance(page, list):
                raise NotRead("assets.list: the answer is no list of assets")
            found += [one for raw in page if (one := asset_of(raw)) is not None]
            token = answer.get("nextPageToken") or ""
            if not token:
                return found
            if not isinstance(token, str) or token in seen:
                break
            seen.add(token)
        raise NotRead("assets.list: the pages do not come to an end")

    return fetch
