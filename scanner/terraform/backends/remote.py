"""HCP Terraform and Terraform Enterprise: ``backend "remote"`` and ``cloud`` blocks.

Settings: developer.hashicorp.com/terraform/cli/cloud/settings and .../language/backend/remote. The
API: developer.hashicorp.com/terraform/cloud-docs/api-docs/state-versions. Three GETs per state: the
workspace, its current state version, and the state, which may lie on another host; the token stays
with the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import quote, urlencode

from scanner.errors import LiveError, StateError
from scanner.model import Value
from scanner.outcome import StateInfo
from scanner.terraform.backends.addresses import (
    Address,
    address,
    allowed_address,
    host_of,
    segments,
)
from scanner.terraform.backends.common import (
    Found,
    Openers,
    Request,
    Response,
    block,
    chosen,
    literal_prefix,
    no_state,
    printable,
    setting,
    text,
)

FORM: Final = "tfe://HOST/ORGANIZATION/WORKSPACE"
DEFAULT_HOST: Final = "app.terraform.io"
WELL_KNOWN: Final = frozenset({DEFAULT_HOST, "app.eu.terraform.io"})
"""HashiCorp's own hosts, which code may name."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,90}")
_MAX_ANSWER: Final = 4 << 20
_PAGES: Final = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace. host: with its port, if it has one. workspace: its whole name there."""

    host: str
    organization: str
    workspace: str
    token: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """``tfe://HOST/ORGANIZATION/WORKSPACE``."""
        return f"tfe://{self.host}/{self.organization}/{self.workspace}"


def place_of(
    kind: str, settings: Mapping[str, Value], workspace: str, openers: Openers, root: str
) -> Place:
    """Where a ``cloud`` block or a ``remote`` backend puts the state of a workspace.

    kind: ``cloud`` or ``remote``. root: of the module, whose chosen workspace Terraform notes.
    """
    environment = openers.environment
    ours = environment.get("TF_CLOUD_HOSTNAME", "") if kind == "cloud" else ""
    what = f"{kind} block"
    host = host_of(text(settings, "hostname") or ours or DEFAULT_HOST, what)
    if host not in WELL_KNOWN and not (ours and host == host_of(ours, "TF_CLOUD_HOSTNAME")):
        allowed_address(address(f"https://{host}/", what), openers.endpoints)
    fallback = environment.get("TF_CLOUD_ORGANIZATION", "") if kind == "cloud" else ""
    organization = setting(settings, kind, "organization", FORM, fallback)
    name = _workspace(kind, block(settings, "workspaces"), workspace, openers, root)
    return _with_token(_checked(Place(host, organization, name), what), openers)


def place_of_url(url: str, openers: Openers) -> Place:
    """``tfe://HOST/ORGANIZATION/WORKSPACE`` as named with ``--state``."""
    what = f"--state {FORM}"
    host, organization, workspace = segments(url, FORM, 3)
    place = Place(host_of(host, what), organization, workspace)
    _checked(replace(place, workspace=workspace.replace("*", "") or "-"), what)
    return _with_token(place, openers)


def configured(
    kind: str, settings: Mapping[str, Value], workspace: str, openers: Openers, root: str
) -> Found:
    """The state of a workspace, where the block puts it."""
    return _read(place_of(kind, settings, workspace, openers, root), openers)


def named(url: str, workspace: str, openers: Openers) -> list[Found]:
    """The states that ``tfe://HOST/ORGANIZATION/WORKSPACE`` names, with ``*`` in the workspace."""
    place = place_of_url(url, openers)
    if "*" not in place.workspace:
        return [_read(place, openers)]
    names = chosen(place.workspace, _listed(place, openers), place.url)
    found = (_read(replace(place, workspace=name), openers, absent_ok=True) for name in names)
    states = [one for one in found if one.data]
    if not states:
        raise StateError(f"--state {place.url}: none of its {len(names)} workspaces has a state")
    return states


def _workspace(
    kind: str, chosen_by: Mapping[str, Value], workspace: str, openers: Openers, root: str
) -> str:
    """The whole name of the workspace, as it is known there."""
    name, prefix = text(chosen_by, "name"), text(chosen_by, "prefix")
    if name:
        if workspace in ("default", name):
            return name
        raise StateError(
            f'{kind} block: it names the one workspace "{printable(name)}"; leave out --workspace, '
            f"or name another with --state {FORM}"
        )
    if workspace == "default":
        workspace = openers.environment.get("TF_WORKSPACE", "") or _selected(root)
    if not workspace:
        raise StateError(f"{kind} block: it has several workspaces; choose one with --workspace")
    return prefix + workspace


def _selected(root: str) -> str:
    """What `terraform workspace select` noted, or ""."""
    import os

    path = os.path.join(os.path.realpath(root), ".terraform", "environment")
    try:
        # No link is followed: it could lead out of the tree, or to a pipe.
        if os.path.realpath(path) != path or not os.path.isfile(path):
            return ""
        with open(path, encoding="utf-8") as file:
            name = file.read(200).strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return "" if name == "default" else name


def _checked(place: Place, what: str) -> Place:
    for kind, name in (("organization", place.organization), ("workspace", place.workspace)):
        if not _NAME.fullmatch(name):
            raise StateError(
                f"{what}: {printable(name)!r} is no name of an {kind}; it has letters, digits, "
                "- and _"
            )
    return place


def _with_token(place: Place, openers: Openers) -> Place:
    from scanner.terraform.backends.credentials import find_token

    token = find_token(place.host, openers.environment, openers.home)
    if token:
        return replace(place, token=token)
    variable = "TF_TOKEN_" + place.host.replace("-", "__").replace(".", "_").replace(":", "_")
    raise StateError(
        f"{place.url}: no token for {place.host}; set {variable}, or run "
        f"`terraform login {place.host}`"
    )


def _read(place: Place, openers: Openers, absent_ok: bool = False) -> Found:
    """The current state of one workspace; empty when there is none and that is allowed."""
    info = StateInfo(place.url, None, place.workspace)
    path = f"/organizations/{quote(place.organization)}/workspaces/{quote(place.workspace)}"
    found = _attribute(_ask(place, openers, path), "id")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", found):
        raise _strange(place)
    answer = _get(place, openers, f"/workspaces/{found}/current-state-version")
    if answer.status == 404 and absent_ok:
        return Found(b"", info)
    if answer.status == 404:
        raise no_state(place.url, place.workspace)
    version = _document(place, answer)
    target = _attribute(version, "attributes", "hosted-state-download-url")
    return Found(_download(place, openers, target), info)


def _download(place: Place, openers: Openers, target: str) -> bytes:
    """The state itself. Its URL carries what lets it be read, so that it is never shown."""
    if not target:
        raise StateError(f"{place.url}: the state is still being stored there; try again later")
    source = address(target, f"{place.url}: where its state is")
    home = _home(place)
    headers = {"Authorization": f"Bearer {place.token}"} if source.origin == home.origin else {}
    if source.scheme != "https":
        raise StateError(f"{place.url}: the state is offered without TLS; nothing was asked")
    answer = _send(place, openers, Request(source.url, headers))
    if answer.status != 200 or not answer.body.strip():
        raise StateError(
            f"{place.url}: {source.host} answered {answer.status} for the state; try again, or "
            "check what the token may read"
        )
    return answer.body


def _listed(place: Place, openers: Openers) -> Iterator[str]:
    """The names of the organization's workspaces that start as the pattern does."""
    page: Value = 1
    start = literal_prefix(place.workspace)
    for _ in range(_PAGES):
        query = {"page[number]": str(page), "page[size]": "100"}
        if start:
            query["search[wildcard-name]"] = f"{start}*"
        path = f"/organizations/{quote(place.organization)}/workspaces?{urlencode(query)}"
        document = _ask(place, openers, path)
        entries = document.get("data")
        for entry in entries if isinstance(entries, list) else ():
            yield _attribute({"data": entry}, "attributes", "name")
        meta = document.get("meta")
        pages = meta.get("pagination") if isinstance(meta, dict) else None
        page = pages.get("next-page") if isinstance(pages, dict) else None
        if not isinstance(page, int):
            return
    raise StateError(
        f"--state {place.url}: more than {_PAGES * 100:,} workspaces start like it; name more of "
        "it before the first *"
    )


def _ask(place: Place, openers: Openers, path: str) -> Mapping[str, Value]:
    return _document(place, _get(place, openers, path))


def _get(place: Place, openers: Openers, path: str) -> Response:
    headers = {
        "Authorization": f"Bearer {place.token}",
        "Accept": "application/vnd.api+json",
    }
    url = _home(place).url.rstrip("/") + "/api/v2" + path
    return _send(place, openers, Request(url, headers, limit=_MAX_ANSWER))


def _send(place: Place, openers: Openers, request: Request) -> Response:
    if openers.web is None:
        raise StateError(f"{place.url}: nothing here can read it; give a file with --state")
    try:
        return openers.web(request)
    except LiveError as error:
        raise StateError(f"{place.url}: cannot be read ({error}); check the host") from None


def _document(place: Place, answer: Response) -> Mapping[str, Value]:
    """The JSON of an answer; StateError for a refusal, which names no token."""
    if answer.status == 401:
        raise StateError(
            f"{place.url}: the token for {place.host} is not accepted (401); run "
            f"`terraform login {place.host}`"
        )
    if answer.status in (403, 404):
        # The API answers 404 also for what the token may not see.
        raise StateError(
            f"{place.url}: there is no such workspace, or the token may not read its state "
            f"({answer.status}); check its name and the token's permissions"
        )
    if answer.status != 200:
        raise StateError(f"{place.url}: {place.host} answered {answer.status}; try again later")
    import orjson

    try:
        document: Any = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        document = None
    if not isinstance(document, dict):
        raise _strange(place)
    return document


def _attribute(document: Mapping[str, Value], *names: str) -> str:
    value: Value = document.get("data")
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def _strange(place: Place) -> StateError:
    return StateError(
        f"{place.url}: {place.host} does not answer like HCP Terraform or Terraform Enterprise; "
        "check the host name"
    )


def _home(place: Place) -> Address:
    return address(f"https://{place.host}/", FORM)
