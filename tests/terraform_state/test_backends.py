"""Finding the state: files, standard input, and what is refused whatever the backend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scanner.errors import StateError, UsageError
from scanner.model import Resource
from scanner.terraform.backends import FORMS, Found, Openers, find_state
from tests.terraform_state.conftest import STATE, backend


def write(path: Path, data: bytes = STATE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def find(
    root: Path,
    block: Resource | None = None,
    *override: str,
    workspace: str = "default",
    openers: Openers | None = None,
    boundary: Path | None = None,
) -> list[Found]:
    return find_state(
        block,
        override,
        workspace,
        str(root),
        openers or Openers(),
        str(boundary or root),
        lambda path: os.path.relpath(path, root),
    )


class TestLocal:
    def test_terraform_s_default(self, tmp_path: Path) -> None:
        write(tmp_path / "terraform.tfstate")
        (found,) = find(tmp_path)
        assert found.data == STATE
        assert (found.info.source, found.info.workspace) == ("terraform.tfstate", "default")

    def test_where_the_block_says(self, tmp_path: Path) -> None:
        write(tmp_path / "states" / "x.tfstate", b"1")
        write(tmp_path / "spaces" / "prod" / "terraform.tfstate", b"2")
        block = backend("local", path="states/x.tfstate", workspace_dir="spaces")
        assert find(tmp_path, block)[0].data == b"1"
        assert find(tmp_path, block, workspace="prod")[0].data == b"2"

    def test_default_folder_of_workspaces(self, tmp_path: Path) -> None:
        write(tmp_path / "terraform.tfstate.d" / "prod" / "terraform.tfstate", b"2")
        assert find(tmp_path, workspace="prod")[0].data == b"2"

    @pytest.mark.parametrize("workspace", ["", "..", "a/b", "../../x", "a\\b"])
    def test_strange_workspaces(self, tmp_path: Path, workspace: str) -> None:
        with pytest.raises(UsageError):
            find(tmp_path, workspace=workspace)

    def test_none_there(self, tmp_path: Path) -> None:
        with pytest.raises(StateError, match=r"terraform.tfstate: there is no state here.*--state"):
            find(tmp_path)

    def test_the_code_does_not_lead_out(self, tmp_path: Path) -> None:
        secret = write(tmp_path / "secret")
        root = tmp_path / "root"
        root.mkdir()
        (root / "link").symlink_to(secret)
        for path in ("../secret", str(secret), "link", "/dev/zero"):
            with pytest.raises(StateError, match=r"outside of .* --state PATH"):
                find(root, backend("local", path=path))
        assert find(root, backend("local", path="../secret"), boundary=tmp_path)[0].data == STATE

    def test_the_user_may_name_anything(self, tmp_path: Path) -> None:
        secret = write(tmp_path / "elsewhere")
        root = tmp_path / "root"
        root.mkdir()
        assert find(root, backend("s3"), str(secret))[0].data == STATE

    def test_globs(self, tmp_path: Path) -> None:
        for name in ("b", "a", "c.txt"):
            write(tmp_path / "deep" / name / f"{name}.tfstate", name.encode())
        found = find(tmp_path, None, str(tmp_path / "**" / "*.tfstate"))
        assert [one.data for one in found] == [b"a", b"b", b"c.txt"]
        assert found[0].info.source == "deep/a/a.tfstate"
        twice = find(tmp_path, None, str(tmp_path / "deep/a/*"), str(tmp_path / "deep/?/*"))
        assert [one.data for one in twice] == [b"a", b"b"]
        with pytest.raises(StateError, match="no file matches"):
            find(tmp_path, None, str(tmp_path / "*.nothing"))

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(StateError, match="not a file"):
            find(tmp_path, None, str(tmp_path))
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(StateError, match="not a file"):
            find(tmp_path, None, str(tmp_path / "pipe"))


def test_stdin(tmp_path: Path) -> None:
    (found,) = find(tmp_path, backend("s3"), "-", openers=Openers(stdin=lambda: STATE))
    assert (found.data, found.info.source) == (STATE, "<stdin>")
    with pytest.raises(StateError, match="no standard input"):
        find(tmp_path, None, "-")


@pytest.mark.parametrize("kind", ["pg", "consul", "oss", "cos", "inmem"])
def test_other_backends_are_piped_in(tmp_path: Path, kind: str) -> None:
    with pytest.raises(StateError) as caught:
        find(tmp_path, backend(kind))
    assert "terraform state pull | trueup drift --state -" in str(caught.value)
    assert f'"{kind}"' in str(caught.value)


BLOCKS = {
    "s3": {"bucket": "b", "key": "k"},
    "gcs": {"bucket": "b"},
    "azurerm": {"storage_account_name": "acc", "container_name": "con", "key": "k"},
    "kubernetes": {"secret_suffix": "app"},
    "http": {"address": "https://states.example"},
    "remote": {"organization": "acme", "workspaces": {"name": "app"}},
    "cloud": {"organization": "acme", "workspaces": {"name": "app"}},
}
ALLOWED = Openers(
    endpoints=frozenset({"https://states.example"}),
    environment={"TF_TOKEN_app_terraform_io": "t"},
)


@pytest.mark.parametrize("kind", BLOCKS)
def test_what_nobody_can_open_is_said(tmp_path: Path, kind: str) -> None:
    with pytest.raises(StateError, match="nothing here can read"):
        find(tmp_path, backend(kind, **BLOCKS[kind]), openers=ALLOWED)


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_partial_configuration_names_what_lacks(tmp_path: Path, kind: str) -> None:
    with pytest.raises(StateError) as caught:
        find(tmp_path, backend(kind))
    missing = next(iter(BLOCKS[kind]))
    assert f'backend "{kind}": {missing} is not known' in str(caught.value)
    assert any(f"--state {form}" in str(caught.value) for form in FORMS)


@pytest.mark.parametrize(
    "url",
    [
        "s3://b",
        "s3://b/",
        "s3:///k",
        "gs://",
        "azblob://account/container",
        "kubernetes://namespace",
        "kubernetes://name_space/app",
        "kubernetes://namespace/App",
        "tfe://host/org",
        "tfe://host/org/a b",
        "tfe://host/org/a/b",
        "tfe://-host/org/a",
        "https://",
        "https:///path",
        "ftp://host/path",
        "file:///etc/passwd",
        "s3://bucket/a\nb",
    ],
)
def test_strange_urls(tmp_path: Path, url: str) -> None:
    with pytest.raises(StateError) as caught:
        find(tmp_path, None, url, openers=ALLOWED)
    assert "--state" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("form", FORMS)
def test_credentials_in_urls_are_refused_and_not_repeated(tmp_path: Path, form: str) -> None:
    scheme, _, rest = form.partition("://")
    for user in ("me:hunter2", "hunter2", "hunter2:"):
        with pytest.raises(StateError, match="credentials in a URL") as caught:
            find(tmp_path, None, f"{scheme}://{user}@{rest.lower()}", openers=ALLOWED)
        assert "hunter2" not in str(caught.value)


def test_nothing_heavy_is_imported() -> None:
    import subprocess
    import sys

    code = (
        "import sys, scanner.drift, scanner.terraform.backends, scanner.terraform.state;"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('azure', 'boto3', 'botocore', 'google', 'hcl2', 'http', 'ipaddress', 'json',"
        " 'kubernetes', 'orjson', 'ssl', 'urllib3')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
