"""How the commands get at a root's recorded state: which state, and who opens it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from scanner.model import Resource
from scanner.project import Project

if TYPE_CHECKING:
    from scanner.terraform.backends import Access, Cluster, Openers, Request, Response


def find_states(
    backend: Resource | None,
    named: Sequence[str],
    workspace: str,
    root: str,
    project: Project,
    endpoints: Sequence[str],
    roles: Sequence[str],
) -> list[Any]:
    """The states (`scanner.terraform.state.State`, workspace) of a root module, read once.

    backend: the root's backend, or None. named: what --state says instead. Raises StateError.
    """
    from dataclasses import replace

    from scanner.terraform.backends import find_state
    from scanner.terraform.state import read_state

    found = find_state(
        backend,
        named,
        workspace,
        root,
        openers(endpoints, roles),
        boundary=project.root,
        display=project.display,
    )
    states = []
    for one in found:
        state = read_state(one.data, one.info.source, project.scope(root))
        states.append((state, replace(one.info, serial=state.serial)))
    return states


def openers(endpoints: Sequence[str], roles: Sequence[str]) -> Openers:
    """What the backends reach the outside with: guarded clients, made when they are needed.

    endpoints, roles: what --allow-endpoint and --assume-role name.
    """
    from scanner.terraform.backends import Openers

    return Openers(
        s3=_open_s3,
        gcs=_open_gcs,
        azure=_open_azure,
        web=_get,
        kubernetes=_open_kubernetes,
        stdin=_standard_input,
        endpoints=frozenset(endpoints),
        roles=frozenset(roles),
        environment=dict(os.environ),
        home=os.path.expanduser("~"),
    )


def backend_of(resources: Sequence[Resource]) -> Resource | None:
    """The backend block of the root module itself."""
    for resource in resources:
        if resource.type == "terraform_backend" and not resource.calls:
            return resource
    return None


def _object(access: Access) -> str:
    """What a client was to be made for, for messages."""
    return f"{access.bucket}/{access.keys[0] if access.keys else f'{access.prefix}*'}"


def _standard_input() -> bytes:
    from scanner.terraform.state import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _open_s3(access: Access) -> Any:
    """A guarded client that may read the objects of `access`, or list, and nothing else."""
    from scanner.errors import LiveError, StateError
    from scanner.live.aws.session import AwsSessions

    sessions = AwsSessions(
        (),
        objects=[(access.bucket, key) for key in access.keys],
        listings=[(access.bucket, access.prefix)] if access.prefix is not None else (),
    )
    try:
        session = sessions.open(
            region=access.region or None,
            role=access.role or None,
            role_options=access.session,
            token_endpoint=access.token_endpoint or None,
        )
    except LiveError as error:
        raise StateError(f"the state s3://{_object(access)}: {error}") from error
    return session.client("s3", endpoint=access.endpoint or None, path_style=access.path_style)


def _open_gcs(access: Access) -> Any:
    """A guarded client that may read the objects of `access`, or list, and nothing else."""
    from scanner.errors import LiveError, StateError
    from scanner.live.google.session import Guard, open_session

    guard = Guard(
        (),
        objects=[(access.bucket, key) for key in access.keys],
        listings=[(access.bucket, access.prefix)] if access.prefix is not None else (),
    )
    try:
        session = open_session(
            guard,
            project=os.environ.get("GOOGLE_CLOUD_PROJECT", "-"),
            # Terraform writes the path of the API with it, the library without.
            endpoint=access.endpoint.rstrip("/").removesuffix("/storage/v1") or None,
            account=access.role or None,
            delegates=access.delegates,
        )
    except LiveError as error:
        raise StateError(f"the state gs://{_object(access)}: {error}") from error
    return session.client


def _open_azure(access: Access) -> Any:
    """A guarded client that may read the blobs of `access`, or list, and nothing else."""
    from scanner.errors import LiveError, StateError
    from scanner.live.azure import open_container

    try:
        return open_container(
            access.account,
            access.endpoint,
            access.bucket,
            access.keys,
            access.prefix,
            os.environ,
        )
    except LiveError as error:
        where = f"azblob://{access.account}/{_object(access)}"
        raise StateError(f"the state {where}: {error}") from error


def _get(request: Request) -> Response:
    from scanner.live.web import get

    return get(request)


def _open_kubernetes(cluster: Cluster) -> Callable[[str], Response]:
    """Gets the one Secret of `cluster`, and those that continue it, and nothing else."""
    import re

    from scanner.live.kubernetes.session import Guard, open_session
    from scanner.terraform.backends import Response

    secrets = f"/api/v1/namespaces/{cluster.namespace}/secrets/"
    guard = Guard([re.compile(re.escape(secrets + cluster.secret) + r"(-part-[1-9][0-9]{0,3})?")])
    session = open_session(
        guard, os.environ, kubeconfig=cluster.kubeconfig, context=cluster.context
    )

    def get(name: str) -> Response:
        return Response(*session.get(secrets + name))

    return get
