"""What to do about drift in a cluster: the kubectl command, the patch of the manifest. Pure.

All of it is text for a person to read. Nothing here runs a command or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from scanner.drift.comparison import Comparison
from scanner.drift.object_findings import secret_paths
from scanner.drift.remedies import (
    ACCEPTABLE,
    MAX_VALUE,
    REVERTIBLE,
    Apply,
    import_block,
    patch,
    revert_command,
    written,
)
from scanner.drift.secret_lines import SecretLines, secret_lines
from scanner.drift.words import SENSITIVE
from scanner.model import Origin, Resource, Value
from scanner.outcome import DriftClass, Finding


def object_remedies(
    comparison: Comparison,
    read: Callable[[str], bytes],
    apply: Callable[[Resource], str | None],
    context: str = "",
    declared: Sequence[Resource] = (),
    how: Apply | None = None,
) -> Comparison:
    """The comparison with `revert` and `accept` on each finding that has one.

    read: the bytes of a file by its display path; may raise OSError. apply: what kubectl is told
    to apply for a declared object (``-f app.yaml``), None where nobody knows. context: of the
    kubeconfig, where it is not the current one. declared: every object of the files, as a patch
    must not show the lines around it that hold a secret. how: Terraform's root module is applied.
    """
    secrets = _secret_lines(comparison, declared)
    findings = []
    for finding in comparison.findings:
        drift, resource = finding.drift, finding.resource
        if drift is None:
            findings.append(finding)
            continue
        of, revert, accept = drift.drift_class, None, None
        terraform = resource.origin is not Origin.LIVE and "kubernetes_" in resource.address
        if of is DriftClass.UNMANAGED and terraform:
            accept = import_block(finding, _import_form(resource))
        elif of is DriftClass.UNMANAGED:
            revert = _delete(resource, context)
        elif of in REVERTIBLE:
            by = comparison.appliers.get((resource.scope, resource.address), "")
            revert = (
                revert_command(finding, how) if terraform else _apply(apply(resource), context, by)
            )
        if of in ACCEPTABLE:
            accept = (patch if terraform else yaml_patch)(finding, read, secrets)
        findings.append(finding._replace(drift=replace(drift, revert=revert, accept=accept)))
    return replace(comparison, findings=tuple(findings))


_MANIFEST: Final = re.compile(r"(?:.*\.)?kubernetes_manifest\.")


def _import_form(resource: Resource) -> str:
    """What the provider takes as the id of an object; "{id}" is ``NAMESPACE/NAME``."""
    if not _MANIFEST.match(resource.address):
        return "{id}"
    namespace, _, name = (resource.id or "").rpartition("/")
    where = f",namespace={namespace}" if namespace else ""
    return f"apiVersion={{apiVersion}},kind={{kind}}{where},name={name}"


def _secret_lines(comparison: Comparison, declared: Sequence[Resource]) -> SecretLines:
    """Of the files that may be patched."""
    files = {
        one.resource.source.locate(one.path).path
        for one in comparison.findings
        if one.drift is not None and one.drift.drift_class in ACCEPTABLE and one.path
    }
    return secret_lines(
        replace(one, sensitive=frozenset(secret_paths(one)))
        for one in declared
        if one.source.locate(()).path in files
    )


def _kubectl(context: str) -> str:
    return f"kubectl --context {quoted(context)}" if context else "kubectl"


def _apply(what: str | None, context: str, by: str) -> str | None:
    """by: who applied it on the server's side. What somebody else has set since is in the way of
    such an apply, unless it is told to take it back."""
    if not what:
        return None
    flags = ""
    if by:
        owner = "" if by == "kubectl" else f" --field-manager={quoted(by)}"
        flags = f"--server-side{owner} --force-conflicts "
    return f"{_kubectl(context)} apply {flags}{what}"


def _delete(live: Resource, context: str) -> str | None:
    kind, _, rest = live.address.partition("/")
    namespace, _, name = rest.partition("/")
    if not (kind and name and live.address.isprintable()):
        return None
    where = f" -n {quoted(namespace)}" if namespace != "-" else ""
    return f"{_kubectl(context)} delete {quoted(kind)} {quoted(name)}{where}"


def quoted(text: str) -> str:
    """A word for the shell, quoted where the shell would read something into it."""
    if re.fullmatch(r"[A-Za-z0-9_./:@%+-]+", text) and not text.startswith("-"):
        return text
    return "'" + text.replace("'", "'\"'\"'") + "'"


# ---- patches ---------------------------------------------------------------------------------

_LITERAL: Final = re.compile(
    r"""(?P<head>\s{0,200}(?:"[\w./-]{1,300}"|'[\w./-]{1,300}'|[\w./-]{1,300})\s{0,20}:\s{1,200})
    (?P<value>"[^"\\\n]{0,1000}"|'[^'\n]{0,1000}'|[^\s"'{}\[\],&*#?|<>=!%@`:-][^\n"'{}\[\],&*#:]{0,1000}
      (?::[^\s"'{}\[\],&*#:]{1,1000}){0,20}|-?\d{1,30}(?:\.\d{1,30})?)\s{0,200}""",
    re.VERBOSE,
)
_PLAIN: Final = re.compile(r"[A-Za-z/][\w./@+-]{0,900}(?::[\w./@+-]{1,900}){0,5}")
# What YAML 1.1 or 1.2 reads as something else than a text.
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan"})


def yaml_patch(
    finding: Finding, read: Callable[[str], bytes], secrets: SecretLines | None = None
) -> str | None:
    """A unified diff that writes the live value where the manifest has another literal.

    None where there is none to write: no scalar, a secret, a template, a file that is not as it
    was when it was read, or a line between secrets. secrets: the lines that it may not show.
    """
    drift = finding.drift
    if drift is None or finding.resource.origin is not Origin.CODE or not finding.path:
        return None
    if SENSITIVE in (drift.live, drift.declared):
        return None
    wanted = yaml_scalar(drift.live)
    if wanted is None or "declared" not in drift.present:
        return None
    found = written(finding, read)
    match = found and _LITERAL.fullmatch(found.text)
    if not found or not match or _key(match["head"]) != finding.path[-1]:
        return None
    if not _is_same(match["value"], drift.declared):
        return None
    return found.patch(match.span("value"), wanted, secrets)


def _key(head: str) -> str:
    return head.strip().removesuffix(":").strip().strip("\"'")


def _is_same(written: str, declared: Value) -> bool:
    """Whether a literal of the file is the declared value, so that nothing made it another."""
    if isinstance(declared, bool):
        return written == ("true" if declared else "false")
    if isinstance(declared, (int, float)):
        return written == str(declared)
    return isinstance(declared, str) and written.strip("\"'") == declared


def yaml_scalar(value: Value) -> str | None:
    """A scalar as YAML writes it on one line; None for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else None
    if isinstance(value, float):
        return repr(value) if abs(value) < 10**15 and "e" not in repr(value) else None
    if not isinstance(value, str) or len(value) > MAX_VALUE or not value.isprintable():
        return None
    if _PLAIN.fullmatch(value) and value.casefold() not in _WORDS:
        return value
    import json

    return json.dumps(value, ensure_ascii=False)
