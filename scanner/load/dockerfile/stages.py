"""Instructions -> the attributes of a ``dockerfile`` resource, and where each was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from scanner.load.dockerfile.instructions import EXEC, SHELL, Instruction, Pair
from scanner.load.dockerfile.words import (
    Budget,
    Piece,
    SubstitutionError,
    TooMuchError,
    expand,
    join,
    lookup_in,
)
from scanner.model import Path, Unknown, Value
from scanner.shell import split_commands

PLATFORM_ARGS: Final = tuple(
    f"{side}{part}"
    for side in ("TARGET", "BUILD")
    for part in ("PLATFORM", "OS", "ARCH", "VARIANT")
)
"""Set by BuildKit; in a stage only after ``ARG NAME``, before FROM without it."""

_MAX_COPIED: Final = 1_000_000  # variables that stages inherit, in all
_HOLE: Final = "\0"  # stands for an unknown piece of an image reference; no file holds one
_DEFAULT_SHELL: Final = ("/bin/sh", "-c")
_SHELLS: Final = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))
_NOT_SUBSTITUTED: Final = frozenset(
    ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL", "MAINTAINER", "ONBUILD")
)

_REPEATABLE: Final = frozenset(("mount", "exclude", "device"))

Spans = dict[Path, tuple[int, int]]


@dataclass(slots=True)
class Built:
    """attributes: see the package. spans: source offsets by path. problems: (message, offset)."""

    attributes: dict[str, Any]
    spans: Spans
    problems: list[tuple[str, int]]


@dataclass(slots=True)
class _Stage:
    """A stage under construction. env, args: what `$NAME` means in it; env wins."""

    value: dict[str, Any]
    path: Path
    external: bool
    env: dict[str, Piece] = field(default_factory=dict)
    args: dict[str, Piece] = field(default_factory=dict)


def build(instructions: list[Instruction], escape: str) -> Built:
    """The stages of a Dockerfile. Never raises."""
    builder = _Builder(escape)
    for instruction in instructions:
        offset = instruction.line.start
        try:
            builder.take(instruction)
        except SubstitutionError as error:
            builder.problems.append((f"in {instruction.name}: {error}", offset))
        except TooMuchError as error:
            builder.problems.append((f"{error}; the rest was not read", offset))
            break
    return builder.finish()


class _Builder:
    def __init__(self, escape: str) -> None:
        self.escape = escape
        self.budget = Budget()
        self.copied = 0
        self.stages: list[_Stage] = []
        self.names: dict[str, int] = {}
        self.global_args: dict[str, Piece] = {}
        self.platform_args: dict[str, Piece] = {
            name: Unknown(f"{name} is set by the build", f"${name}") for name in PLATFORM_ARGS
        }
        self.foreign: dict[str, Unknown] = {}
        self.spans: Spans = {}
        self.problems: list[tuple[str, int]] = []

    def finish(self) -> Built:
        if self.stages:
            self.stages[-1].value["final"] = True
        attributes = {
            "stages": [stage.value for stage in self.stages],
            "args": dict(self.global_args),
        }
        return Built(attributes, self.spans, self.problems)

    def take(self, instruction: Instruction) -> None:
        if instruction.name == "FROM":
            self._from(instruction)
        elif self.stages:
            self._in_stage(instruction, self.stages[-1])
        elif instruction.name == "ARG":
            for pair in instruction.pairs:
                self.global_args[pair.name] = self._default(pair, self.global_args)
                self.spans["args", pair.name] = instruction.line.span(pair.start, pair.end)
        else:
            self.problems.append(
                (f"{instruction.name} before the first FROM", instruction.line.start)
            )

    # -- variables ----------------------------------------------------------------------------

    def _default(self, pair: Pair, outer: Mapping[str, Piece]) -> Piece:
        """What an ARG is when nobody passes --build-arg."""
        if pair.value is not None:
            value = join(self._expand(pair.value), pair.value)
            return value if isinstance(value, Unknown) else str(value)
        if pair.name in outer:
            return outer[pair.name]
        if pair.name in self.platform_args:
            return self.platform_args[pair.name]
        return Unknown(f"ARG {pair.name} has no default", f"${pair.name}")

    def _expand(self, text: str) -> list[Piece]:
        """Variables replaced as the current stage (or, before one, the file) knows them."""
        if not self.stages:
            scopes = lookup_in(self.global_args, self.platform_args)
            return expand(text, lambda name: self._or_foreign(scopes(name), name), self.escape,
                          self.budget)  # fmt: skip
        stage = self.stages[-1]
        scopes = lookup_in(stage.env, stage.args)

        def find(name: str) -> Piece | None:
            value = scopes(name)
            return self._or_foreign(value, name) if stage.external else value

        return expand(text, find, self.escape, self.budget)

    def _or_foreign(self, value: Piece | None, name: str) -> Piece:
        if value is None:
            return self.foreign.setdefault(
                name, Unknown(f"${name} is not set here; the base image may set it", f"${name}")
            )
        return value

    def _value(self, text: str) -> Value:
        return join(self._expand(text), text)

    # -- FROM ---------------------------------------------------------------------------------

    def _from(self, instruction: Instruction) -> None:
        words = instruction.arguments
        if len(words) not in (1, 3) or (len(words) == 3 and words[1].text.upper() != "AS"):
            self.problems.append(
                ("FROM wants an image, or an image AS a name", instruction.line.start)
            )
            words = words[:1]
        index = len(self.stages)
        path: Path = ("stages", index)
        scopes = lookup_in(self.global_args, self.platform_args)

        def find(name: str) -> Piece | None:
            return self._or_foreign(scopes(name), name)

        pieces = expand(words[0].text, find, self.escape, self.budget)
        image = image_reference(pieces, words[0].text)
        parent = self._parent(image)
        value: dict[str, Any] = {"name": None, "index": index, "final": False, "image": image}
        if len(words) == 3:
            value["name"] = words[2].text.lower()
            self.spans[*path, "name"] = instruction.line.span(words[2].start, words[2].end)
        stage = self._new_stage(value, path, parent)
        for flag in instruction.flags:
            if flag.text.startswith("--platform="):
                text = flag.text.partition("=")[2]
                value["platform"] = join(expand(text, find, self.escape, self.budget), text)
                value["platform_text"] = text
                span = instruction.line.span(flag.start, flag.end)
                self.spans[*path, "platform"] = self.spans[*path, "platform_text"] = span
        self.spans[path] = (instruction.line.start, instruction.line.end)
        self.spans[*path, "image"] = instruction.line.span(words[0].start, words[0].end)
        self.stages.append(stage)
        if value["name"]:
            self.names[value["name"]] = index

    def _parent(self, image: dict[str, Value]) -> _Stage | None:
        name = image["text"]
        if isinstance(name, str) and name.lower() in self.names:
            image["stage"] = self.names[name.lower()]
            return self.stages[self.names[name.lower()]]
        return None

    def _new_stage(self, value: dict[str, Any], path: Path, parent: _Stage | None) -> _Stage:
        if parent is None:
            value |= {
                "user": None, "group": None, "workdir": None, "shell": list(_DEFAULT_SHELL),
                "env": {}, "args": {}, "instructions": [],
            }  # fmt: skip
            scratch = value["image"]["text"] == "scratch"
            return _Stage(value, path, external=not scratch)
        self.copied += len(parent.env) + len(parent.args)
        if self.copied > _MAX_COPIED:
            raise TooMuchError("its stages inherit too many variables")
        old = parent.value
        value |= {key: old[key] for key in ("user", "group", "workdir", "shell")}
        stage = _Stage(value, path, parent.external, dict(parent.env), dict(parent.args))
        value |= {"env": dict(old["env"]), "args": dict(old["args"]), "instructions": []}
        for key in ("user", "group", "workdir", "shell"):
            if (*parent.path, key) in self.spans:
                self.spans[*path, key] = self.spans[*parent.path, key]
        return stage

    # -- the other instructions ---------------------------------------------------------------

    def _in_stage(self, instruction: Instruction, stage: _Stage) -> None:
        path = (*stage.path, "instructions", len(stage.value["instructions"]))
        value = self._instruction(instruction, path, stage)
        stage.value["instructions"].append(value)
        span = self.spans[path]
        match instruction.name:
            case "USER":
                self._user(value["arguments"][0], stage)
                self.spans[*stage.path, "user"] = self.spans[*stage.path, "group"] = span
            case "WORKDIR":
                stage.value["workdir"] = _below(stage.value["workdir"], value["arguments"][0])
                self.spans[*stage.path, "workdir"] = span
            case "SHELL":
                stage.value["shell"] = value["arguments"]
                self.spans[*stage.path, "shell"] = span
            case "ENV":
                self._set("env", stage.env, value["pairs"], path, stage)
            case "ARG":
                self._set("args", stage.args, value["pairs"], path, stage)

    def _set(
        self, key: str, scope: dict[str, Piece], pairs: list[dict[str, Any]], path: Path,
        stage: _Stage,
    ) -> None:  # fmt: skip
        for index, pair in enumerate(pairs):
            name, value = pair["name"], pair["value"]
            scope[name] = stage.value[key][name] = value
            self.spans[*stage.path, key, name] = self.spans[*path, "pairs", index]

    def _user(self, user: Value, stage: _Stage) -> None:
        name, group = user, None
        if isinstance(user, str):
            name, _, group = user.partition(":")
            group = group or None
        stage.value |= {"user": name, "group": group}

    def _instruction(self, instruction: Instruction, path: Path, stage: _Stage) -> dict[str, Any]:
        line = instruction.line
        plain = instruction.name in _NOT_SUBSTITUTED or instruction.form == SHELL
        value: dict[str, Any] = {
            "instruction": instruction.name,
            "form": instruction.form,
            "text": line.text[instruction.rest.start : instruction.rest.end],
            "flags": self._flags(instruction, path),
            "arguments": [],
        }
        self.spans[path] = (line.start, line.end)
        for index, word in enumerate(instruction.arguments):
            text = word.text
            # Double-quoted JSON is not quoted again, but its variables are replaced.
            value["arguments"].append(text if plain else self._value(_requoted(text, instruction)))
            self.spans[*path, "arguments", index] = line.span(word.start, word.end)
        if instruction.pairs:
            value["pairs"] = self._pairs(instruction, path, stage)
        if instruction.heredocs:
            value["heredocs"] = self._heredocs(instruction, path)
        if instruction.mode:
            value["mode"] = instruction.mode
        if instruction.trigger:
            value["trigger"] = self._instruction(instruction.trigger, (*path, "trigger"), stage)
        commands = _commands(instruction)
        if commands is not None:
            value["commands"] = commands
        return value

    def _flags(self, instruction: Instruction, path: Path) -> dict[str, Value]:
        flags: dict[str, Value] = {}
        for word in instruction.flags:
            name, equals, text = word.text[2:].partition("=")
            plain = instruction.name == "HEALTHCHECK"
            value: Value = (text if plain else self._value(text)) if equals else True
            key: Path = (*path, "flags", name)
            if name in _REPEATABLE:
                flags.setdefault(name, []).append(value)
                key = (*key, len(flags[name]) - 1)
            else:
                flags[name] = value
            self.spans[key] = instruction.line.span(word.start, word.end)
        return flags

    def _pairs(self, instruction: Instruction, path: Path, stage: _Stage) -> list[dict[str, Value]]:
        pairs: list[dict[str, Value]] = []
        for index, pair in enumerate(instruction.pairs):
            if instruction.name == "ARG":
                value: Value = self._default(pair, self.global_args)
                # Each ARG of a line sees those before it; each ENV only earlier lines.
                stage.args[pair.name] = value
            else:
                value = self._value(pair.value or "")
            item: dict[str, Value] = {"name": pair.name, "value": value}
            if instruction.name == "ARG":
                item["default"] = pair.value is not None
            pairs.append(item)
            self.spans[*path, "pairs", index] = instruction.line.span(pair.start, pair.end)
        return pairs

    def _heredocs(self, instruction: Instruction, path: Path) -> list[dict[str, Value]]:
        heredocs: list[dict[str, Value]] = []
        for index, heredoc in enumerate(instruction.heredocs):
            content: Value = heredoc.content
            heredocs.append({"name": heredoc.name, "content": content, "expand": heredoc.expand})
            self.spans[*path, "heredocs", index] = (heredoc.start, heredoc.end)
        return heredocs


def _requoted(text: str, instruction: Instruction) -> str:
    return text.replace("\\", "\\\\") if instruction.form == EXEC else text


def _below(current: Value, path: Value) -> Value:
    """WORKDIR: a relative path is below the one before."""
    if isinstance(path, Unknown) or not isinstance(path, str):
        return path
    if path.startswith("/") or "\\" in path or path[1:2] == ":":
        return path
    if isinstance(current, str):
        return current.rstrip("/") + "/" + path
    return Unknown("WORKDIR is relative to the base image's", path)


def _commands(instruction: Instruction) -> list[dict[str, Any]] | None:
    """What RUN, CMD, ENTRYPOINT and HEALTHCHECK run, as commands."""
    if instruction.name not in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
        return None
    if instruction.form == EXEC:
        words = [word.text for word in instruction.arguments]
        if len(words) > 2 and words[0].rpartition("/")[2] in _SHELLS and words[1].endswith("c"):
            return split_commands(words[2])
        return [{"words": words, "env": {}, "operator": ""}] if words else []
    commands = [c for word in instruction.arguments for c in split_commands(word.text)]
    scripts = instruction.heredocs
    # `RUN <<EOF` runs the here-document itself, `RUN <<EOF bash` gives it to a shell.
    if scripts and all(command["words"][:1] == [] or command["words"][0].rpartition("/")[2]
                       in _SHELLS for command in commands):  # fmt: skip
        for heredoc in scripts:
            first = heredoc.content.partition("\n")[0]
            if not first.startswith("#!") or first.split("/")[-1].split(" ")[-1] in _SHELLS:
                commands += split_commands(heredoc.content)
    return commands


def image_reference(pieces: list[Piece], written: str) -> dict[str, Value]:
    """``text``, ``name``, ``tag`` and ``digest`` of an image, each None when it is not there.

    A part is Unknown when an unknown variable may supply it: of ``python:$VERSION`` only the name
    is known, of ``$REGISTRY/python:3`` only the tag, of ``$IMAGE`` nothing.
    """
    unknown = next((piece for piece in pieces if isinstance(piece, Unknown)), None)
    text = "".join(piece if isinstance(piece, str) else _HOLE for piece in pieces)

    def part(value: str) -> Value:
        if _HOLE not in value:
            return value or None
        return unknown if value == _HOLE else Unknown(unknown.reason, written) if unknown else None

    rest, at, digest = text.partition("@")
    slash = rest.rfind("/")
    colon = rest.find(":", slash + 1)
    name, tag = (rest[:colon], rest[colon + 1 :]) if colon >= 0 else (rest, "")
    result: dict[str, Value] = {
        "text": join(pieces, written),
        "name": part(name),
        "tag": part(tag),
        "digest": part(digest) if at else None,
    }
    if not at and text.endswith(_HOLE):
        # What comes last may bring a digest, and without a colon a tag as well.
        result["digest"] = unknown
        if colon < 0:
            result["tag"] = unknown
    return result
