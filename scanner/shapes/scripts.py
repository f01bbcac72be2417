"""Commands of scripts as lists of words, whatever file they stand in.

A command is a view with ``words``, ``env`` and ``operator``, as `scanner.shell` gives them. A
loader leaves no word unknown (``$X`` stays in it), so what is unknown ends the run, instead of
being asked about word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    "npx": frozenset(("-p", "--package")),
}
_SHELLS: Final = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))
_SETTING: Final = re.compile(r"-[a-z]*[oO]\Z")  # takes a value: -o pipefail, -euxo pipefail
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


def runs_input(command: View) -> bool:
    """Whether a command runs what it reads: ``sh``, ``bash -s -- x``, ``python -``."""
    name = program(command)
    if name in _SHELLS:
        words = operands(command, *filter(_SETTING.match, argv(command)))
        return not has_option(command, "-c") and (has_option(command, "-s") or words in ([], ["-"]))
    options = [word for word in argv(command)[1:] if word != "-"]
    return name in _INTERPRETERS and not options


def joined(commands: Iterable[View]) -> Iterator[list[View]]:
    """Commands, those together that a ``|`` joins."""
    line: list[View] = []
    for command in commands:
        line.append(command)
        if command.get("operator") != "|":
            yield line
            line = []
    if line:
        yield line


def in_order(view: View, path: str) -> Iterator[View]:
    """The elements of a list as written; `View.each` gives those with unknown parts last.

    A list that is unknown as a whole ends the run: no loader gives one, and a rule that compares
    the elements with each other could not see that any are missing.
    """
    list(view.get(path, default=[]))
    yield from sorted(view.each(path), key=lambda element: _position(element.key))


def _position(key: str | int | None) -> int:
    return key if isinstance(key, int) else 0
