"""The tokens of Terraform's command line: what `terraform login` has stored, and TF_TOKEN_*.

The format: developer.hashicorp.com/terraform/cli/config/config-file#credentials. They are the
user's own files and variables, never ones of the scanned tree. A credentials helper is a program,
and is not run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Final

from scanner.errors import StateError
from scanner.terraform.backends.addresses import host_of

_VARIABLE: Final = "TF_TOKEN_"
_MAX_BYTES: Final = 1 << 20
_TOKEN = re.compile(r"[!-~]{1,8192}")


def find_token(host: str, environment: Mapping[str, str], home: str) -> str:
    """The token for a host, or "". Raises StateError for a file that cannot be understood.

    host: as `host_of` writes it. A variable wins over every file; of the files, those of the
    folder ``~/.terraform.d`` (where `terraform login` writes) over the command line's own.
    """
    for name, value in environment.items():
        if name.startswith(_VARIABLE) and value and host_of_variable(name) == host:
            return _usable(value, name)
    token = ""
    for path in _files(environment, home):
        found = tokens_in(_text(path), path)
        token = _usable(found[host], path) if host in found else token
    return token


def host_of_variable(name: str) -> str:
    """The host that a TF_TOKEN_* variable is for, "" for none: ``_`` stands for ``.``, ``__`` for
    ``-``."""
    host = name.removeprefix(_VARIABLE).replace("__", "-").replace("_", ".")
    try:
        return host_of(host, name)
    except StateError:
        return ""


def tokens_in(content: str, path: str) -> dict[str, str]:
    """The tokens of one file of configuration, by host. path: tells the syntax by its ending.

    Raises StateError for a file in no such syntax, without an excerpt of it.
    """
    found = _json_tokens(content) if path.endswith(".json") else _hcl_tokens(content)
    if found is None:
        raise StateError(
            f"{path}: not a configuration of Terraform's command line; mend it, or set "
            f"{_VARIABLE}<host> instead"
        )
    tokens = {}
    for name, token in found:
        try:
            tokens[host_of(name, path)] = token
        except StateError:
            # Terraform leaves out what is no host, too.
            continue
    return tokens


def _json_tokens(content: str) -> list[tuple[str, str]] | None:
    import orjson

    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(document, dict):
        return None
    hosts = document.get("credentials", {})
    if not isinstance(hosts, dict):
        return None
    found = []
    for host, entry in hosts.items():
        token = entry.get("token") if isinstance(entry, dict) else None
        if isinstance(token, str) and token:
            found.append((host, token))
    return found


def _hcl_tokens(content: str) -> list[tuple[str, str]] | None:
    from scanner.hcl.parser import parse
    from scanner.hcl.text import constant

    parsed = parse(content)
    found = []
    for block in parsed.body[1]:
        if block[0] != "credentials" or not block[1]:
            continue
        for name, _, _, node in block[5][0]:
            value = constant(node, content)
            if name == "token" and isinstance(value, str) and value:
                found.append((block[1][0][0], value))
    # Older files are HCL 1, which differs in what stands beside the credentials.
    return found if found or not parsed.problems else None


def _files(environment: Mapping[str, str], home: str) -> Iterator[str]:
    """The files that may hold tokens, those that win last."""
    named = environment.get("TF_CLI_CONFIG_FILE") or environment.get("TERRAFORM_CONFIG")
    applications = environment.get("APPDATA") if os.name == "nt" else None
    if named:
        yield named
    elif applications:
        yield os.path.join(applications, "terraform.rc")
    elif home:
        yield os.path.join(home, ".terraformrc")
    folder = os.path.join(applications or home, "terraform.d" if applications else ".terraform.d")
    if not (applications or home) or not os.path.isdir(folder):
        return
    for name in sorted(os.listdir(folder)):
        if name.endswith((".tfrc", ".tfrc.json")) and (
            name == "credentials.tfrc.json" or not named
        ):
            yield os.path.join(folder, name)


def _text(path: str) -> str:
    try:
        if not os.path.isfile(path):
            return "{}" if path.endswith(".json") else ""
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise StateError(f"{path}: too large for a configuration of Terraform's command line")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise StateError(f"{path}: cannot be read ({error.strerror}); check its permissions") from (
            None
        )
    except UnicodeDecodeError:
        raise StateError(f"{path}: not text in UTF-8; mend it") from None


def _usable(token: str, where: str) -> str:
    """A token that can stand in a header; StateError, without it, for another."""
    if not _TOKEN.fullmatch(token.strip()):
        raise StateError(f"{where}: the token has characters that no token has; write it anew")
    return token.strip()
