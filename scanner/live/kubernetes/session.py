"""A cluster behind a guard: GET of declared paths, with whatever the kubeconfig signs in with.

The official client is an extra (``pip install trueup[kubernetes]``). Of it, only its configuration
is used: kubeconfig files and contexts, exec plugins of every version with tokens or certificates,
OIDC, client certificates, service accounts. Lighter clients lack some of these, and they are not
to be written by hand. Its generated API is left alone, which differs from release to release.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Any, Protocol

from scanner.errors import LiveError, RefusedCallError

INSTALL = "install the Kubernetes client with `pip install 'trueup[kubernetes]'`"
SERVICE = "KUBERNETES_SERVICE_HOST"
_NAMESPACE_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/namespace"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect and per read; attempts per request; bytes per answer."""

    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    attempts: int = 3
    size: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """context: of the kubeconfig, "" inside of a cluster. namespace: the context's own, or ""."""

    context: str
    namespace: str


class Guards(Protocol):
    """What every request passes before it is sent."""

    def check(self, path: str, query: str = "", accept: str = "") -> None:
        """Raise RefusedCallError unless this may be asked for."""
        ...


class Guard:
    """Allows GET of the declared paths, without a query. It cannot be switched off.

    paths: patterns of whole paths.
    """

    def __init__(self, paths: Iterable[Pattern[str]]) -> None:
        self._paths = tuple(paths)

    def check(self, path: str, query: str = "", accept: str = "") -> None:
        """Raise RefusedCallError unless this path may be asked for."""
        if query or not any(pattern.fullmatch(path) for pattern in self._paths):
            raise refused(path)


def refused(path: str) -> RefusedCallError:
    """The error for a request that no reader declares."""
    return RefusedCallError(
        f"GET {path} was refused and not sent: no reader in use declares it (trueup only "
        "reads; this is a defect of trueup, please report it)"
    )


class KubernetesSession:
    """One cluster behind the guard."""

    def __init__(
        self, configuration: Any, guard: Guards, limits: Limits, place: Place | None = None
    ) -> None:
        import threading

        from kubernetes.client.rest import RESTClientObject

        self.place = place or Place("", "")
        self._lock = threading.Lock()
        self._configuration = configuration
        self._guard = guard
        self._limits = limits
        self._pool = RESTClientObject(configuration).pool_manager

    def get(
        self, path: str, query: str = "", accept: str = "application/json"
    ) -> tuple[int, bytes]:
        """The status and the body of a GET. Raises LiveError when nothing whole comes back.

        query: encoded, without its question mark. May be called from several threads.
        """
        import urllib3

        self._guard.check(path, query, accept)
        limits = self._limits
        try:
            answer = self._pool.request(
                "GET",
                self._configuration.host.rstrip("/") + path + (f"?{query}" if query else ""),
                headers=self._headers(accept),
                preload_content=False,
                redirect=False,
                timeout=urllib3.Timeout(connect=limits.connect_timeout, read=limits.read_timeout),
                retries=urllib3.Retry(
                    limits.attempts - 1,
                    redirect=0,
                    status_forcelist=(429, 500, 502, 503, 504),
                    backoff_factor=0.5,
                    raise_on_status=False,
                    raise_on_redirect=False,
                ),
            )
            try:
                data = answer.read(limits.size + 1)
            finally:
                answer.release_conn()
        except urllib3.exceptions.HTTPError as error:
            raise LiveError(_words(error)) from None
        if len(data) > limits.size:
            raise LiveError(f"the answer is larger than {limits.size >> 20} MiB")
        return answer.status, data

    def _headers(self, accept: str) -> dict[str, str]:
        """With what signs in now: a token is renewed when it has expired."""
        headers = {"Accept": accept, "User-Agent": "trueup"}
        with self._lock:  # One renewal is enough for all threads.
            settings = self._configuration.auth_settings().values()
        for setting in settings:
            if setting["in"] == "header" and setting["value"]:
                headers[setting["key"]] = setting["value"]
        return headers


def open_session(
    guard: Guards,
    environment: Mapping[str, str],
    *,
    kubeconfig: str = "",
    context: str = "",
    limits: Limits | None = None,
    connections: int = 0,
) -> KubernetesSession:
    """The cluster of the kubeconfig's context, or the one that this process runs in.

    kubeconfig: files joined as in KUBECONFIG; default: KUBECONFIG, else ``~/.kube/config``.
    connections: kept open at most; default: the client's own number.
    Raises LiveError without the client, a cluster or credentials.
    """
    try:
        from kubernetes import client, config
    except ImportError:
        raise LiveError(INSTALL) from None
    configuration = client.Configuration()
    if connections:
        configuration.connection_pool_maxsize = connections
    files = _files(environment, kubeconfig, context)
    if files is None:
        _configure(lambda: config.load_incluster_config(configuration))
    else:
        _configure(
            lambda: config.load_kube_config(
                files,
                context or None,
                client_configuration=configuration,
                # It would write renewed tokens into the user's file.
                persist_config=False,
            )
        )
    place = place_of(environment, kubeconfig=kubeconfig, context=context)
    return KubernetesSession(configuration, guard, limits or Limits(), place)


def _files(environment: Mapping[str, str], kubeconfig: str, context: str) -> str | None:
    """The kubeconfig files, joined; None where the cluster is the one that this runs in."""
    files = kubeconfig or environment.get("KUBECONFIG", "") or "~/.kube/config"
    paths = [os.path.expanduser(one) for one in files.split(os.pathsep) if one]
    nowhere = not kubeconfig and not any(map(os.path.exists, paths))
    if nowhere and environment.get(SERVICE) and not context:
        return None
    return os.pathsep.join(paths)


def place_of(environment: Mapping[str, str], *, kubeconfig: str = "", context: str = "") -> Place:
    """Where a session would be, without opening one. Raises LiveError as `open_session` does."""
    try:
        from kubernetes import config
    except ImportError:
        raise LiveError(INSTALL) from None
    files = _files(environment, kubeconfig, context)
    if files is None:
        return Place("", _own_namespace())
    found: list[Any] = []
    _configure(lambda: found.extend(config.list_kube_config_contexts(files)))
    every, active = found
    chosen = next((one for one in every if one.get("name") == context), active) or {}
    details = chosen.get("context")
    namespace = details.get("namespace") if isinstance(details, dict) else ""
    return Place(str(chosen.get("name") or ""), str(namespace or ""))


def _own_namespace() -> str:
    """That of the service account that a pod has."""
    try:
        with open(_NAMESPACE_FILE, encoding="utf-8") as file:
            return file.read(300).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _configure(load: Callable[[], None]) -> None:
    """Let the client find cluster and credentials; it logs some failures and goes on without."""
    import logging

    import yaml
    from kubernetes.config import ConfigException

    logged: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logged.append(record.getMessage())

    handler = Handler(logging.ERROR)
    logger = logging.getLogger()
    logger.addHandler(handler)
    try:
        load()
    except ConfigException as error:
        raise LiveError(
            f"no cluster ({_line(error)}); name a kubeconfig with KUBECONFIG and its context "
            "with --context (of a state: with KUBE_CONFIG_PATH and KUBE_CTX)"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        # What the file holds may be a secret, and stays out of the message.
        raise LiveError(
            f"the kubeconfig cannot be used ({type(error).__name__}); check it with "
            "`kubectl config view`"
        ) from None
    finally:
        logger.removeHandler(handler)
    if logged:
        raise LiveError(
            "the kubeconfig's program for signing in failed; run `kubectl get namespaces` to see "
            "what it says"
        )


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def _words(error: Exception) -> str:
    """What went wrong, without what was sent or came back."""
    reason = getattr(error, "reason", None)
    name = type(reason if isinstance(reason, Exception) else error).__name__
    known = {
        "ConnectTimeoutError": "it does not answer in time",
        "ReadTimeoutError": "it does not answer in time",
        "NewConnectionError": "it cannot be reached",
        "NameResolutionError": "its host's name is not known",
        "SSLError": "its certificate is not trusted, or it does not trust ours",
        "ProtocolError": "the answer is cut short",
        "IncompleteRead": "the answer is cut short",
    }
    return f"{known.get(name, f'no whole answer ({name})')}; check the cluster and the network"
