"""Google clients whose transport sends GET to declared paths and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, quote, unquote, urlsplit

from scanner.errors import LiveError, RefusedCallError
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.google.export import Export
    from scanner.live.google.inventory import Inventory
    from scanner.live.google.kinds import Request

T = TypeVar("T")

SCOPE = "https://www.googleapis.com/auth/devstorage.read_only"
CLOUD_SCOPE = "https://www.googleapis.com/auth/cloud-platform"
"""The narrowest that Cloud Asset Inventory takes; the transport still lets only GET through."""
EMULATOR = "STORAGE_EMULATOR_HOST"
ASSETS_ENDPOINT = "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDASSET"
"""gcloud's own variable for another address of the service."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds per request, and for a request with all its repetitions."""

    timeout: float = 30.0
    deadline: float = 120.0


class Guard:
    """Allows GET of the declared paths, and of the state's own objects.

    requests: what the readers in use declare. objects: (bucket, object) of states to be read.
    listings: (bucket, prefix) in which states are looked for.
    It cannot be switched off.
    """

    def __init__(
        self,
        requests: Iterable[Request],
        objects: Iterable[tuple[str, str]] = (),
        listings: Iterable[tuple[str, str]] = (),
    ) -> None:
        declared = tuple(requests)
        self._listings = frozenset(
            (f"/storage/v1/b/{quote(bucket, safe='')}/o", prefix) for bucket, prefix in listings
        )
        self.allowed = tuple((re.compile(one.path), one.query) for one in declared)
        self._objects = frozenset(
            f"{prefix}/storage/v1/b/{quote(bucket, safe='')}/o/{quote(name, safe='')}"
            for bucket, name in objects
            for prefix in ("", "/download")
        )

    def check(self, method: str, url: str) -> None:
        """Raise RefusedCallError unless this request may be sent."""
        parts = urlsplit(url)
        path = parts.path
        if method == "GET":
            query = parse_qs(parts.query, keep_blank_values=True)
            prefixes = query.get("prefix", [""])
            if path in self._objects or (path, *prefixes) in self._listings:
                return
            plain = unquote(path)
            # A path that changes when decoded twice, or climbs, is not what it seems.
            honest = unquote(plain) == plain and not {".", ".."} & set(plain.split("/"))
            if honest and any(
                pattern.fullmatch(plain)
                and all(query.get(name) == [value] for name, value in wanted)
                for pattern, wanted in self.allowed
            ):
                return
        raise RefusedCallError(
            f"{method} {path} was refused and not sent: no reader in use declares it (trueup "
            "only reads; this is a defect of trueup, please report it)"
        )


class GoogleSession:
    """One project behind the guard. client: google-cloud-storage's Client. http: the transport
    under it. assets: the address of Cloud Asset Inventory."""

    def __init__(
        self,
        client: Any,
        project: str,
        limits: Limits,
        http: Any = None,
        assets: str = "https://cloudasset.googleapis.com",
    ) -> None:
        self.client = client
        self.project = project
        self.limits = limits
        self._http = http
        self._assets = assets

    def inventory(self, resources: Iterable[str], policies: Iterable[str]) -> Inventory:
        """The project's assets of these types, read when they are asked for; without buckets,
        which Cloud Storage tells of."""
        from scanner.live.google.buckets import BUCKET
        from scanner.live.google.inventory import Inventory, listing

        listed, granted = (
            [one for one in kinds if one != BUCKET] for kinds in (resources, policies)
        )
        return Inventory(self.project, listing(self), listed, granted)

    def get(self, what: str, path: str, query: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
        """The JSON object that Cloud Asset Inventory answers. Raises NotRead and RejectedError."""
        from google.api_core import exceptions as errors

        from scanner.live.google.inventory import RejectedError

        def request(timeout: float, retry: Any) -> Any:
            def once() -> Any:
                answer = self._http.get(self._assets + path, params=list(query), timeout=timeout)
                if answer.status_code != 200:
                    untyped: Any = errors
                    raise untyped.from_http_response(answer)
                return answer.json()

            return retry(once)()

        try:
            found = self.ask(what, request)
        except errors.BadRequest as error:
            raise RejectedError from error
        if found is None:
            raise NotRead(f"{what}: there is no project {self.project}")
        if not isinstance(found, dict):
            raise NotRead(f"{what}: the answer is no JSON object")
        return found

    def ask(self, what: str, request: Callable[..., T]) -> T | None:
        """``request(timeout=, retry=)``; None for 404. Raises NotRead, naming `what`."""
        import requests
        from google.api_core import exceptions as errors
        from google.auth.exceptions import GoogleAuthError
        from google.cloud.storage.retry import DEFAULT_RETRY

        retry = DEFAULT_RETRY.with_timeout(self.limits.deadline)
        try:
            return request(timeout=self.limits.timeout, retry=retry)
        except errors.NotFound:
            return None
        except (errors.Forbidden, errors.Unauthorized) as error:
            raise NotRead(f"{what}: {type(error).__name__}", denied=True) from error
        except errors.BadRequest:
            if what != "assets.list":
                raise NotRead(f"{what}: BadRequest") from None
            raise
        except (
            errors.GoogleAPIError,
            GoogleAuthError,
            requests.RequestException,
            ConnectionError,
        ) as error:
            raise NotRead(f"{what}: {type(error).__name__}") from error
        except RefusedCallError as error:
            raise NotRead(str(error)) from error


def open_session(
    guard: Guard,
    *,
    project: str | None = None,
    limits: Limits | None = None,
    endpoint: str | None = None,
    account: str | None = None,
    delegates: Iterable[str] = (),
    assets: bool = False,
) -> GoogleSession:
    """A guarded session with application default credentials; anonymous for an emulator.

    project: default is the credentials' own. endpoint: a URL that the user allowed, instead of the
    library's own choice. account: a service account to be impersonated, through `delegates`.
    assets: also for Cloud Asset Inventory, which takes a wider scope.
    Raises LiveError without credentials or project.
    """
    import os

    import google.auth
    from google.auth.credentials import AnonymousCredentials
    from google.auth.exceptions import GoogleAuthError
    from google.cloud import storage

    scope = CLOUD_SCOPE if assets else SCOPE
    credentials: Any
    anonymous: Any = AnonymousCredentials
    if os.environ.get(EMULATOR):
        credentials, default = anonymous(), os.environ.get("GOOGLE_CLOUD_PROJECT")
    else:
        try:
            credentials, default = google.auth.default(scopes=[scope])
        except GoogleAuthError as error:
            raise LiveError(
                "Google: no credentials found; run `gcloud auth application-default login` or "
                "set GOOGLE_APPLICATION_CREDENTIALS"
            ) from error
    if account and not isinstance(credentials, AnonymousCredentials):
        credentials = _impersonated(credentials, account, delegates, scope)
    project = project or default
    if not project:
        raise LiveError(
            "Google: no project; name it in the provider block, with --google-project or with "
            "GOOGLE_CLOUD_PROJECT"
        )
    transport = _transport(guard, credentials)
    client = storage.Client(
        project=project,
        credentials=credentials,
        _http=transport,
        client_options={"api_endpoint": endpoint} if endpoint else None,
    )
    # Newer clients look buckets up in the background, for their own metrics; nobody asked for it.
    if hasattr(client, "_bucket_metadata_cache"):
        client._bucket_metadata_cache = None
    address = os.environ.get(ASSETS_ENDPOINT) or "https://cloudasset.googleapis.com"
    return GoogleSession(client, project, limits or Limits(), transport, address.rstrip("/"))


class ExportSession:
    """One project of a file of assets: nothing is asked of anybody."""

    client: Any = None

    def __init__(self, export: Export, project: str) -> None:
        self.project = project
        self._export = export

    def inventory(self, resources: Iterable[str], policies: Iterable[str]) -> Inventory:
        """The file's assets of the project."""
        from scanner.live.google.inventory import Inventory

        return Inventory(
            self.project,
            self._export.fetch(self.project),
            resources,
            policies,
            self._export.missing,
        )


def _impersonated(source: Any, account: str, delegates: Iterable[str], scope: str) -> Any:
    """Short-lived credentials of `account`, fetched by google-auth itself."""
    from google.auth import impersonated_credentials

    untyped: Any = impersonated_credentials
    return untyped.Credentials(
        source_credentials=source,
        target_principal=account,
        target_scopes=[scope],
        delegates=list(delegates),
    )


def _transport(guard: Guard, credentials: Any) -> Any:
    from google.auth.transport.requests import AuthorizedSession

    class GuardedSession(AuthorizedSession):
        """Every request, redirects too, goes through `send`; refreshing a token does not: it
        has a session of its own inside google-auth and sees only the token's address."""

        def send(self, request: Any, **options: Any) -> Any:
            guard.check(request.method, request.url)
            return super().send(request, **options)

    guarded: Any = GuardedSession
    return guarded(credentials)
