"""What to do about drift: the command that undoes it, the patch that accepts it, the import block.

All of it is text for a person to read. Nothing here runs a command or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from scanner.drift.comparison import Comparison
from scanner.drift.secret_lines import SecretLines
from scanner.drift.words import SENSITIVE
from scanner.model import Location, Origin, Resource, Value
from scanner.outcome import DriftClass, Finding
from scanner.projection import Projection

REVERTIBLE: Final = (
    DriftClass.DRIFTED,
    DriftClass.CONFLICT,
    DriftClass.MISSING,
    DriftClass.DIFFERS,
)
ACCEPTABLE: Final = (DriftClass.DRIFTED, DriftClass.CONFLICT, DriftClass.DIFFERS)
_CONTEXT: Final = 3
MAX_FILE: Final = 4 << 20
MAX_VALUE: Final = 1000


def remedies(
    comparison: Comparison,
    read: Callable[[str], bytes],
    projections: Mapping[str, Projection] | None = None,
    apply: Apply | None = None,
    secrets: SecretLines | None = None,
) -> Comparison:
    """The comparison with `revert` and `accept` on each finding that has one.

    revert: a shell command. accept: a unified diff of the .tf file, or an import block.
    read: the bytes of a file by its display path; may raise OSError. projections: of the types
    whose import id is not the platform's id. apply: how the root is applied, as it was evaluated.
    secrets: the lines that no patch may show.
    """
    blocks = _instances(comparison)
    findings = []
    for finding in comparison.findings:
        if (drift := finding.drift) is None:
            findings.append(finding)
            continue
        accept = None
        if drift.drift_class is DriftClass.UNMANAGED:
            known = (projections or {}).get(finding.resource.type)
            accept = import_block(finding, known.import_id if known else "{id}")
        elif drift.drift_class in ACCEPTABLE and len(blocks.get(finding.location, ())) == 1:
            accept = patch(finding, read, secrets or {})
        revert = revert_command(finding, apply) if drift.drift_class in REVERTIBLE else None
        findings.append(finding._replace(drift=replace(drift, revert=revert, accept=accept)))
    return replace(comparison, findings=tuple(findings))


def _instances(comparison: Comparison) -> dict[Location, set[str]]:
    """Block -> addresses of its instances: an edit of the code touches all of them."""
    blocks: dict[Location, set[str]] = {}
    for verified in comparison.verified:
        where = verified.pair.resource.source.locate(())
        blocks.setdefault(where, set()).add(verified.pair.address)
    for finding in comparison.findings:
        blocks.setdefault(finding.location, set()).add(finding.address)
    return blocks


@dataclass(frozen=True, slots=True)
class Apply:
    """With what a root was evaluated, and so has to be applied.

    workspace: Terraform's. var_files: paths relative to the root. more: there were values beside
    them, which are not told: they may be secrets.
    """

    workspace: str = "default"
    var_files: tuple[str, ...] = ()
    more: bool = False


def revert_command(finding: Finding, apply: Apply | None = None) -> str | None:
    """The apply that makes this resource what the code says; None for an unknown instance."""
    how = apply or Apply()
    told = (finding.address, how.workspace, *how.var_files)
    if "[*]" in finding.address or not all(one.isprintable() for one in told):
        return None
    words = ["terraform", "apply"]
    if how.workspace != "default":
        words.insert(0, f"TF_WORKSPACE={_quoted(how.workspace)}")
    words += [f"-var-file={_quoted(path)}" for path in how.var_files]
    words.append(f"-target={_quoted(finding.address)}")
    if how.more:
        words.append("# and the -var of this run")
    return " ".join(words)


def _quoted(text: str) -> str:
    """Always quoted, also where the shell would not need it: commands are pasted and edited."""
    return "'" + text.replace("'", "'\"'\"'") + "'"


# ---- patches -------------------------------------------------------------------------------

_LITERAL = re.compile(
    r"(?P<head>\s{0,200}(?P<name>[\w-]{1,200})\s{0,200}=\s{0,200})"
    r'(?P<value>"(?:[^"\\\n]|\\.){0,1000}"|-?\d{1,30}(?:\.\d{1,30})?|true|false)\s{0,200}'
)


def patch(
    finding: Finding, read: Callable[[str], bytes], secrets: SecretLines | None = None
) -> str | None:
    """A unified diff that writes the live value where the code has another literal.

    None where there is none to write: no scalar, a secret, an expression, generated or foreign
    code, a file that is not as it was when it was read, or a line between secrets.
    """
    drift = finding.drift
    if drift is None or finding.resource.origin is not Origin.CODE or not finding.path:
        return None
    wanted, present = hcl_literal(drift.live), hcl_literal(drift.declared)
    if wanted is None or present is None or SENSITIVE in (drift.live, drift.declared):
        return None
    found = written(finding, read)
    match = found and _LITERAL.fullmatch(found.text)
    if not found or not match:
        return None
    if match["name"] != finding.path[-1] or match["value"] != present:
        return None
    return found.patch(match.span("value"), wanted, secrets)


@dataclass(frozen=True, slots=True)
class Line:
    """The one line of a file on which a finding's attribute is written. start: where, from 0."""

    path: str
    lines: list[str]
    number: int
    start: int
    text: str

    def patch(self, value: tuple[int, int], wanted: str, secrets: SecretLines | None) -> str | None:
        """A diff that puts another value in the place of the one at `value` in `text`."""
        line = self.lines[self.number]
        first, last = (self.start + at for at in value)
        changed = line[:first] + wanted + line[last:]
        hidden = (secrets or {}).get(self.path, frozenset())
        return unified(self.path, self.lines, self.number, changed, hidden)


def written(finding: Finding, read: Callable[[str], bytes]) -> Line | None:
    """Where an attribute is written, if that is one line of a file that can be patched."""
    where = finding.resource.source.locate(finding.path)
    if where.start_line != where.end_line or not patchable(where.path):
        return None
    try:
        text = read(where.path)[: MAX_FILE + 1].decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    lines = text.split("\n")
    if len(text) > MAX_FILE or where.start_line > len(lines):
        return None
    start = where.start_column - 1
    line = lines[where.start_line - 1][start : where.end_column - 1]
    return Line(where.path, lines, where.start_line - 1, start, line)


def hcl_literal(value: Value) -> str | None:
    """A scalar as HCL writes it; None for what is no scalar or has no plain spelling."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else None
    if isinstance(value, float):
        return repr(value) if abs(value) < 10**15 and "e" not in repr(value) else None
    if not isinstance(value, str) or len(value) > MAX_VALUE:
        return None
    if not value.replace("\n", "").replace("\t", "").isprintable():
        return None
    text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + text.replace("${", "$${").replace("%{", "%%{") + '"'


def patchable(path: str) -> bool:
    """Whether a diff of this path can be applied where trueup runs, and would last."""
    parts = path.split("/")
    return path.isprintable() and not path.startswith("/") and not {"..", ".terraform"} & {*parts}


def unified(
    path: str, lines: list[str], at: int, changed: str, hidden: frozenset[int]
) -> str | None:
    """The diff of one changed line; `lines` come of splitting at newlines. hidden: numbers of
    lines that may not be context; None where none is left below: git then wants the file to end.
    """
    last = len(lines) - 1
    first, end = max(0, at - _CONTEXT), min(last, at + _CONTEXT)
    first = max([first, *(number for number in hidden if number - 1 < at)])
    end = min([end, *(number - 2 for number in hidden if number - 1 > at)])
    if at + 1 in hidden or at + 2 in hidden:
        return None
    if not lines[end]:
        # Behind the last newline there is no line.
        end = end - 1 if end == last else end
    # A tab ends a name with blanks in it.
    tail = "\t" if " " in path else ""
    count = end - first + 1
    out = [f"--- a/{path}{tail}", f"+++ b/{path}{tail}"]
    out.append(f"@@ -{first + 1},{count} +{first + 1},{count} @@")
    for number in range(first, end + 1):
        signs = ("-", "+") if number == at else (" ",)
        for sign in signs:
            out.append(sign + (changed if sign == "+" else lines[number]))
            if number == last:
                out.append("\\ No newline at end of file")
    return "\n".join(out) + "\n"


# ---- import blocks -------------------------------------------------------------------------


def import_block(finding: Finding, form: str | None = "{id}") -> str | None:
    """The import block of an unmanaged resource, written by python-hcl2.

    form: see `scanner.projection.Projection.import_id`.
    An undeclared one is given a name to be changed; `terraform plan -generate-config-out=FILE`
    then writes its resource block.
    """
    resource = finding.resource
    id_ = _import_id(resource, form)
    literal = hcl_literal(id_)
    if not id_ or literal is None or "[*]" in finding.address:
        return None
    to = finding.address
    if resource.origin is Origin.LIVE:
        name = re.sub(r"[^A-Za-z0-9_]+", "_", id_).strip("_")[:64] or "imported"
        to = f"{resource.type}.{name if not name[0].isdigit() else '_' + name}"
    if not to.isprintable():
        return None
    import hcl2

    builder: Any = hcl2.Builder()
    builder.block("import", to="${" + to + "}", id=literal)
    return str(hcl2.dumps(builder.build())).strip() + "\n"


def _import_id(resource: Resource, form: str | None) -> str | None:
    """`form` filled in; None where an attribute that it needs is not known."""
    if form is None or not resource.id:
        return None
    said = {**resource.attributes, "id": resource.id}
    names = _BRACES.findall(form)
    if not all(isinstance(said.get(name), (str, int)) and said[name] != "" for name in names):
        return None
    return _BRACES.sub(lambda match: str(said[match[1]]), form)


_BRACES: Final = re.compile(r"\{(\w{1,100})\}")
