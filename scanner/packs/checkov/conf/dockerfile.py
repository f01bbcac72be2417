"""The conf contract: a Dockerfile as Checkov's checks expect it.

Checkov hands its checks what dockerfile-parse makes of a file: a mapping of each instruction's name
in upper case to all of that name, in their order, each with

- ``value``: what follows the name, continued lines joined, flags and quotes kept;
- ``content``: its lines as they are, without comments between them;
- ``startline`` and ``endline``, from 0.

Comments are the instruction ``COMMENT``. A check is registered for a name and gets the list of that
name, or for ``*`` and gets all of it. A here-document of a RUN becomes its lines joined by ``&&``.

It is made from our own reading and not by dockerfile-parse, which would want the file's text sent:
it takes the lines of every other here-document for instructions, ends an instruction at an empty
line, counts the lines of what remains once here-documents are taken out, and knows no variables.
Here in FROM, USER, WORKDIR and EXPOSE variables are replaced as Docker replaces them. What is not
known stays as written, and its instruction has ``__unknown__``, which tells the worker to ask with
several values. ``__path__`` is ours as well: the worker answers with it, and no check sees either.

Source: dockerfile-parse 2.0, and what Checkov 3.3 does before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner.model import Path, Resource, Unknown, Value
from scanner.packs.checkov.conf.entity import Entity, existing

KIND: Final = "dockerfile"
_SHELLS: Final = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))
_REPLACED: Final = frozenset(("USER", "WORKDIR", "EXPOSE"))
_VARIABLE: Final = re.compile(r"\$(?:(\w+)|\{(\w+)\})")
_HEREDOC: Final = re.compile(r"[0-9]*<<-?[^<]+\Z")


def kind_of(resource: Resource) -> tuple[str, str] | None:
    """A Dockerfile that was read; None for one that only another tool's report names."""
    return (KIND, KIND) if hasattr(resource.source, "written") else None


def entity_of(resource: Resource, kind: str, type_: str) -> Entity:
    """A Dockerfile by its instructions."""
    conf: dict[str, Value] = {}
    unknown: dict[str, str] = {}
    # The loader's, which packs do not import.
    source: Any = resource.source
    for one in source.written():
        value, reason = _value(one.name, one.value, one.path, resource.attributes)
        content = "".join(f"{line}\n" for line in one.lines)
        if one.name == "RUN" and one.scripts:
            value, content = _with_scripts(value, content, one.scripts)
        instruction: dict[str, Value] = {
            "instruction": one.name,
            "startline": one.first - 1,
            "endline": one.last - 1,
            "content": content,
            "value": value,
            # What Docker refuses has a place and is not there.
            "__path__": list(existing(resource.attributes, one.path)),
        }
        if reason:
            instruction["__unknown__"] = True
            unknown.setdefault(one.name, reason)
        conf.setdefault(one.name, []).append(instruction)
    return Entity(kind, type_, KIND, conf, unknown)


def reported(resource: Resource, kind: str) -> str:
    """What Checkov's report calls it: nothing beside the file's name."""
    return ""


def reported_at(resource: Resource, path: Path) -> str:
    """What Checkov's report calls the instruction at a path."""
    match path:
        case ("args", *_):
            return "ARG"
        case ("stages", int(stage), "instructions", int(index), *_):
            return str(resource.attributes["stages"][stage]["instructions"][index]["instruction"])
        case ("stages", *_):
            return "FROM"
        case _:
            return ""


def path_of(resource: Resource, keys: Sequence[Any]) -> Path:
    """The instruction that the worker names by its path."""
    return existing(resource.attributes, keys)


def _value(name: str, text: str, path: Path, attributes: Mapping[str, Value]) -> tuple[str, str]:
    """A value with its variables replaced, and why not all of them could be; "" if they were."""
    if "$" not in text or not path:
        return text, ""
    found = existing(attributes, path)
    inside: Any = attributes
    for step in found:
        inside = inside[step]
    if name == "FROM" and found == path:
        return _from(text, inside["image"]["text"], attributes["args"])
    if name in _REPLACED and found == path:
        reason = next((one.reason for one in inside["arguments"] if isinstance(one, Unknown)), "")
        return (text, reason) if reason else (" ".join(inside["arguments"]), "")
    return text, ""


def _from(text: str, image: Value, arguments: Mapping[str, Value]) -> tuple[str, str]:
    """The value of a FROM with its image as far as it is known."""
    words = text.split()
    index = next((n for n, word in enumerate(words) if not word.startswith("--")), 0)
    if isinstance(image, str):
        words[index] = image
        return " ".join(words), ""

    def known(match: re.Match[str]) -> str:
        value = arguments.get(match[1] or match[2])
        return value if isinstance(value, str) else match[0]

    words[index] = _VARIABLE.sub(known, words[index])
    return " ".join(words), image.reason


def _with_scripts(value: str, content: str, scripts: Sequence[str]) -> tuple[str, str]:
    """A RUN with what its here-documents have a shell run."""
    words = value.split()
    flags = [word for word in words if word.startswith("--")]
    command = [word for word in words if not (word.startswith("--") or _HEREDOC.match(word))]
    if command and command[0].rpartition("/")[2] not in _SHELLS:
        return value, content  # data, such as that of `cat`
    script = " && ".join(line.strip() for one in scripts for line in one.splitlines())
    joined = " ".join((*flags, *((*command, "&&") if command else ()), script))
    return joined, f"RUN {joined}\n"
