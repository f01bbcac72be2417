"""How the commands get at a root's recorded state: which state, and who opens it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from scanner.model import Resource
from scanner.project import Project


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

    from scanner.terraform.backends import Openers, find_state
    from scanner.terraform.state import read_state

    openers = Openers(
        s3=_open_s3,
        gcs=_open_gcs,
        stdin=lambda: sys.stdin.buffer.read(),
        endpoints=frozenset(endpoints),
        roles=frozenset(roles),
    )
    found = find_state(
        backend, named, workspace, root, openers, boundary=project.root, display=project.display
    )
    states = []
    for one in found:
        state = read_state(one.data, one.info.source, project.scope(root))
        states.append((state, replace(one.info, serial=state.serial)))
    return states


def backend_of(resources: Sequence[Resource]) -> Resource | None:
    """The backend block of the root module itself."""
    for resource in resources:
        if resource.type == "terraform_backend" and not resource.calls:
            return resource
    return None


def _open_s3(access: Any) -> Any:
    """A guarded client that may read the one object of `access` and nothing else."""
    from scanner.errors import LiveError, StateError
    from scanner.live.aws.session import AwsSessions

    sessions = AwsSessions((), objects=[(access.bucket, access.key)])
    try:
        session = sessions.open(region=access.region or None, role=access.role or None)
    except LiveError as error:
        raise StateError(f"the state s3://{access.bucket}/{access.key}: {error}") from error
    return session.client("s3", endpoint=access.endpoint or None, path_style=access.path_style)


def _open_gcs(access: Any) -> Any:
    """A guarded client that may read the one object of `access` and nothing else."""
    from scanner.errors import StateError
    from scanner.live.google.session import Guard, open_session

    if access.endpoint or access.role:
        raise StateError(
            f"gs://{access.bucket}/{access.key}: a custom endpoint or an impersonated service "
            "account is not supported; set STORAGE_EMULATOR_HOST or sign in as that account"
        )
    guard = Guard((), objects=[(access.bucket, access.key)])
    return open_session(guard, project=os.environ.get("GOOGLE_CLOUD_PROJECT", "-")).client
