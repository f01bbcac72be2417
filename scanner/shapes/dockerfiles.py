"""Dockerfiles: their stages, instructions and commands, in their order.

Commands are read as lists of words. A loader never leaves one of these unknown (``$X`` stays in
the word), so what is unknown ends the run as open instead of being asked about word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from scanner.model import Value
from scanner.views import View

_ASSIGNMENT: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_VERSIONED: Final = re.compile(r"(pip|python|node|ruby|perl)[0-9][0-9.]*\Z")
# Programs that run another one: their options that take a value.
_WRAPPERS: Final = {
    "sudo": frozenset(("-u", "--user", "-g", "--group", "-C", "-h", "-p", "-r", "-t", "-D")),
    "doas": frozenset(("-u", "-C")),
    "env": frozenset(("-u", "--unset", "-C", "--chdir")),
    "exec": frozenset(("-a",)),
    "command": frozenset[str](),
    "nohup": frozenset[str](),
}
_SHELLS: Final = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))
_INTERPRETERS: Final = frozenset(("python", "perl", "ruby", "node", "php"))

_RPM: Final = frozenset(
    ("-c", "--config", "-x", "--exclude", "--enablerepo", "--disablerepo", "--repo", "--repoid",
     "--installroot", "--releasever", "--setopt", "-d", "-e")
)  # fmt: skip
_INSTALLERS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "apt-get": (
        frozenset(("install",)),
        frozenset(("-t", "--target-release", "--default-release", "-o", "--option", "-c",
                   "--config-file", "-a", "--host-architecture")),
    ),
    "apk": (
        frozenset(("add",)),
        frozenset(("-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch",
                   "--repositories-file", "--keys-dir", "--cache-dir")),
    ),
    "yum": (frozenset(("install", "localinstall", "reinstall")), _RPM),
    "zypper": (
        frozenset(("install", "in")),
        frozenset(("-r", "--repo", "--from", "-t", "--type", "-R", "--root")),
    ),
    "pip": (
        frozenset(("install",)),
        frozenset(("-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i",
                   "--index-url", "--extra-index-url", "-f", "--find-links", "-t", "--target",
                   "--trusted-host", "--prefix", "--root", "--src", "--cache-dir", "--proxy",
                   "--timeout", "--retries", "--platform", "--python-version", "--cert",
                   "--only-binary", "--no-binary", "--upgrade-strategy", "--log")),
    ),
    "npm": (
        frozenset(("install", "i", "add")),
        frozenset(("--prefix", "--registry", "--cache", "--loglevel", "--omit", "-w")),
    ),
    "gem": (
        frozenset(("install", "i")),
        frozenset(("-v", "--version", "-i", "--install-dir", "-n", "--bindir", "-s", "--source",
                   "-P", "--trust-policy")),
    ),
    "go": (frozenset(("install",)), frozenset(("-ldflags", "-tags", "-gcflags", "-p"))),
    "cargo": (
        frozenset(("install",)),
        frozenset(("--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path", "--root",
                   "--registry", "--index", "--features", "-F", "--bin", "--profile", "--target",
                   "-j")),
    ),
}  # fmt: skip
_SAME: Final = {
    "apt": "apt-get", "aptitude": "apt-get", "dnf": "yum", "microdnf": "yum", "tdnf": "yum",
    "dnf5": "yum", "pnpm": "npm",
}  # fmt: skip


def stages(dockerfile: View) -> Iterator[View]:
    """The stages of a Dockerfile in their order; `scanner.load.dockerfile` tells what they hold."""
    yield from _in_order(dockerfile, "stages")


def final_stage(dockerfile: View) -> Iterator[View]:
    """The stage that becomes the image: one view, or none."""
    for stage in stages(dockerfile):
        if stage.get("final"):
            yield stage


def shipped_stages(dockerfile: View) -> Iterator[View]:
    """The stages whose layers are in the image: the final one first, then those it is built on."""
    found = list(stages(dockerfile))
    wanted: list[Value] = [stage.get("index") for stage in final_stage(dockerfile)]
    for stage in reversed(found):
        if stage.get("index") in wanted:
            yield stage
            if stage.is_set("image.stage"):
                wanted.append(stage.get("image.stage"))


def instructions(stage: View, *names: str) -> Iterator[View]:
    """The instructions of a stage in their order, those of these names (in upper case) or all."""
    for instruction in _in_order(stage, "instructions"):
        if not names or instruction.get("instruction") in names:
            yield instruction


def sources(instruction: View) -> list[Value]:
    """What a COPY or ADD copies, as written after variables are replaced."""
    return list(instruction.get("arguments", default=[]))[:-1]


def destination(instruction: View) -> Value:
    """Where a COPY or ADD copies to; "" when there is no such argument."""
    arguments = list(instruction.get("arguments", default=[]))
    return arguments[-1] if arguments else ""


def commands(place: View, *programs: str) -> Iterator[View]:
    """The commands of an instruction, or of all RUN instructions of a stage, in their order.

    programs: only commands that run one of these, named as `program` does.
    A command has ``words``, ``env`` and ``operator``.
    """
    if not place.is_set("commands"):
        for run in instructions(place, "RUN"):
            if run.is_set("commands"):
                yield from commands(run, *programs)
        return
    for command in _in_order(place, "commands"):
        if not programs or program(command) in programs:
            yield command


def pipelines(place: View) -> Iterator[list[View]]:
    """The commands of an instruction or a stage, those that are joined by ``|`` together."""
    joined: list[View] = []
    for command in commands(place):
        joined.append(command)
        if command.get("operator") != "|":
            yield joined
            joined = []
    if joined:
        yield joined


def argv(command: View) -> list[str]:
    """The words of a command from the program on; the program without its folder.

    What only runs another program is left out (``sudo -u app``, ``env X=1``, ``exec``), and so is
    the version in ``pip3`` and ``python3.12``; ``python -m pip`` is ``pip``. Empty for none.
    """
    words = [str(word) for word in command.get("words", default=[])]
    while words:
        name = words[0].rpartition("/")[2]
        if name not in _WRAPPERS or not words[1:]:
            return _plain(_VERSIONED.sub(r"\1", name), words[1:])
        inner = _wrapped(words[1:], _WRAPPERS[name])
        if not inner:
            return [name, *words[1:]]
        words = inner
    return words


def _plain(name: str, rest: list[str]) -> list[str]:
    return rest[1:] if name == "python" and rest[:2] == ["-m", "pip"] else [name, *rest]


def _wrapped(words: list[str], with_value: frozenset[str]) -> list[str]:
    """The command that a wrapper runs, given the words after the wrapper."""
    position = 0
    while position < len(words):
        word = words[position]
        if word in with_value:
            position += 1
        elif not word.startswith("-") and not _ASSIGNMENT.match(word):
            return words[position:]
        position += 1
    return []


def environment(command: View) -> list[tuple[str, Value]]:
    """The variables that are set for one command (``X=1 make``): names and values."""
    return list(command.get("env", default={}).items())


def program(command: View) -> str:
    """The name of the program that a command runs (see `argv`); "" when it runs none."""
    return next(iter(argv(command)), "")


def has_option(command: View, *names: str) -> bool:
    """Whether one of the options is given: ``--name``, ``--name=value``, ``-n`` or, of options
    of one letter, together with others (``-qn``)."""
    letters = {name[1] for name in names if len(name) == 2}
    for word in argv(command)[1:]:
        if word == "--":
            return False
        if word in names or word.partition("=")[0] in names:
            return True
        if word[:1] == "-" and word[1:2] != "-" and word[1:].isalpha() and letters & set(word[1:]):
            return True
    return False


def option_values(command: View, *names: str) -> list[str]:
    """The values of these options: ``--name value``, ``--name=value``, ``-n value``, ``-nv``."""
    words = argv(command)[1:]
    found: list[str] = []
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        name, equals, value = word.partition("=")
        if word in names:
            found.append(following)
        elif equals and name in names:
            found.append(value)
        elif word[:2] in names and word[1:2] != "-":
            found.append(word[2:])
    return found


def operands(command: View, *with_value: str) -> list[str]:
    """The words that are neither options nor the values of the options `with_value`."""
    found: list[str] = []
    words = iter(argv(command)[1:])
    for word in words:
        if word == "--":
            found += words
        elif word in with_value:
            next(words, None)
        elif not word.startswith("-") or word == "-":
            found.append(word)
    return found


def packages(command: View) -> list[str] | None:
    """What a command of a package manager installs, as written; None when it installs nothing.

    Knows apt-get, apt, aptitude, apk, yum, dnf, microdnf, tdnf, zypper, pip, npm, pnpm, gem, go
    and cargo. Files and folders are not packages: ``./x.deb``, ``-r requirements.txt``, ``.``.
    """
    name = program(command)
    verbs, with_value = _INSTALLERS.get(_SAME.get(name, name), (frozenset(), frozenset()))
    words = operands(command, *with_value)
    if not words or words[0] not in verbs:
        return None
    return [word for word in words[1:] if not _is_file(word)]


def _is_file(word: str) -> bool:
    return word.startswith((".", "/", "file:")) or word.endswith(
        (".deb", ".rpm", ".whl", ".gem", ".tgz", ".tar.gz", ".zip")
    )


def settings(stage: View, *names: str) -> Iterator[tuple[View, Value]]:
    """Where a stage sets one of these variables, and to what: ENV, ARG, before a command of RUN
    (``X=1 make``), and by ``export``."""
    for instruction in instructions(stage, "ENV", "ARG"):
        for pair in instruction.each("pairs"):
            if pair.get("name") in names:
                yield pair, pair.get("value")
    for command in commands(stage):
        for name, value in environment(command):
            if name in names:
                yield command, value
        for word in operands(command) if program(command) == "export" else ():
            name, equals, value = word.partition("=")
            if equals and name in names:
                yield command, value


def mounts(run: View, kind: str) -> list[str]:
    """The targets of a RUN's mounts of a kind (``cache``, ``secret``); "" for one without."""
    found: list[str] = []
    for mount in run.each("flags.mount"):
        fields = dict(field.partition("=")[::2] for field in str(mount.value).split(","))
        if fields.get("type", "bind") == kind:
            names = ("target", "dst", "destination")
            found.append(next((fields[name] for name in names if name in fields), ""))
    return found


def runs_input(command: View) -> bool:
    """Whether a command runs what it reads: ``sh``, ``bash -s -- x``, ``python -``."""
    name = program(command)
    if name in _SHELLS:
        words = operands(command, "-o", "-O")
        return not has_option(command, "-c") and (has_option(command, "-s") or words in ([], ["-"]))
    options = [word for word in argv(command)[1:] if word != "-"]
    return name in _INTERPRETERS and not options


def _in_order(view: View, path: str) -> Iterator[View]:
    """The elements of a list as written; `View.each` gives those with unknown parts last.

    A list that is unknown as a whole ends the run: no loader gives one, and a rule that compares
    the elements with each other could not see that any are missing.
    """
    list(view.get(path, default=[]))
    yield from sorted(view.each(path), key=lambda element: _position(element.key))


def _position(key: str | int | None) -> int:
    return key if isinstance(key, int) else 0
