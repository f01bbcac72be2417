"""The ClusterRole for reading kinds: what the guard lets through, in RBAC's words.

Names of resources are those of Kubernetes' own kinds; of custom kinds what the declared
CustomResourceDefinition says, else the plural that nearly all of them have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from scanner.model import Resource

_IRREGULAR: Final = {"Endpoints": "endpoints"}


def cluster_role(declared: Iterable[Resource], types: Iterable[str] = ()) -> Mapping[str, Any]:
    """The ClusterRole document for drift of these API objects; empty when there are none.

    types: kinds to be read besides, ``Deployment`` or ``Certificate.cert-manager.io``.
    Secrets get ``get`` on the declared names, and ``list``, which RBAC cannot limit to metadata.
    """
    objects = list(declared)
    plurals = _declared_plurals(objects)
    groups: dict[str, set[str]] = {}
    secrets: set[str] = set()
    for one in objects:
        version, kind = one.attributes.get("apiVersion"), one.attributes.get("kind")
        if not isinstance(version, str) or not isinstance(kind, str):
            continue
        group = version.rpartition("/")[0]
        resource = plurals.get((group, kind)) or plural(kind)
        groups.setdefault(group, set()).add(resource)
        metadata = one.attributes.get("metadata")
        name = metadata.get("name") if isinstance(metadata, Mapping) else None
        if one.type == "Secret" and isinstance(name, str):
            secrets.add(name)
    for group, kind in _named(types):
        groups.setdefault(group, set()).add(plurals.get((group, kind)) or plural(kind))
    if not groups:
        return {}
    rules: list[dict[str, Any]] = []
    for group, resources in sorted(groups.items()):
        plain = sorted(resources - ({"secrets"} if group == "" else set()))
        if plain:
            rules.append({"apiGroups": [group], "resources": plain, "verbs": ["get", "list"]})
    head = {"apiGroups": [""], "resources": ["secrets"]}
    if secrets:
        rules.append({**head, "resourceNames": sorted(secrets), "verbs": ["get"]})
    if "secrets" in groups.get("", ()):
        rules.append({**head, "verbs": ["list"]})
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRole",
        "metadata": {"name": "trueup-read"},
        "rules": rules,
    }


def _named(types: Iterable[str]) -> set[tuple[str, str]]:
    """(group, kind) of resource types that are kinds; of Kubernetes' own in every group."""
    from scanner.live.kubernetes.schema import built_in

    wanted = {one for one in types if one[:1].isupper()}
    if not wanted:
        return set()
    found = set()
    for name in built_in().kinds:
        version, _, kind = name.rpartition("/")
        if kind in wanted:
            found.add((version.rpartition("/")[0], kind))
    for one in wanted:
        kind, _, group = one.partition(".")
        if group:
            found.add((group, kind))
    return found


def _declared_plurals(objects: Iterable[Resource]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for one in objects:
        spec = one.attributes.get("spec")
        if not isinstance(spec, Mapping) or not one.type.startswith("CustomResourceDefinition"):
            continue
        names = spec.get("names")
        if isinstance(names, Mapping):
            found[str(spec.get("group")), str(names.get("kind"))] = str(names.get("plural"))
    return found


def plural(kind: str) -> str:
    """The resource of a kind, as Kubernetes' own code guesses it (apimachinery's restmapper)."""
    if kind in _IRREGULAR:
        return _IRREGULAR[kind]
    name = kind.lower()
    if name.endswith(("s", "x", "ch", "sh")):
        return name + "es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + "s"
