"""Terraform's state, version 4 (Terraform 0.12 and newer, OpenTofu), read without schemas.

The format is that of Terraform's internal/states/statefile/version4.go. It is read leniently: an
entry that makes no sense costs itself and a diagnostic, never the rest; fields nobody knows are
passed over.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from scanner.errors import StateError
from scanner.model import (
    Diagnostic,
    DiagnosticLevel,
    Origin,
    Path,
    Resource,
    Unknown,
    Value,
)
from scanner.outcome import StateInfo
from scanner.terraform.schemas import sensitive_paths
from scanner.terraform.state_places import Head, StateSource, lines_of

MAX_BYTES: Final = 256 << 20
"""The largest state that is read."""

# Attributes of Terraform's type "any": the state keeps {"value": ..., "type": ...} for them.
_DYNAMIC: Final = {
    "terraform_data": ("input", "output", "triggers_replace"),
    "terraform_remote_state": ("config", "defaults", "outputs"),
    "kubernetes_manifest": ("manifest", "object"),
    "kubernetes_resource": ("object",),
}
_NOTHING: Final[frozenset[Path]] = frozenset()  # One for all: most have nothing sensitive.
_PULL: Final = "give the output of `terraform state pull`"


@dataclass(frozen=True, slots=True)
class State:
    """What Terraform has recorded.

    source: a path or URL without credentials. resources: managed instances that Terraform holds
    as current. data: data sources, type ``data.TYPE``. deposed: objects that a replacement left
    behind and Terraform still owns. tainted: addresses to be replaced by the next apply.
    """

    source: str
    serial: int | None = None
    lineage: str = ""
    terraform_version: str = ""
    resources: tuple[Resource, ...] = ()
    data: tuple[Resource, ...] = ()
    deposed: tuple[Resource, ...] = ()
    tainted: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()

    def info(self, workspace: str = "default") -> StateInfo:
        """The state as reports name it."""
        return StateInfo(self.source, self.serial, workspace)

    def recorded(self) -> dict[str, Mapping[str, Value]]:
        """Instance address -> attributes, for the evaluator; also of data sources.

        A sensitive value is Unknown there, so that nothing computed from it can be shown.
        """
        return {
            resource.address: _without_secrets(resource)
            for resource in (*self.resources, *self.data)
        }


def read_state(data: bytes, source: str, scope: str = ".") -> State:
    """The state in `data`.

    source: where it came from, for locations and messages: a display path or URL.
    scope: the identity scope of its resources, the repository-relative folder of their root.
    Raises StateError for what is no readable state of version 4.
    """
    document = _document(data, source)
    resources = document.get("resources")
    if not isinstance(resources, list):
        raise StateError(f"{source}: the state has no list of resources; {_PULL}")
    reader = _Reader(source, scope, lines_of(data))
    for entry in resources:
        reader.resource(entry)
    serial = document.get("serial")
    return State(
        source=source,
        serial=serial if isinstance(serial, int) else None,
        lineage=_string(document, "lineage"),
        terraform_version=_string(document, "terraform_version"),
        resources=tuple(reader.resources),
        data=tuple(reader.data),
        deposed=tuple(reader.deposed),
        tainted=frozenset(reader.tainted),
        diagnostics=tuple(reader.diagnostics),
    )


def _document(data: bytes, source: str) -> Mapping[str, Value]:
    import orjson

    if len(data) > MAX_BYTES:
        raise StateError(
            f"{source}: the state is larger than {MAX_BYTES >> 20} MiB; split it into several"
        )
    if not data.strip():
        raise StateError(f"{source}: the state is empty; {_PULL}")
    try:
        document = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
        # orjson writes 254 levels at most: what it can write, everything after it can walk.
        orjson.dumps(document)
    except orjson.JSONEncodeError:
        raise StateError(f"{source}: the state is nested too deeply; {_PULL}") from None
    except orjson.JSONDecodeError as error:
        # The parser's message holds no excerpt, so no secret.
        raise StateError(f"{source}: not a JSON state ({error}); {_PULL}") from None
    if not isinstance(document, dict):
        raise StateError(f"{source}: not a Terraform state; {_PULL}")
    _check_version(document, source)
    return document


def _check_version(document: Mapping[str, Value], source: str) -> None:
    if "encrypted_data" in document:
        raise StateError(
            f"{source}: the state is encrypted by OpenTofu; "
            "decrypt it with `tofu state pull | trueup drift --state -`"
        )
    if "format_version" in document:
        raise StateError(f"{source}: this is the output of `terraform show -json`; {_PULL}")
    version = document.get("version")
    if isinstance(document.get("backend"), dict) and "resources" not in document:
        raise StateError(
            f"{source}: this file only names the backend that holds the state; "
            "leave out --state to follow the backend block, or " + _PULL
        )
    if version in (1, 2, 3):
        raise StateError(
            f"{source}: state version {version} is of Terraform 0.11 or older; "
            "upgrade it with `terraform apply -refresh-only` of a newer Terraform"
        )
    if version != 4:
        shown = version if isinstance(version, int) else "none"
        raise StateError(
            f"{source}: state version {shown}, where version 4 is understood; "
            "update trueup if a newer Terraform wrote it"
        )


def _string(entry: Mapping[str, Value], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


# ---- addresses -----------------------------------------------------------------------------

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def instance_key(key: str | int) -> str:
    """An instance key as Terraform writes it in addresses: ``[0]``, ``["a"]``."""
    if isinstance(key, int):
        return f"[{key}]"
    text = "".join(_ESCAPES.get(character, character) for character in key)
    return '["' + text.replace("${", "$${").replace("%{", "%%{") + '"]'


# ---- resources -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    source: str
    scope: str
    lines: Mapping[Head, int]
    resources: list[Resource] = field(default_factory=list)
    data: list[Resource] = field(default_factory=list)
    deposed: list[Resource] = field(default_factory=list)
    tainted: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def resource(self, entry: Value) -> None:
        """Read one entry of ``resources``, with all its instances."""
        if not isinstance(entry, dict):
            return self._skip("an entry of its resources is no object")
        mode, type_, name = (_string(entry, part) for part in ("mode", "type", "name"))
        instances = entry.get("instances")
        if mode not in ("managed", "data") or not type_ or not name:
            return self._skip(f"the entry {type_ or '?'}.{name or '?'} has no mode, type or name")
        module = _string(entry, "module")
        base = ".".join(filter(None, (module, "data" * (mode == "data"), type_, name)))
        if not isinstance(instances, list):
            return self._skip(f"{base} has no list of instances")
        place = StateSource(self.source, self.lines.get((module, mode, type_, name), 1))
        provider = provider_name(_string(entry, "provider"))
        for instance in instances:
            if isinstance(instance, dict):
                self._instance(instance, base, mode, type_, provider, place)
            else:
                self._skip(f"an instance of {base} is no object")
        return None

    def _instance(
        self,
        instance: Mapping[str, Value],
        base: str,
        mode: str,
        type_: str,
        provider: str,
        place: StateSource,
    ) -> None:
        key = instance.get("index_key")
        if isinstance(key, float) and key.is_integer():
            key = int(key)
        if isinstance(key, bool) or not isinstance(key, (str, int, type(None))):
            return self._skip(f"an instance of {base} has a key that is no string or number")
        address = base if key is None else base + instance_key(key)
        attributes = _attributes(instance, type_)
        if attributes is None:
            return self._skip(f"{address} has no attributes")
        account, region = whereabouts(type_, attributes)
        id_ = attributes.get("id")
        kind = sys.intern(f"data.{type_}" if mode == "data" else type_)
        resource = Resource(
            type=kind,
            address=address,
            attributes=attributes,
            origin=Origin.STATE,
            source=place,
            scope=self.scope,
            id=id_ if isinstance(id_, str) and id_ else None,
            # Older Terraform records only what the code marks, not what the schema does.
            sensitive=sensitive_paths(kind, attributes).union(
                _sensitive(instance.get("sensitive_attributes"))
            )
            or _NOTHING,
            provider=provider,
            account=account,
            region=region,
        )
        if mode == "data":
            self.data.append(resource)
        elif instance.get("deposed"):
            self.deposed.append(resource)
        else:
            self.resources.append(resource)
            if instance.get("status") == "tainted":
                self.tainted.add(address)
        return None

    def _skip(self, what: str) -> None:
        self.diagnostics.append(
            Diagnostic(
                DiagnosticLevel.ERROR,
                "state-entry",
                f"{self.source}: {what}; it is left out. Check the state with `terraform show`",
                self.source,
            )
        )


def _attributes(instance: Mapping[str, Value], type_: str) -> dict[str, Value] | None:
    attributes = instance.get("attributes")
    if isinstance(attributes, dict):
        plain: dict[str, Value] = attributes
        for name in _DYNAMIC.get(type_, ()):
            wrapped = plain.get(name)
            if isinstance(wrapped, dict) and wrapped.keys() == {"value", "type"}:
                plain = {**plain, name: wrapped["value"]}
        return plain
    flat = instance.get("attributes_flat")
    if isinstance(flat, dict):
        # Left by the upgrade from Terraform 0.11 until the next refresh. Nested values are
        # flattened there in a way that needs the schema; what is absent was not recorded.
        return {name: value for name, value in flat.items() if "." not in name}
    return None


def _sensitive(paths: Value) -> Iterator[Path]:
    """``sensitive_attributes`` as paths: each is a list of get_attr and index steps."""
    for path in paths if isinstance(paths, list) else ():
        steps: list[str | int] = []
        for step in path if isinstance(path, list) else ():
            value = step.get("value") if isinstance(step, dict) else None
            if isinstance(value, dict):
                value = value.get("value")
            if isinstance(value, float) and value.is_integer():
                value = int(value)
            if isinstance(value, bool) or not isinstance(value, (str, int)):
                # An index into a set: everything above it is sensitive.
                break
            steps.append(value)
        if steps:
            yield tuple(steps)


_PROVIDER = re.compile(r'provider(?:\["([^"]{1,512})"\]|\.([^.]{1,256}))(?:\.([^."]{1,256}))?\Z')


def provider_name(configuration: str) -> str:
    """``provider["registry.terraform.io/hashicorp/aws"].east`` as ``aws.east``; "" if strange."""
    return _provider_name(configuration[-1024:])


@lru_cache(maxsize=256)
def _provider_name(configuration: str) -> str:
    match = _PROVIDER.search(configuration)
    if not match:
        return ""
    name = (match[1] or match[2]).rpartition("/")[2]
    return f"{name}.{match[3]}" if match[3] else name


def whereabouts(type_: str, attributes: Mapping[str, Value]) -> tuple[str, str]:
    """The account (or project) and region that the attributes tell; "" for what they do not.

    An ARN of a global service names no region, and the ARN of a bucket no account either.
    """
    account = region = ""
    for name in ("arn", "id"):
        arn = attributes.get(name)
        if isinstance(arn, str) and arn.startswith("arn:") and arn.count(":") >= 5:
            _, _, _, region, account, _ = arn.split(":", 5)
            break
    if type_.startswith("google_"):
        account = _string(attributes, "project")
    elif not account:
        owner = _string(attributes, "owner_id") or _string(attributes, "account_id")
        account = owner if len(owner) == 12 and owner.isdigit() else ""
    region = _string(attributes, "region") or region
    return sys.intern(account) if account != "aws" else "", sys.intern(region)


def _without_secrets(resource: Resource) -> Mapping[str, Value]:
    attributes: Value = resource.attributes
    for path in resource.sensitive:
        attributes = _masked(attributes, path, resource.address)
    return attributes if isinstance(attributes, Mapping) else {}


def _masked(value: Value, path: Path, address: str) -> Value:
    """A copy of `value` with an Unknown at `path`, or at the last step of it that exists."""
    if value is None:
        return None
    if not path:
        return Unknown("sensitive in the state", references=(address,), sensitive=True)
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping) and isinstance(step, str):
        return {**value, step: _masked(value[step], rest, address)} if step in value else value
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return [*value[:step], _masked(value[step], rest, address), *value[step + 1 :]]
    return _masked(value, (), address)
