"""The tokens of Terraform's command line, and the parsers of what people write: whatever they are
given, they answer or refuse in one line, and never repeat a secret."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import StateError
from scanner.terraform.backends.addresses import Address, address, allowed_address, host_of
from scanner.terraform.backends.common import chosen, unzipped
from scanner.terraform.backends.credentials import find_token, host_of_variable, tokens_in
from scanner.wildcards import like_path

HOST = "tfe.example"
LABELS = st.lists(st.text("az09", min_size=1, max_size=4), min_size=1, max_size=2).map("-".join)
HOSTS = st.lists(LABELS, min_size=1, max_size=4).map(".".join)


def refusal(call: Callable[[], object]) -> str | None:
    """What is said against it, None when it goes through."""
    try:
        call()
    except StateError as error:
        return str(error)
    return None


class TestFiles:
    def write(self, home: Path, name: str, content: str) -> None:
        path = home / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)

    def test_where_tokens_are(self, tmp_path: Path) -> None:
        """Each place wins over the ones before it."""
        home, environment = str(tmp_path), {}
        assert find_token(HOST, environment, home) == ""
        self.write(tmp_path, ".terraformrc", f'credentials "{HOST}" {{\n  token = "rc"\n}}\n')
        assert find_token(HOST, environment, home) == "rc"
        self.write(tmp_path, ".terraform.d/a.tfrc", f'credentials "{HOST}" {{ token = "a" }}')
        assert find_token(HOST, environment, home) == "a"
        stored = json.dumps({"credentials": {HOST: {"token": "login"}, "other": {"token": "o"}}})
        self.write(tmp_path, ".terraform.d/credentials.tfrc.json", stored)
        assert find_token(HOST, environment, home) == "login"
        assert find_token("other", environment, home) == "o"
        assert find_token("third", environment, home) == ""
        environment = {"TF_TOKEN_tfe_example": "variable", "TF_TOKEN_other": ""}
        assert find_token(HOST, environment, home) == "variable"
        assert find_token("other", environment, home) == "o"

    @pytest.mark.parametrize("name", ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"])
    def test_a_file_of_one_s_own(self, tmp_path: Path, name: str) -> None:
        self.write(tmp_path, ".terraformrc", f'credentials "{HOST}" {{ token = "rc" }}')
        self.write(tmp_path, ".terraform.d/a.tfrc", f'credentials "{HOST}" {{ token = "a" }}')
        self.write(tmp_path, "own", f'credentials "{HOST}" {{ token = "own" }}')
        assert find_token(HOST, {name: str(tmp_path / "own")}, str(tmp_path)) == "own"
        # It need not be there.
        assert find_token(HOST, {name: str(tmp_path / "none")}, str(tmp_path)) == ""

    def test_what_else_they_hold(self) -> None:
        content = """
            plugin_cache_dir   = "$HOME/.terraform.d/plugin-cache"
            disable_checkpoint = true
            provider_installation {
              direct { exclude = ["example.com/*/*"] }
            }
            credentials_helper "x" { args = [] }
            credentials "TFE.Example:443" { token = "one" }
            credentials "no host" { token = "two" }
            credentials "empty" {}
            credentials "computed" { token = var.x }
            credentials "bücher.example" { token = "three" }
        """
        assert tokens_in(content, "x.tfrc") == {HOST: "one", "xn--bcher-kva.example": "three"}

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("c.tfrc.json", '{"credentials": [hunter2'),
            ("c.tfrc.json", '["hunter2"]'),
            ("c.tfrc.json", '{"credentials": ["hunter2"]}'),
            ("c.tfrc", 'credentials "tfe.example" { token = "hunter2'),
            ("c.tfrc", "= = ="),
        ],
    )
    def test_broken_files(self, tmp_path: Path, name: str, content: str) -> None:
        self.write(tmp_path, f".terraform.d/{name}", content)
        with pytest.raises(StateError, match=name) as caught:
            find_token(HOST, {}, str(tmp_path))
        assert "hunter2" not in str(caught.value) and "\n" not in str(caught.value)

    def test_files_that_cannot_be_read(self, tmp_path: Path) -> None:
        path = tmp_path / "config"
        path.write_bytes(b"\xff\xfe")
        with pytest.raises(StateError, match="not text in UTF-8"):
            find_token(HOST, {"TF_CLI_CONFIG_FILE": str(path)}, str(tmp_path))
        path.write_bytes(b" " * (2 << 20))
        with pytest.raises(StateError, match="too large"):
            find_token(HOST, {"TF_CLI_CONFIG_FILE": str(path)}, str(tmp_path))
        os.mkfifo(tmp_path / "pipe")
        assert not find_token(HOST, {"TF_CLI_CONFIG_FILE": str(tmp_path / "pipe")}, "")

    @pytest.mark.parametrize("token", ["hunter2\nHost: x", "hunter 2", "hunter2é"])
    def test_strange_tokens(self, token: str) -> None:
        with pytest.raises(StateError, match="characters that no token has") as caught:
            find_token(HOST, {"TF_TOKEN_tfe_example": token}, "")
        assert "hunter" not in str(caught.value)


@given(HOSTS)
def test_every_host_has_a_variable(host: str) -> None:
    variable = "TF_TOKEN_" + host.replace("-", "__").replace(".", "_")
    assert host_of_variable(variable) == host
    assert find_token(host, {variable: "t"}, "") == "t"


@given(HOSTS, st.text("!#$%&abcXYZ019._~-", min_size=1))
def test_what_is_written_is_found(host: str, token: str) -> None:
    content = json.dumps({"credentials": {host: {"token": token}}})
    assert tokens_in(content, "c.json") == {host: token}
    quoted = token.replace("%", "%%") if "%{" in token else token
    assert tokens_in(f'credentials "{host}" {{\n token = "{quoted}"\n}}', "c") == {host: token}


@given(st.text() | st.recursive(st.none() | st.text(), st.lists, max_leaves=5).map(json.dumps))
def test_any_file_is_read_or_refused(content: str) -> None:
    for path in ("x.tfrc", "x.tfrc.json"):
        said = refusal(lambda path=path: tokens_in(content, path))
        assert said is None or (said.startswith(f"{path}: ") and "\n" not in said)


PATHS = st.text("abc/%._~!-", max_size=20).map(lambda text: "/" + text)


@given(st.sampled_from(["http", "https"]), HOSTS, st.integers(0, 65535), PATHS)
def test_addresses_come_back_as_they_were(scheme: str, host: str, port: int, path: str) -> None:
    url = f"{scheme}://{host}{f':{port}' if port else ''}{path}"
    found = address(url, "x")
    assert found == Address(scheme, host, port, path)
    assert found.url == url and found.shown == url
    origin = f"{scheme}://{host}{f':{port}' if port else ''}"
    assert allowed_address(found, [origin]) == (found, False)
    with pytest.raises(StateError, match="not followed"):
        allowed_address(found, [f"{scheme}://x.{host}", f"{origin}0", "", "x"])


@given(st.text(), st.text(min_size=1), st.text())
def test_any_address_is_read_or_refused_without_its_credentials(
    user: str, host: str, path: str
) -> None:
    url = f"https://{user}hunter2@{host}/{path}"
    said = refusal(lambda: address(url, "--state"))
    if said is None:
        # The at sign came after a slash, so that it is part of the path.
        assert "@" not in address(url, "--state").netloc
    else:
        assert "hunter2" not in said and "\n" not in said


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    for url in (text, f"https://{text}", f"https://host/{text}"):
        said = refusal(lambda url=url: address(url, "--state"))
        if said is None:
            found = address(url, "--state").url
            assert found.isascii() and found.isprintable() and " " not in found
        else:
            assert said.startswith("--state: ") and "\n" not in said


@pytest.mark.parametrize(
    "url",
    [
        "https://good.example\\@evil.example/",
        "https://good.example@evil.example/",
        "https://good.example:443@evil.example/",
        "https://good.example%2f@evil.example/",
        "https://[::1/",
        "https://[evil]/",
        "https://host:99999/",
        "https://host:-1/",
        "https://ho st/",
        "https://host/a b",
        "https://host/ü",
        "https://host/\r\nX: y",
        "//host/path",
        "host/path",
        "ftp://host/",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(StateError):
        address(url, "x")


def test_hosts_are_compared_in_one_form() -> None:
    assert host_of("TFE.Example", "x") == host_of("tfe.example:443", "x") == "tfe.example"
    assert host_of("tfe.example:8443", "x") == "tfe.example:8443"
    assert host_of("[::1]:8443", "x") == "[::1]:8443"
    https = address("https://Host:443/x", "x")
    assert allowed_address(https, ["host"]) == allowed_address(https, ["https://HOST"])
    with pytest.raises(StateError):
        allowed_address(https, ["http://host"])
    with pytest.raises(StateError):
        allowed_address(address("http://host/x", "x"), ["https://host", "host"])


NAMES = st.text("ab*./", max_size=12)


@settings(max_examples=200)
@given(NAMES, NAMES.map(lambda text: text.replace("*", "c")))
def test_patterns(pattern: str, path: str) -> None:
    """Against a plain recursion over folders."""

    def slow(names: list[str], wanted: list[str]) -> bool:
        from fnmatch import fnmatchcase

        if not wanted:
            return not names
        if wanted[0] == "**":
            return any(slow(names[at:], wanted[1:]) for at in range(len(names) + 1))
        return bool(names) and fnmatchcase(names[0], wanted[0]) and slow(names[1:], wanted[1:])

    assert like_path(path, pattern) == slow(path.split("/"), pattern.split("/"))


def test_patterns_of_many_stars_end() -> None:
    assert not like_path("/".join("a" * 500), "**/a/" * 100 + "b")
    assert not like_path("a" * 1000, "*a" * 200 + "b")


def test_locks_and_folders_are_no_states() -> None:
    names = ["a/x.tfstate", "a/x.tfstate.tflock", "a/default.tflock", "a/", "a/.x.lock.info"]
    assert chosen("a/*", names, "s3://b/a/*") == ["a/x.tfstate"]


@given(st.binary(max_size=300), st.lists(st.integers(0, 400), max_size=4))
def test_what_was_packed_comes_back(data: bytes, cuts: list[int]) -> None:
    import gzip

    packed = gzip.compress(data) + gzip.compress(data)
    at = sorted({0, len(packed), *(cut % len(packed) for cut in cuts)})
    parts = [packed[a:b] for a, b in pairwise(at)]
    # Nothing follows the first whole part unless it came together with it.
    assert unzipped(parts, "x") in (data, data + data)
    assert unzipped([packed], "x") == data + data
    with pytest.raises(StateError, match="no whole gzip"):
        unzipped([gzip.compress(data)[:-1]], "x")


@given(st.binary(max_size=100))
def test_any_bytes_are_unpacked_or_refused(data: bytes) -> None:
    said = refusal(lambda: unzipped([data], "here"))
    assert said is None or (said.startswith("here: ") and "\n" not in said)
