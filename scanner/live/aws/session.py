"""Guarded boto3 sessions: opened explicitly, passed in, never global."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scanner.errors import LiveError
from scanner.live.aws import whole
from scanner.live.aws.guard import Guard
from scanner.version import __version__

if TYPE_CHECKING:
    from scanner.live.aws.operations import Operation


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient the clients are: seconds to connect and per read, attempts per request."""

    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    attempts: int = 8
    pool: int = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the credentials belong to."""

    account: str
    arn: str
    partition: str


class AwsSession:
    """One set of credentials behind the guard; makes a client per (service, region), once.

    Clients may be used from any thread; making one may not, hence the lock.
    """

    def __init__(self, session: Any, region: str, limits: Limits) -> None:
        self._session = session
        self._limits = limits
        self._clients: dict[tuple[str, str, str | None, bool], Any] = {}
        self._lock = threading.Lock()
        self._identity: Identity | None = None
        self.region = region

    def client(
        self,
        service: str,
        region: str = "",
        *,
        endpoint: str | None = None,
        path_style: bool = False,
    ) -> Any:
        """The boto3 client of `service` in `region` (default: the session's).

        endpoint: a URL that the user allowed, instead of the SDK's own choice. path_style: S3
        buckets go into the path of the URL, for servers that have no name per bucket.
        """
        key = service, region or self.region, endpoint, path_style
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._session.client(
                    service,
                    region_name=key[1],
                    endpoint_url=endpoint,
                    config=_config(self._limits, path_style),
                )
            return self._clients[key]

    def hurried(self, attempts: int = 2) -> AwsSession:
        """The same credentials behind the same guard, for requests that are not worth waiting
        for: with so many attempts only."""
        other = AwsSession(self._session, self.region, replace(self._limits, attempts=attempts))
        other._identity = self._identity
        return other

    def identity(self) -> Identity:
        """The account behind the credentials (sts:GetCallerIdentity). Raises LiveError."""
        import botocore.exceptions as errors

        if self._identity is None:
            try:
                answer = self.client("sts").get_caller_identity()
            except errors.ClientError as error:
                code = error.response.get("Error", {}).get("Code", "unknown error")
                raise LiveError(
                    f"AWS: sts:GetCallerIdentity failed ({code}); check or renew the credentials"
                ) from error
            except errors.BotoCoreError as error:
                raise LiveError(
                    f"AWS: cannot reach sts in {self.region} ({type(error).__name__}); check "
                    "the network, the region and AWS_ENDPOINT_URL"
                ) from error
            arn = str(answer["Arn"])
            self._identity = Identity(str(answer["Account"]), arn, arn.split(":")[1])
        return self._identity


class AwsSessions:
    """Opens sessions that share one guard and one loader of API models.

    operations: what the readers in use declare (`scanner.live.aws.kinds.operations`).
    objects: (bucket, key) of the states that may be read. listings: (bucket, prefix) in which
    states may be looked for.
    The loader is shared because reading the models is what makes a client slow: 160 ms for the
    first one of a session, 25 ms with the models at hand.
    """

    def __init__(
        self,
        operations: Iterable[Operation],
        objects: Iterable[tuple[str, str]] = (),
        limits: Limits | None = None,
        listings: Iterable[tuple[str, str]] = (),
    ) -> None:
        from botocore.session import Session

        self.guard = Guard(operations, objects, listings)
        self._limits = limits or Limits()
        self._loader = Session().get_component("data_loader")

    def open(
        self,
        *,
        region: str | None = None,
        profile: str | None = None,
        role: str | None = None,
        role_options: Mapping[str, Any] | None = None,
        token_endpoint: str | None = None,
    ) -> AwsSession:
        """A session in `region` (default: the SDK's own chain) as `role` if given.

        role_options: further arguments of sts:AssumeRole. token_endpoint: where that is asked,
        instead of the SDK's own choice.

        Credentials come from the SDK's ordinary chain (environment, profile, web identity,
        instance). Raises LiveError when there are none, or no region.
        """
        import boto3
        from botocore.exceptions import BotoCoreError
        from botocore.session import Session

        try:
            # Refreshing some credentials needs calls of its own (SSO, web identity). They stay
            # with this session, which never leaves this function, and out of the guard's list.
            chain = Session(profile=profile)
            chain.register_component("data_loader", self._loader)
            credentials = chain.get_credentials()
            region = region or chain.get_config_variable("region")
        except BotoCoreError as error:
            raise LiveError(f"AWS: {' '.join(str(error).split())}") from error
        if credentials is None:
            raise LiveError(
                "AWS: no credentials found; set AWS_PROFILE or AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY, or sign in with `aws sso login`"
            )
        if not region:
            raise LiveError("AWS: no region; give --region or set AWS_REGION")
        session = self._guarded(profile, credentials)
        if role:
            options = {"RoleSessionName": "trueup", **(role_options or {})}
            assumed = _assumed(session, credentials, role, region, options, token_endpoint)
            session = self._guarded(profile, assumed)
        return AwsSession(
            boto3.session.Session(botocore_session=session, region_name=region),
            region,
            self._limits,
        )

    def _guarded(self, profile: str | None, credentials: Any) -> Any:
        """A botocore session with these credentials, all of whose requests pass the guard."""
        from botocore.session import Session

        session = Session(profile=profile)
        session.register_component("data_loader", self._loader)
        session._credentials = credentials
        self.guard.attach(session)
        whole.attach(session)
        return session


def _assumed(
    session: Any,
    credentials: Any,
    role: str,
    region: str,
    arguments: Mapping[str, Any],
    endpoint: str | None,
) -> Any:
    """Credentials of `role`, assumed through the guarded session and renewed when they expire."""
    from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials

    def create_client(service: str, **options: Any) -> Any:
        return session.create_client(service, region_name=region, endpoint_url=endpoint, **options)

    fetcher = AssumeRoleCredentialFetcher(
        create_client, credentials, role, extra_args=dict(arguments)
    )
    return DeferredRefreshableCredentials(fetcher.fetch_credentials, "assume-role")


def _config(limits: Limits, path_style: bool) -> Any:
    from botocore import __version__ as botocore_version
    from botocore.config import Config

    return Config(
        connect_timeout=limits.connect_timeout,
        read_timeout=limits.read_timeout,
        # Adaptive clients slow down for good after a refusal, which only helps who tries again.
        retries={
            "mode": "adaptive" if limits.attempts > 1 else "standard",
            "total_max_attempts": limits.attempts,
        },
        max_pool_connections=limits.pool,
        # Whole, as botocore puts its own together twice for every request.
        user_agent=f"trueup/{__version__} Botocore/{botocore_version}",
        s3={"addressing_style": "path"} if path_style else None,
    )
