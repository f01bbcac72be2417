"""When two spellings of a field of a Kubernetes object mean the same to the API server. Pure.

What the server does to a field that was declared: it writes quantities in their shortest form,
leaves empty maps, lists and zero values out where the API's types say ``omitempty``, and fills in
what it chooses itself. Source: kubernetes.io, "Kubernetes API"; the Go types of k8s.io/api.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scanner.compare import duration
from scanner.drift.fields import Field
from scanner.drift.values import MISSING
from scanner.model import Value
from scanner.shapes.values import quantity

# Of these zero is not the same as nothing: the API's types have a pointer there, and the server
# keeps what was said.
_POINTERS: Final = frozenset(
    {
        "activeDeadlineSeconds", "allocateLoadBalancerNodePorts", "allowPrivilegeEscalation",
        "allowVolumeExpansion", "attachRequired", "automountServiceAccountToken", "backoffLimit",
        "backoffLimitPerIndex", "blockOwnerDeletion", "completions", "controller", "defaultMode",
        "enableServiceLinks", "expirationSeconds", "failedJobsHistoryLimit", "failurePolicy",
        "fsGroup", "fsGroupChangePolicy", "hostProcess", "hostUsers", "immutable", "maxUnavailable",
        "maxSurge", "minAvailable", "minReplicas", "mode", "optional", "parallelism", "partition",
        "podInfoOnMount", "priority", "privileged", "procMount", "progressDeadlineSeconds",
        "readOnlyRootFilesystem", "replicas", "requiresRepublish", "revisionHistoryLimit",
        "runAsGroup", "runAsNonRoot", "runAsUser", "setHostnameAsFQDN", "shareProcessNamespace",
        "stabilizationWindowSeconds", "startingDeadlineSeconds", "storageCapacity",
        "storageClassName", "successfulJobsHistoryLimit", "suspend",
        "terminationGracePeriodSeconds", "timeoutSeconds", "tolerationSeconds", "port",
        "ttlSecondsAfterFinished", "volumeMode", "weight", "fsType",
    }
)  # fmt: skip
# Where zero asks the server to choose.
CHOSEN: Final = frozenset(
    {"clusterIP", "healthCheckNodePort", "nodePort", "serviceAccount", "serviceAccountName",
     "volumeName"}
)  # fmt: skip
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d.{0,20}")


def same(field: Field, declared: Value, live: Value) -> bool:
    """Whether two scalars are one value to the server."""
    if isinstance(declared, bool) or isinstance(live, bool):
        return _text(declared) == _text(live)
    if bool(declared == live):
        return True
    form = field.form
    if form == "q":
        one, other = quantity(declared), quantity(live)
        return bool(one is not None and one == other)
    if form == "b":
        return bool(_unwrapped(declared) == _unwrapped(live))
    if form == "t":
        return _moment(declared) == _moment(live) is not None
    if isinstance(declared, (int, float)) or isinstance(live, (int, float)):
        # Terraform's provider takes numbers as texts and the other way round.
        return _text(declared) == _text(live)
    # Whoever writes custom resources spells durations anew.
    return form in ("", "d") and bool(duration(declared, live))


def is_empty(value: Value) -> bool:
    """Whether nothing is said: null, or a map or list without anything in it."""
    return value is None or value is MISSING or (isinstance(value, (dict, list)) and not value)


def is_left_out(field: Field, name: str, value: Value) -> bool:
    """Whether the server leaves a declared value out of what it shows, as it says nothing."""
    if isinstance(value, Mapping):
        # An empty object chooses something (``emptyDir: {}``), an empty map does not.
        return not value and field.form != "o"
    if isinstance(value, list):
        return not value
    if field.default:
        return _text(value) == field.default.strip('"')
    if field.form == "":
        return value is None
    return value in (None, "", 0) and name not in _POINTERS


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unwrapped(value: Value) -> Value:
    return "".join(value.split()) if isinstance(value, str) else value


def _moment(value: Value) -> float | None:
    from datetime import datetime

    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value.upper().replace("Z", "+00:00")).timestamp()
    except (ValueError, OverflowError):
        return None
