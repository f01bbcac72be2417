"""The exact read-only permissions for given resource types, from what their readers declare.

The guards allow what the same declarations say, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.model import Resource


@dataclass(frozen=True, slots=True)
class Permissions:
    """aws: an IAM policy document, empty when no AWS type is among them. google: IAM permissions
    for a custom role. unsupported: cloud types without a reader, which need none. azure: data
    actions for a custom role; Storage Blob Data Reader has them. kubernetes: Role documents."""

    aws: Mapping[str, Any]
    google: tuple[str, ...]
    unsupported: tuple[str, ...]
    azure: tuple[str, ...] = ()
    kubernetes: tuple[Mapping[str, Any], ...] = ()


def permissions(
    types: Iterable[str],
    *,
    state_objects: Iterable[tuple[str, str]] = (),
    state_keys: Iterable[str] = (),
    roles: Iterable[str] = (),
    partition: str = "aws",
    state_buckets: Iterable[str] = (),
    state_google: Iterable[str] = (),
    state_azure: Iterable[str] = (),
    state_secrets: Iterable[tuple[str, str]] = (),
    objects: Iterable[Resource] = (),
) -> Permissions:
    """What reading these Terraform types needs, and nothing more. Loads no SDK.

    state_objects: (bucket, key) of states kept in S3. state_keys: ARNs of the KMS keys they are
    encrypted with: S3 decrypts only for who may use the key. roles: ARNs that will be assumed.
    state_buckets: of S3, in which states are looked for. state_google, state_azure: what reading
    states there takes. state_secrets: (namespace, name) of states kept in Kubernetes. objects:
    declared API objects that a cluster is asked for.
    """
    from scanner.live.aws import kinds as aws
    from scanner.live.google import kinds as google
    from scanner.live.kubernetes.roles import cluster_role

    named = {one.removeprefix("data.") for one in types}
    wanted = sorted({*named, *google.alongside(named)})
    role = cluster_role(objects, wanted)
    supported = [one for one in wanted if aws.reader_for(one) or google.reader_for(one)]
    return Permissions(
        aws=_policy(
            (*aws.operations(supported), *_audit_log(supported)),
            tuple(state_objects),
            tuple(state_keys),
            tuple(roles),
            partition,
            tuple(state_buckets),
        ),
        google=tuple(
            sorted({*(one.permission for one in google.requests(supported)), *state_google})
        ),
        unsupported=tuple(
            one for one in wanted if one.startswith(("aws_", "google_")) and one not in supported
        ),
        azure=tuple(sorted(set(state_azure))),
        kubernetes=(*_roles(state_secrets), *([role] if role else [])),
    )


def _audit_log(types: Iterable[str]) -> tuple[Any, ...]:
    """What tells who changed something; a run goes without where it is not allowed."""
    from scanner.live.aws.trail import LOOKUP

    return (LOOKUP,) if any(name.startswith("aws_") for name in types) else ()


def _roles(secrets: Iterable[tuple[str, str]]) -> tuple[Mapping[str, Any], ...]:
    """One Role per namespace, for the named Secrets alone; none of them may be listed."""
    by_namespace: dict[str, set[str]] = {}
    for namespace, name in secrets:
        by_namespace.setdefault(namespace, set()).add(name)
    return tuple(
        {
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "Role",
            "metadata": {"name": "trueup-state", "namespace": namespace},
            "rules": [
                {
                    "apiGroups": [""],
                    "resources": ["secrets"],
                    "resourceNames": sorted(names),
                    "verbs": ["get"],
                }
            ],
        }
        for namespace, names in sorted(by_namespace.items())
    )


def _policy(
    operations: Iterable[Any],
    state_objects: tuple[tuple[str, str], ...],
    state_keys: tuple[str, ...],
    roles: tuple[str, ...],
    partition: str,
    buckets: tuple[str, ...],
) -> Mapping[str, Any]:
    from scanner.live.aws.operations import ASSUME_ROLE, IDENTITY, STATE_LISTING, STATE_OBJECT

    declared = tuple(operations)
    if not (declared or state_objects or roles or buckets):
        return {}
    actions = {action for one in (*declared, IDENTITY) for action in one.iam_actions}
    statements = [_statement("TrueupRead", actions, ["*"])]
    if state_objects:
        arns = [f"arn:{partition}:s3:::{bucket}/{key}" for bucket, key in sorted(state_objects)]
        statements.append(_statement("TrueupState", STATE_OBJECT.iam_actions, arns))
    if buckets:
        arns = [f"arn:{partition}:s3:::{bucket}" for bucket in sorted(set(buckets))]
        statements.append(_statement("TrueupStateList", STATE_LISTING.iam_actions, arns))
    if state_keys:
        # Not a request of ours: S3 makes it in the caller's name.
        statements.append(_statement("TrueupStateKey", ["kms:Decrypt"], sorted(state_keys)))
    if roles:
        statements.append(_statement("TrueupRoles", ASSUME_ROLE.iam_actions, sorted(roles)))
    return {"Version": "2012-10-17", "Statement": statements}


def _statement(sid: str, actions: Iterable[str], resources: list[str]) -> dict[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Action": sorted(actions), "Resource": resources}
