"""Telling the kind of one file, by its name where that is enough, else by its first bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Final

from scanner.load.source import MAX_BYTES
from scanner.possessive import possessive

TERRAFORM: Final = "terraform"
KUBERNETES: Final = "kubernetes"
DOCKERFILE: Final = "dockerfile"
WORKFLOW: Final = "workflow"
COMPOSE: Final = "compose"
CHART: Final = "chart"
KUSTOMIZATION: Final = "kustomization"
PLAN: Final = "plan"
STATE: Final = "state"

_TERRAFORM_ENDS: Final = (".tf", ".tf.json", ".tofu", ".tofu.json")
_YAML_ENDS: Final = (".yaml", ".yml")
_JSON_ENDS: Final = (".json", ".tfstate")
_DOCKERFILE_NAMES: Final = ("Dockerfile", "dockerfile", "Containerfile")
_DOCKERFILE_STARTS: Final = tuple(name + "." for name in _DOCKERFILE_NAMES)
_DOCKERFILE_ENDS: Final = (".Dockerfile", ".dockerfile", ".Containerfile")
_NO_DOCKERFILE_ENDS: Final = (
    ".dockerignore", ".md", ".rst", ".txt", ".adoc", ".py", ".go", ".sh", ".js", ".ts", ".json",
    ".yaml", ".yml", ".swp", ".bak", ".orig", ".rej", "~", ".j2", ".jinja", ".jinja2", ".tmpl",
    ".tpl", ".template", ".erb", ".mustache", ".hbs", ".m4",
)  # fmt: skip
"""``Dockerfile.NAME`` with one of these is about, a copy of, or a template for a Dockerfile."""

_SEPARATOR: Final = re.compile(rb"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_API_VERSION: Final = re.compile(rb"""^([ ]*)["']?apiVersion["']?[ \t]*:[ \t]""", re.MULTILINE)
_KIND: Final = re.compile(rb"""^([ ]*)["']?kind["']?[ \t]*:[ \t]""", re.MULTILINE)
_FLOW_API_VERSION: Final = re.compile(rb'"apiVersion"\s*:\s*"')
_FLOW_KIND: Final = re.compile(rb'"kind"\s*:\s*"')
_ON: Final = re.compile(rb"""^["']?on["']?[ \t]*:""", re.MULTILINE)
_COMPOSE_NAME: Final = re.compile(r"(?:docker-)?compose(?:[.-][\w.-]{1,99})?\.ya?ml\Z")
_SERVICES: Final = re.compile(rb"""^["']?services["']?[ \t]*:""", re.MULTILINE)
_JOBS: Final = re.compile(rb"""^["']?jobs["']?[ \t]*:""", re.MULTILINE)
_ESCAPED_KEY: Final = re.compile(rb""""[^"\n]{0,99}\\[xuU][^"\n]{0,99}"\s{0,9}:""")
_MOST_EVENTS: Final = 500_000
_FROM: Final = re.compile(
    possessive(rb"(?:[ \t\r]*+(?:#[^\n]*+)?+\n)*+[ \t]*+(?:FROM|ARG)[ \t]"), re.IGNORECASE
)


def recognise(folder: str, name: str, wanted: Callable[[], bool]) -> str | None:
    """The kind of a file found in `folder`, or None. Raises OSError.

    wanted: asked once the name is promising and before the file is opened; costs more than a name.
    """
    # A table of endings first: of a large tree, nearly every file is none of ours.
    if "." in name:
        ending = name[name.rindex(".") :]
        if ending in (".tf", ".tofu"):
            return TERRAFORM if wanted() else None
        if ending in _YAML_ENDS:
            return _yaml(folder, name, wanted)
        if ending in _JSON_ENDS:
            return _json(folder, name, wanted)
    if _is_dockerfile_name(name) and wanted():
        return DOCKERFILE
    if name == "Kustomization" and wanted():
        return KUSTOMIZATION
    return None


def recognise_named(path: str) -> str | None:
    """The kind of a file that the user named: also by content when the name says nothing."""
    folder, name = os.path.split(path)
    kind = recognise(folder, name, lambda: True)
    if kind:
        return kind
    data = _read(path)
    if name.endswith(_YAML_ENDS):
        if _SERVICES.search(data):
            return COMPOSE
        return WORKFLOW if _ON.search(data) and _JOBS.search(data) else None
    if _FROM.match(data):
        return DOCKERFILE
    return _manifest(data) or _terraform_json(data) or _by_mistake(data)


def _yaml(folder: str, name: str, wanted: Callable[[], bool]) -> str | None:
    if folder.replace(os.sep, "/").endswith("/.github/workflows"):
        return WORKFLOW if wanted() else None
    if not wanted():
        return None
    if name in ("kustomization.yaml", "kustomization.yml"):
        return KUSTOMIZATION
    if name == "Chart.yaml":
        return CHART
    data = _read(os.path.join(folder, name))
    if _COMPOSE_NAME.match(name) and _SERVICES.search(data):
        return COMPOSE
    # Of what is larger nobody knows what follows: its loader refuses it aloud.
    return KUBERNETES if len(data) == MAX_BYTES else _manifest(data)


def _json(folder: str, name: str, wanted: Callable[[], bool]) -> str | None:
    if name.endswith((".tf.json", ".tofu.json")):
        return TERRAFORM if wanted() else None
    if not wanted():
        return None
    data = _read(os.path.join(folder, name))
    return _terraform_json(data) or _manifest(data)


def _is_dockerfile_name(name: str) -> bool:
    if name in _DOCKERFILE_NAMES:
        return True
    if name.startswith(_DOCKERFILE_STARTS) or name.endswith(_DOCKERFILE_ENDS):
        return not name.endswith(_NO_DOCKERFILE_ENDS)
    return False


def _manifest(data: bytes) -> str | None:
    """KUBERNETES when some YAML document has apiVersion and kind side by side."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    escaped = b"\\" in data and _ESCAPED_KEY.search(data) is not None
    if not escaped and (b"apiVersion" not in data or b"kind" not in data):
        return None
    documents = [d for d in _SEPARATOR.split(data) if escaped or b"kind" in d]
    if any(map(_is_object, documents)):
        return KUBERNETES
    return KUBERNETES if any(map(_is_object_in_other_words, documents)) else None


def _is_object_in_other_words(document: bytes) -> bool:
    """Whether the YAML parser finds the keys where no line shows them: in a flow mapping, escaped,
    after ``?`` or a tag, merged by ``<<``, with the carriage returns of old for line ends."""
    if b"apiVersion" not in document and b"\\" not in document and b"<<" not in document:
        return False
    import yaml

    if document.lstrip().startswith(b"{"):
        document = document.replace(b"\t", b" ")  # as JSON may be indented
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    keys: set[str] = set()
    depth, key_next = 0, True
    try:
        for count, event in enumerate(yaml.parse(document, loader)):
            if count > _MOST_EVENTS:
                return True  # whoever reads all of it says that it is too much
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 1 and isinstance(event, yaml.NodeEvent):
                if key_next and isinstance(event, yaml.ScalarEvent):
                    keys.add(str(event.value))
                key_next = not key_next
            if isinstance(event, yaml.CollectionStartEvent):
                if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                    return False
                depth += 1
    except (yaml.YAMLError, UnicodeDecodeError):
        pass  # what was found up to there counts: the loader tells what is wrong
    return "<<" in keys or {"apiVersion", "kind"} <= keys


def _is_object(document: bytes) -> bool:
    if document.lstrip().startswith(b"{"):
        return bool(_FLOW_API_VERSION.search(document) and _FLOW_KIND.search(document))
    versions = {match[1] for match in _API_VERSION.finditer(document)}
    if not versions:
        return False
    indent = min(versions)
    if indent and indent != min(_indents(document)):
        return False
    return any(match[1] == indent for match in _KIND.finditer(document))


def _indents(document: bytes) -> list[bytes]:
    lines = (line for line in document.splitlines() if line.strip())
    return [
        line[: len(line) - len(line.lstrip(b" "))]
        for line in lines
        if not line.lstrip().startswith((b"#", b"---", b"%"))
    ]


def _terraform_json(data: bytes) -> str | None:
    """PLAN or STATE, by the names that Terraform writes; in any order, as other tools sort them."""
    from scanner.terraform.recorded import decoded, looks_like

    return looks_like(decoded(data))


def _by_mistake(data: bytes) -> str | None:
    """PLAN for what its loader refuses with a word on what to run instead."""
    from scanner.terraform.recorded import is_plan_file, is_plan_log

    return PLAN if is_plan_file(data) or is_plan_log(data) else None


def _read(path: str, limit: int = MAX_BYTES) -> bytes:
    """The first bytes of a regular file; more than a loader would read never matters here."""
    with open(path, "rb") as file:
        return file.read(limit)
