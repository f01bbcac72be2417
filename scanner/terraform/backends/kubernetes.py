"""The kubernetes backend: a Secret ``tfstate-WORKSPACE-SUFFIX``, its ``tfstate`` packed by gzip.

Settings: developer.hashicorp.com/terraform/language/backend/kubernetes. What does not fit into one
Secret goes on in ``...-SUFFIX-part-1``, ``-part-2`` and so on (Terraform 1.6 and newer); they are
read one by one, as listing Secrets would read others too. The lease that locks it is left alone.
The kubeconfig and its context are the user's: one that the code names may run any program, so it
is followed only when the environment names it as well, or it is the usual one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from scanner.errors import LiveError, StateError
from scanner.model import Value
from scanner.outcome import StateInfo
from scanner.terraform.backends.addresses import segments
from scanner.terraform.backends.common import (
    Cluster,
    Found,
    Openers,
    Response,
    no_state,
    not_followed,
    printable,
    setting,
    text,
    unzipped,
)

FORM: Final = "kubernetes://NAMESPACE/SUFFIX"
_MAX_PARTS: Final = 1000
# A name of a Secret, and of a namespace: RFC 1123.
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_NAMESPACE = re.compile(r"(?=.{1,63}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?")
# What else the block may say about the cluster and about who asks.
_CONNECTION: Final = (
    "host",
    "username",
    "password",
    "insecure",
    "client_certificate",
    "client_key",
    "cluster_ca_certificate",
    "token",
    "proxy_url",
    "exec",
    "config_context_auth_info",
    "config_context_cluster",
)
_PATHS: Final = ("KUBE_CONFIG_PATH", "KUBE_CONFIG_PATHS", "KUBECONFIG")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the Secret is and how to get at it."""

    namespace: str
    secret: str
    kubeconfig: str = ""
    context: str = ""

    @property
    def shown(self) -> str:
        """For messages and reports: the Secret, as kubectl names it."""
        return f"kubernetes secret {self.namespace}/{self.secret}"


def place_of(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Place:
    """Where the backend block's settings put the state of a workspace."""
    environment = openers.environment
    suffix = setting(settings, "kubernetes", "secret_suffix", FORM)
    namespace = text(settings, "namespace") or environment.get("KUBE_NAMESPACE") or "default"
    for name in _CONNECTION:
        if settings.get(name):
            raise StateError(
                f'backend "kubernetes": {name} is not followed because code is untrusted; put the '
                "cluster into a kubeconfig and name that with KUBE_CONFIG_PATH"
            )
    context = text(settings, "config_context")
    ours = environment.get("KUBE_CTX", "")
    if context and context != ours:
        raise not_followed(context, "context", f"set KUBE_CTX={printable(context)}")
    return _place(namespace, workspace, suffix, _kubeconfig(settings, openers), ours)


def place_of_url(url: str, workspace: str, openers: Openers) -> Place:
    """``kubernetes://NAMESPACE/SUFFIX`` as named with ``--state``, for a workspace."""
    namespace, suffix = segments(url, FORM, 2)
    if "*" in suffix:
        raise StateError(
            f"--state {printable(url)}: listing Secrets would read them all; name each with a "
            "--state of its own"
        )
    kubeconfig = _kubeconfig({}, openers)
    return _place(namespace, workspace, suffix, kubeconfig, openers.environment.get("KUBE_CTX", ""))


def configured(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Found:
    """The state of a workspace, where the backend block puts it."""
    return _read(place_of(settings, workspace, openers), openers, workspace)


def named(url: str, workspace: str, openers: Openers) -> list[Found]:
    """The state that ``kubernetes://NAMESPACE/SUFFIX`` names, for a workspace."""
    return [_read(place_of_url(url, workspace, openers), openers, workspace)]


def _place(namespace: str, workspace: str, suffix: str, kubeconfig: str, context: str) -> Place:
    secret = f"tfstate-{workspace}-{suffix}"
    if not _NAME.fullmatch(secret) or not _NAMESPACE.fullmatch(namespace):
        raise StateError(
            f"{printable(namespace)}/{printable(secret)} is no name of a Kubernetes Secret, which "
            "has lower-case letters, digits, - and .; check the backend block, or --state"
        )
    return Place(namespace, secret, kubeconfig, context)


def _kubeconfig(settings: Mapping[str, Value], openers: Openers) -> str:
    """The kubeconfig files, joined as in KUBECONFIG, or "" for the client's own chain."""
    environment = openers.environment
    first = next((environment[name] for name in _PATHS if environment.get(name)), "")
    paths = settings.get("config_paths")
    in_code = [text(settings, "config_path"), *(paths if isinstance(paths, list) else ())]
    named = [one for one in in_code if isinstance(one, str) and one]
    if not named:
        return first
    usual = os.path.join(openers.home, ".kube", "config")
    known = {os.path.abspath(_expanded(one, openers)) for one in first.split(os.pathsep) if one}
    for one in named:
        path = _expanded(one, openers)
        if not os.path.isabs(path) or os.path.normpath(path) not in known | {usual}:
            raise not_followed(one, "kubeconfig", f"set KUBE_CONFIG_PATH={printable(one)}")
    return os.pathsep.join(_expanded(one, openers) for one in named)


def _expanded(path: str, openers: Openers) -> str:
    return os.path.join(openers.home, path[2:]) if path.startswith("~/") else path


def _read(place: Place, openers: Openers, workspace: str) -> Found:
    if openers.kubernetes is None:
        raise StateError(f"{place.shown}: nothing here can read it; give a file with --state")
    cluster = Cluster(place.namespace, place.secret, place.kubeconfig, place.context)
    try:
        get = openers.kubernetes(cluster)
        data = unzipped(_parts(place, get, workspace), place.shown)
    except LiveError as error:
        raise StateError(f"{place.shown}: cannot be read ({error})") from None
    return Found(data, StateInfo(place.shown, None, workspace))


def _parts(place: Place, get: Callable[[str], Response], workspace: str) -> Iterator[bytes]:
    """The packed state, Secret by Secret."""
    for number in range(_MAX_PARTS):
        answer = get(f"{place.secret}-part-{number}" if number else place.secret)
        if number and answer.status == 404:
            return
        state = _data(place, answer, workspace).get("tfstate")
        if not isinstance(state, str):
            raise no_state(place.shown, workspace)
        yield _bytes_of(place, state)


def _data(place: Place, answer: Response, workspace: str) -> Mapping[str, Value]:
    if answer.status == 404:
        raise no_state(place.shown, workspace)
    if answer.status == 401:
        raise StateError(
            f"{place.shown}: the cluster does not know who asks (401); sign in, or choose another "
            "context with KUBE_CTX"
        )
    if answer.status == 403:
        raise StateError(
            f"{place.shown}: access is denied; allow get on it, see `trueup permissions`"
        )
    if answer.status != 200:
        raise StateError(
            f"{place.shown}: the cluster answered {answer.status}; try again, or check the cluster"
        )
    import orjson

    try:
        secret: Any = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        secret = None
    if not isinstance(secret, dict) or secret.get("kind") != "Secret":
        raise StateError(
            f"{place.shown}: what answers there is no Kubernetes API; check the kubeconfig"
        )
    data = secret.get("data")
    return data if isinstance(data, dict) else {}


def _bytes_of(place: Place, state: str) -> bytes:
    import base64
    import binascii

    try:
        return base64.b64decode(state, validate=True)
    except (binascii.Error, ValueError):
        raise StateError(
            f"{place.shown}: its tfstate is not base64; write the state anew with "
            "`terraform apply -refresh-only`"
        ) from None
