"""The azurerm backend against Azurite, Microsoft's own emulator of Azure Storage."""

from __future__ import annotations

import datetime
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import StateError
from tests.terraform_state.conftest import STATE, backend

pytestmark = pytest.mark.proof
Find = Callable[..., Any]
ACCOUNT = "devstoreaccount1"
# Azurite's own, which its documentation publishes.
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


@pytest.fixture(scope="module")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the account, with a container of states."""
    from azure.storage.blob import ContainerClient

    program = os.environ.get("TRUEUP_AZURITE")
    if not program:
        pytest.skip("no Azurite: TRUEUP_AZURITE is not set; run `make proof`")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    folder = tmp_path_factory.mktemp("azurite")
    flags = ["--silent", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"]
    server = subprocess.Popen(
        ["node", program, "--blobPort", str(port), *flags], cwd=folder, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        url = f"http://127.0.0.1:{port}/{ACCOUNT}"
        with ContainerClient(url, "states", {"account_name": ACCOUNT, "account_key": KEY}) as one:
            one.create_container()
            one.upload_blob("a b/app.tfstate", STATE)
            one.upload_blob("a b/app.tfstateenv:prod", b'{"prod": 1}')
            # Larger than what is asked for at a time, and locked as Terraform locks.
            one.upload_blob("big.tfstate", b"x" * (40 << 20))
            one.get_blob_client("a b/app.tfstate").acquire_lease()
            for number in range(3):
                one.upload_blob(f"team/{number}/ü&.tfstate", b"%d" % number)
        yield url
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def pointed(azurite: str, alone: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AZURE_STORAGE_SERVICE_ENDPOINT", azurite)
    monkeypatch.setenv("ARM_ACCESS_KEY", KEY)
    return azurite


def block(**more: Any) -> Any:
    settings = {
        "storage_account_name": ACCOUNT,
        "container_name": "states",
        "key": "a b/app.tfstate",
    }
    return backend("azurerm", **{**settings, **more})


def test_states(pointed: str, find: Find) -> None:
    assert find(block())[0].data == STATE
    assert find(block(), workspace="prod")[0].data == b'{"prod": 1}'
    assert len(find(block(key="big.tfstate"))[0].data) == 40 << 20
    found = find(None, f"azblob://{ACCOUNT}/states/team/*/*.tfstate")
    assert [one.data for one in found] == [b"0", b"1", b"2"]


def test_sas_token(pointed: str, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    from azure.storage.blob import ContainerSasPermissions, generate_container_sas

    def token(**permissions: bool) -> str:
        return generate_container_sas(
            ACCOUNT,
            "states",
            account_key=KEY,
            permission=ContainerSasPermissions(**permissions),
            expiry=datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1),
        )

    monkeypatch.delenv("ARM_ACCESS_KEY")
    monkeypatch.setenv("ARM_SAS_TOKEN", token(read=True))
    assert find(block())[0].data == STATE
    with pytest.raises(StateError, match="access is denied"):
        find(None, f"azblob://{ACCOUNT}/states/team/*/*.tfstate")
    monkeypatch.setenv("ARM_SAS_TOKEN", "?" + token(read=True, list=True))
    assert len(find(None, f"azblob://{ACCOUNT}/states/team/*/*.tfstate")) == 3


def test_refusals(pointed: str, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StateError, match="no state of workspace other"):
        find(block(), workspace="other")
    with pytest.raises(StateError, match="no such container"):
        find(block(container_name="none"))
    monkeypatch.setenv("ARM_ACCESS_KEY", "aHVudGVyMg==")
    with pytest.raises(StateError, match="access is denied") as caught:
        find(block())
    assert "aHVudGVyMg" not in str(caught.value)
