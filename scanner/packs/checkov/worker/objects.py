"""Kubernetes' API objects."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from typing import Any

from .families import Described, ask, described, import_all, words_in
from .packages import modules_of

_PACKAGE = "checkov.kubernetes.checks.resource"
KINDS = ("kubernetes",)

# The way to what a check looks at, which the bases of checks go for them.
_WAY = ("spec", "template", "jobTemplate", "metadata", "containers", "initContainers")
# Helpers of checks, and what these read for them.
_HELPERS = {"extract_commands": "command"}

_POD = {"Pod": "spec", "CronJob": "spec/jobTemplate/spec/template/spec"}
_TEMPLATE = "spec/template/spec"
# What a check of the whole object is about, where its code asks of one thing only: such a check
# names no keys. {pod}: the way to the specification of a Pod.
_KEYS = {
    "CKV_K8S_1": "spec/hostPID", "CKV_K8S_3": "spec/hostIPC", "CKV_K8S_4": "spec/hostNetwork",
    "CKV_K8S_5": "spec/allowPrivilegeEscalation", "CKV_K8S_17": "{pod}/hostPID",
    "CKV_K8S_18": "{pod}/hostIPC", "CKV_K8S_19": "{pod}/hostNetwork",
    "CKV_K8S_21": "metadata/namespace", "CKV_K8S_23": "{pod}",
    "CKV_K8S_24": "spec/allowedCapabilities", "CKV_K8S_27": "{pod}/volumes",
    "CKV_K8S_29": "{pod}/securityContext", "CKV_K8S_31": "{pod}",
    "CKV_K8S_38": "{pod}/automountServiceAccountToken", "CKV_K8S_40": "{pod}",
    "CKV_K8S_42": "subjects", "CKV_K8S_49": "rules/[0]", "CKV_K8S_78": "plugins",
    "CKV_K8S_121": "{pod}/containers", "CKV_K8S_152": "metadata/annotations",
    "CKV_K8S_153": "metadata/annotations", "CKV_K8S_154": "metadata/annotations",
    "CKV_K8S_155": "rules", "CKV_K8S_156": "rules", "CKV_K8S_157": "rules",
    "CKV_K8S_158": "rules",
}  # fmt: skip
# A check of containers that names no key of one says this, of whichever list it found it in.
_EITHER = "initContainers"


def describe(root: str, failed: dict[str, str]) -> Iterator[Described]:
    """Every check of an object that looks at nothing beside the object."""
    folder = os.path.join(root, *_PACKAGE.split(".")[1:])
    import_all(modules_of(folder, _PACKAGE), failed)
    known: dict[str, set[str] | None] = {}
    for kind, check in _registry().all_checks():
        words = words_in(check, _PACKAGE, known)
        if words is not None:
            code = vars(sys.modules[type(check).__module__])
            helped = (word for helper, word in _HELPERS.items() if helper in code)
            yield described(f"{KINDS[0]}/{kind}", check, {*words, *_WAY, *helped})


def judge(request: dict[str, Any]) -> list[list[Any]]:
    """What the checks of its kind say of one object."""
    type_, conf = request["type"], request["conf"]
    # As Checkov asks: the kind stands for the name.
    arguments: tuple[Any, ...] = (request["path"], conf, type_, type_, {})
    found = [ask(check, *arguments) for check in _registry().get_checks(type_)]
    for said in found:
        if said[1] == "FAILED":
            said[2] = _keys(said[0], said[2], type_)
    return found


def _keys(check: str, keys: list[str], kind: str) -> list[str]:
    if not keys:
        way = _KEYS.get(check)
        return [way.format(pod=_POD.get(kind, _TEMPLATE))] if way is not None else []
    if len(keys) == 1 and keys[0].endswith("]"):
        way, _, name = keys[0].rpartition("/")[0].rpartition("/")
        return [way] if name == _EITHER else keys
    return keys


def _registry() -> Any:
    """Checkov's registry of the checks of objects."""
    return importlib.import_module(f"{_PACKAGE}.registry").registry
