"""Docker Compose files -> resources: each service as the container that it runs.

A service is spelt as the spec of a pod with one container, so that rules on containers read it like
any other; its type is ``compose_service``, since much of what holds for pods does not hold for it.
Every place leads back to the key that it came from.

Source: the Compose Specification (compose-spec.io).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scanner.load.api_objects import MappedSource
from scanner.load.kubernetes import YamlSource, ignore_comments, yaml_diagnostic
from scanner.load.source import TextFile, read_text
from scanner.load.yaml_documents import Document
from scanner.load.yaml_positions import parse_yaml
from scanner.load.yaml_scalars import core_scalar
from scanner.model import (
    Comment,
    Diagnostic,
    DiagnosticLevel,
    Loaded,
    Origin,
    Path,
    Resource,
    Unknown,
    Value,
)
from scanner.project import Project

TYPE: Final = "compose_service"
_VARIABLE: Final = re.compile(r"(?<!\$)(?:\$\$)*\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*))")
_SIZE: Final = re.compile(r"(\d{1,18}(?:\.\d{1,9})?)\s?([bkmg]?)b?\Z", re.IGNORECASE)
_UNITS: Final = {"": "", "b": "", "k": "Ki", "m": "Mi", "g": "Gi"}
_MAX_EXTENDS: Final = 20


def load_compose(files: Sequence[str], project: Project) -> Loaded:
    """The services of the files (absolute paths). Never raises for what is on disk.

    The address is the service's name, the scope the file. A value that holds a variable of the
    environment is Unknown. Diagnostics: those of `scanner.load.source.read_text`, yaml-syntax,
    yaml-duplicate-key, yaml-too-complex, compose-shape, and the note compose-extends.
    """
    resources: list[Resource] = []
    diagnostics: list[Diagnostic] = []
    comments: list[Comment] = []
    read: list[str] = []
    for path in files:
        text = read_text(path, project)
        if isinstance(text, Diagnostic):
            diagnostics.append(text)
            continue
        read.append(text.path)
        parsed = parse_yaml(text.text, core_scalar)
        diagnostics += [yaml_diagnostic(text, problem) for problem in parsed.problems]
        comments += ignore_comments(text, parsed.documents)
        document = parsed.documents[0] if parsed.documents else None
        if document is not None:
            _services(document, text, project.scope(path), resources, diagnostics)
    return Loaded(tuple(resources), tuple(diagnostics), tuple(read), tuple(comments))


def _services(
    document: Document,
    text: TextFile,
    scope: str,
    resources: list[Resource],
    diagnostics: list[Diagnostic],
) -> None:
    services = document.value.get("services") if isinstance(document.value, dict) else None
    if not isinstance(services, dict):
        message = "a Compose file is a mapping with the key `services`; write it or remove it"
        level = DiagnosticLevel.ERROR
        diagnostics.append(Diagnostic(level, "compose-shape", message, text.path, 1))
        return
    for name in services:
        source = YamlSource(text, document, ("services", name))
        line = source.locate(()).start_line
        try:
            service = _extended(services, name, 0)
        except _ElsewhereError as elsewhere:
            message = (
                f"service {name} extends {elsewhere}, which is not read; scan what "
                "`docker compose config` prints"
            )
            level = DiagnosticLevel.NOTE
            diagnostics.append(Diagnostic(level, "compose-extends", message, text.path, line))
            continue
        container = _Container()
        spec = container.spec(name, service)
        resources.append(
            Resource(
                TYPE,
                name,
                {"metadata": {"name": name}, "spec": spec},
                Origin.CODE,
                MappedSource(source, container.origins),
                scope,
            )
        )


class _ElsewhereError(Exception):
    """A service extends one of another file, or one that is not there."""


def _extended(services: Mapping[str, Value], name: str, depth: int) -> dict[str, Value]:
    """A service with what it inherits from others of its file; its own keys win."""
    service = services.get(name)
    if depth > _MAX_EXTENDS or not isinstance(service, dict):
        if depth:
            raise _ElsewhereError(name)
        return {}
    extends = service.get("extends")
    if extends is None:
        return service
    base = extends.get("service") if isinstance(extends, dict) else extends
    if not isinstance(base, str) or (isinstance(extends, dict) and extends.get("file")):
        raise _ElsewhereError("a service of another file")
    return {**_extended(services, base, depth + 1), **service}


@dataclass(slots=True)
class _Container:
    """Spells one service; origins: place in the spelling -> path in the service."""

    origins: dict[Path, Path] = field(default_factory=dict)

    def spec(self, name: str, service: Mapping[str, Value]) -> dict[str, Value]:
        """The pod's spec."""
        container: dict[str, Value] = {"name": name}
        at: Path = ("spec", "containers", 0)
        self.origins[at] = ()
        spec: dict[str, Value] = {"containers": [container]}
        for key, target in (("image", "image"), ("command", "args"), ("entrypoint", "command")):
            # With `build`, image is the name that the built image gets; nothing is pulled by it.
            built = key == "image" and service.get("build") is not None
            if service.get(key) is not None and not built:
                container[target] = _known(service[key])
                self.origins[(*at, target)] = (key,)
        context = dict(self._context(service, (*at, "securityContext")))
        if context:
            container["securityContext"] = context
        for mode, target in (
            ("network_mode", "hostNetwork"),
            ("pid", "hostPID"),
            ("ipc", "hostIPC"),
        ):
            if service.get(mode) is not None:
                value = _known(service[mode])
                spec[target] = value if isinstance(value, Unknown) else value == "host"
                self.origins[("spec", target)] = (mode,)
        container["env"] = list(self._environment(service.get("environment"), (*at, "env")))
        self._mounts(service.get("volumes"), spec, container, at)
        container["ports"] = list(self._ports(service.get("ports"), (*at, "ports")))
        resources = dict(self._resources(service, (*at, "resources")))
        if resources:
            container["resources"] = resources
        health = service.get("healthcheck")
        if isinstance(health, dict) and not health.get("disable"):
            container["livenessProbe"] = {"exec": {"command": _known(health.get("test"))}}
            self.origins[(*at, "livenessProbe")] = ("healthcheck",)
        return spec

    def _context(self, service: Mapping[str, Value], at: Path) -> Iterator[tuple[str, Value]]:
        for key, target in (("privileged", "privileged"), ("read_only", "readOnlyRootFilesystem")):
            if service.get(key) is not None:
                self.origins[(*at, target)] = (key,)
                yield target, _known(service[key])
        capabilities: dict[str, Value] = {}
        for key, target in (("cap_add", "add"), ("cap_drop", "drop")):
            names = _known(service.get(key))
            if isinstance(names, list):
                capabilities[target] = [_capability(one) for one in names]
                self.origins[(*at, "capabilities", target)] = (key,)
        if capabilities:
            yield "capabilities", capabilities
        user = _known(service.get("user"))
        if user is not None:
            yield from self._user(user, at)
        for index, option in enumerate(_list(service.get("security_opt"))):
            name, _, value = str(_known(option)).replace("=", ":").partition(":")
            target, setting = _SECURITY_OPTIONS.get((name, value), ("", None))
            if target:
                self.origins[(*at, target)] = ("security_opt", index)
                yield target, setting

    def _user(self, user: Value, at: Path) -> Iterator[tuple[str, Value]]:
        self.origins[(*at, "runAsUser")] = self.origins[(*at, "runAsNonRoot")] = ("user",)
        if isinstance(user, Unknown):
            yield "runAsUser", user
            return
        name = str(user).partition(":")[0]
        if name.isdecimal() and len(name) < 12:
            yield "runAsUser", int(name)
        elif name == "root":
            yield "runAsUser", 0
        else:
            yield "runAsNonRoot", True

    def _environment(self, value: Value, at: Path) -> Iterator[Value]:
        items: list[tuple[str | int, str, Value]] = []
        if isinstance(value, dict):
            items = [(name, name, content) for name, content in value.items()]
        for index, text in enumerate(_list(value)):
            name, equals, content = str(text).partition("=")
            items.append((index, name, content if equals else None))
        for number, (key, name, content) in enumerate(items):
            self.origins[(*at, number)] = ("environment", key)
            # Without a value it is passed on from whoever starts the service.
            passed = Unknown(f"the environment variable {name} is passed on", name)
            shown = passed if content is None else _known(_text(content))
            yield {"name": name, "value": shown}

    def _mounts(
        self, value: Value, spec: dict[str, Value], container: dict[str, Value], at: Path
    ) -> None:
        volumes: list[Value] = []
        mounts: list[Value] = []
        for index, entry in enumerate(_list(value)):
            source, target, read_only = _mount(_known(entry))
            name = f"volume-{index}"
            self.origins[("spec", "volumes", index)] = ("volumes", index)
            self.origins[(*at, "volumeMounts", index)] = ("volumes", index)
            is_path = isinstance(source, str) and source.startswith(("/", "./", "../", "~"))
            volumes.append({"name": name, **({"hostPath": {"path": source}} if is_path else {})})
            mounts.append({"name": name, "mountPath": target, "readOnly": read_only})
        if volumes:
            spec["volumes"] = volumes
            container["volumeMounts"] = mounts

    def _ports(self, value: Value, at: Path) -> Iterator[Value]:
        for index, entry in enumerate(_list(value)):
            self.origins[(*at, index)] = ("ports", index)
            known = _known(entry)
            if isinstance(known, dict):
                ports = {"containerPort": known.get("target"), "hostPort": known.get("published")}
                ports["hostIP"] = known.get("host_ip")
            elif isinstance(known, Unknown):
                ports = {"containerPort": known, "hostPort": known}
            else:
                *host, inside = str(known).partition("/")[0].rsplit(":", 2)
                ports = {"containerPort": inside, "hostPort": host[-1] if host else None}
                ports["hostIP"] = host[0] if len(host) > 1 else None
            yield {name: _number(port) for name, port in ports.items() if port is not None}

    def _resources(
        self, service: Mapping[str, Value], at: Path
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        deploy = service.get("deploy")
        resources = deploy.get("resources") if isinstance(deploy, dict) else None
        for part, target, old in (
            ("limits", "limits", {"memory": "mem_limit", "cpu": "cpus"}),
            ("reservations", "requests", {"memory": "mem_reservation"}),
        ):
            given = resources.get(part) if isinstance(resources, dict) else None
            found: dict[str, Value] = {}
            for name, key in (("memory", "memory"), ("cpu", "cpus")):
                if isinstance(given, dict) and given.get(key) is not None:
                    found[name] = _size(given[key], name)
                    origin: Path = ("deploy", "resources", part, key)
                elif service.get(old.get(name, "")) is not None:
                    found[name] = _size(service[old[name]], name)
                    origin = (old[name],)
                else:
                    continue
                self.origins[(*at, target, name)] = origin
            if found:
                yield target, found


_SECURITY_OPTIONS: Final[Mapping[tuple[str, str], tuple[str, Value]]] = {
    ("no-new-privileges", ""): ("allowPrivilegeEscalation", False),
    ("no-new-privileges", "true"): ("allowPrivilegeEscalation", False),
    ("no-new-privileges", "false"): ("allowPrivilegeEscalation", True),
    ("seccomp", "unconfined"): ("seccompProfile", {"type": "Unconfined"}),
    ("apparmor", "unconfined"): ("appArmorProfile", {"type": "Unconfined"}),
}


def _known(value: Value) -> Value:
    """A value with what the environment decides as Unknown, at any depth."""
    if isinstance(value, str):
        match = _VARIABLE.search(value)
        if match is None:
            return value.replace("$$", "$")
        name = match[1] or match[2]
        return Unknown(f"the environment variable {name} decides", f"${{{name}}}")
    if isinstance(value, list):
        return [_known(item) for item in value]
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items()}
    return value


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _text(value: Value) -> Value:
    """A scalar of ``environment`` as the container sees it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, float)) else value


def _capability(name: Value) -> Value:
    return name.removeprefix("CAP_") if isinstance(name, str) else name


def _mount(entry: Value) -> tuple[Value, Value, bool]:
    """What is mounted, where, and whether only to be read."""
    if isinstance(entry, dict):
        is_bind = entry.get("type") == "bind"
        return (
            (entry.get("source") if is_bind else None),
            entry.get("target"),
            bool(entry.get("read_only")),
        )
    if isinstance(entry, Unknown):
        return entry, entry, False
    parts = str(entry).split(":")
    if len(parts) == 1:
        return None, parts[0], False
    return parts[0], parts[1], "ro" in parts[2:3]


def _number(value: Value) -> Value:
    if isinstance(value, str) and value.isdecimal() and len(value) < 6:
        return int(value)
    return value


def _size(value: Value, name: str) -> Value:
    """Compose's sizes (``512m`` is 512 MiB) as Kubernetes spells them."""
    known = _known(value)
    if isinstance(known, Unknown) or name != "memory":
        return known if isinstance(known, Unknown) else str(known)
    match = _SIZE.match(str(known).strip())
    return f"{match[1]}{_UNITS[match[2].lower()]}" if match else known
