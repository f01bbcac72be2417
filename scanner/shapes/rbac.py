"""What Kubernetes roles grant, and to whom they are bound."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scanner.views import View

_BUILT_IN = ("cluster-admin", "admin", "edit", "view")


def is_built_in(view: View) -> bool:
    """Whether a role or binding is one that Kubernetes itself keeps and restores at each start."""
    name = view.get("metadata.name", default="")
    return name in _BUILT_IN or bool(name.startswith("system:"))


def granted(
    role: View, group: str, resources: Collection[str], verbs: Collection[str]
) -> Iterator[View]:
    """The places in a role's rules that name one of these resources with one of these verbs.

    A wildcard among groups or verbs counts, one among resources does not: that is a finding of its
    own. So does no rule that is limited to resourceNames. Built-in roles grant what they must.
    """
    if is_built_in(role):
        return
    for entry in role.each("rules"):
        if not _has(entry, "apiGroups", (group,)) or not _has(entry, "verbs", verbs):
            continue
        if any(True for _ in entry.each("resourceNames")):
            continue
        for item in entry.each("resources"):
            if item.value in resources:
                yield item


def _has(entry: View, attribute: str, wanted: Collection[str]) -> bool:
    accepted = (*wanted, "*")
    return any(item.value in accepted for item in entry.each(attribute))


def subjects(binding: View, kind: str, names: Collection[str]) -> Iterator[View]:
    """The subjects of a binding that are of a kind (User, Group, ServiceAccount) and so named."""
    for subject in binding.each("subjects"):
        if subject.get("kind") == kind and subject.get("name") in names:
            yield subject
