"""The azurerm backend through Azure's own libraries, against a local server that checks who asks.

`test_azurite` asks the same of Microsoft's own emulator.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from scanner.errors import RefusedCallError, StateError
from tests.support.state_stores import BlobStore
from tests.support.web_server import Answer, WebServer
from tests.terraform_state.conftest import STATE, Certificates, backend

Find = Callable[..., Any]
ACCOUNT = "acmestates"


@pytest.fixture
def store() -> BlobStore:
    blobs = BlobStore(Answer, ACCOUNT)
    blobs.blobs["tfstate", "live/app.tfstate"] = STATE
    blobs.blobs["tfstate", "live/app.tfstateenv:prod"] = b'{"prod": 1}'
    return blobs


@pytest.fixture
def server(
    serve: Callable[..., WebServer],
    store: BlobStore,
    certificates: Certificates,
    monkeypatch: pytest.MonkeyPatch,
    impatient: None,
) -> WebServer:
    """As azurite, the account's name is the first part of the path; the key is known."""
    running = serve(store, certificates.server)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates.authority))
    monkeypatch.setenv("AZURE_STORAGE_SERVICE_ENDPOINT", f"{running.url}/{ACCOUNT}")
    monkeypatch.setenv("ARM_ACCESS_KEY", store.key)
    return running


def block(**more: Any) -> Any:
    settings = {
        "resource_group_name": "rg",
        "storage_account_name": ACCOUNT,
        "container_name": "tfstate",
        "key": "live/app.tfstate",
    }
    return backend("azurerm", **{**settings, **more})


def test_workspaces(server: WebServer, find: Find) -> None:
    (found,) = find(block())
    assert (found.data, found.info.source) == (
        STATE,
        f"azblob://{ACCOUNT}/tfstate/live/app.tfstate",
    )
    (found,) = find(block(), workspace="prod")
    assert found.data == b'{"prod": 1}'
    url = f"azblob://{ACCOUNT}/tfstate/live/app.tfstateenv:prod"
    assert find(None, url, workspace="any")[0].data == b'{"prod": 1}'
    # Leases (locks), snapshots and the account's keys are not asked for.
    assert {one.method for one in server.log} == {"GET"}
    assert not [one for one in server.labels if "comp=" in one]


class TestWhoAsks:
    def test_access_key(self, server: WebServer, find: Find, monkeypatch: Any) -> None:
        assert find(block())[0].data == STATE
        assert server.log[0].headers["authorization"].startswith(f"SharedKey {ACCOUNT}:")
        monkeypatch.setenv("ARM_ACCESS_KEY", "aHVudGVyMg==")
        with pytest.raises(StateError, match=r"denied \(AuthenticationFailed\)") as caught:
            find(block())
        assert "aHVudGVyMg" not in str(caught.value)

    @pytest.mark.parametrize("sign", ["", "?"])
    def test_sas_token(
        self,
        server: WebServer,
        store: BlobStore,
        find: Find,
        monkeypatch: pytest.MonkeyPatch,
        sign: str,
    ) -> None:
        monkeypatch.delenv("ARM_ACCESS_KEY")
        monkeypatch.setenv("ARM_SAS_TOKEN", f"{sign}sv=2024-01-01&sr=c&sp=rl&sig={store.signature}")
        assert find(block())[0].data == STATE
        assert len(find(None, f"azblob://{ACCOUNT}/tfstate/live/*")) == 2
        store.signature = "other"
        with pytest.raises(StateError, match="denied") as caught:
            find(block())
        assert "c2ln" not in str(caught.value)

    def test_identity(
        self,
        server: WebServer,
        store: BlobStore,
        serve: Callable[..., WebServer],
        certificates: Certificates,
        find: Find,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A service principal in Terraform's variables; azure-identity gets the token itself."""
        import azure.identity

        store.bearer = "ey.identity.secret"
        monkeypatch.delenv("ARM_ACCESS_KEY")
        made: list[tuple[Any, ...]] = []

        class Credential:
            def __init__(self, *parts: Any) -> None:
                made.append(parts)

            def get_token(self, *scopes: str, **_: Any) -> Any:
                from azure.core.credentials import AccessToken

                assert scopes == ("https://storage.azure.com/.default",)
                return AccessToken("ey.identity.secret", 1 << 40)

        monkeypatch.setattr(azure.identity, "DefaultAzureCredential", Credential)
        monkeypatch.setattr(azure.identity, "ClientSecretCredential", Credential)
        assert find(block())[0].data == STATE
        for name in ("TENANT_ID", "CLIENT_ID", "CLIENT_SECRET"):
            monkeypatch.setenv(f"ARM_{name}", name.lower())
        assert find(block())[0].data == STATE
        assert made == [(), ("tenant_id", "client_id", "client_secret")]

    def test_nobody(self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
        import azure.identity
        from azure.identity import CredentialUnavailableError

        class Credential:
            def get_token(self, *_: Any, **__: Any) -> Any:
                raise CredentialUnavailableError("tried this\nand that")

        monkeypatch.delenv("ARM_ACCESS_KEY")
        monkeypatch.setattr(azure.identity, "DefaultAzureCredential", Credential)
        with pytest.raises(StateError, match=r"no credentials; sign in with `az login`") as caught:
            find(block())
        assert "\n" not in str(caught.value) and not server.log

    def test_credentials_in_code_are_not_used(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ARM_ACCESS_KEY", "aHVudGVyMg==")
        with pytest.raises(StateError, match="block's access_key is not followed") as caught:
            find(block(access_key="c2VjcmV0"))
        assert "c2VjcmV0" not in str(caught.value)


class TestWhere:
    def asked(self, find: Find, *arguments: Any, **environment: str) -> str:
        seen = []

        def azure(access: Any) -> Any:
            seen.append(access)
            raise StateError("seen")

        with pytest.raises(StateError, match="seen"):
            find(*arguments, azure=azure, environment=environment)
        return str(seen[0].endpoint)

    def test_clouds(self, find: Find) -> None:
        public = f"https://{ACCOUNT}.blob.core.windows.net"
        assert self.asked(find, block()) == public
        assert self.asked(find, block(environment="public")) == public
        url = f"azblob://{ACCOUNT}/tfstate/x"
        assert self.asked(find, None, url) == public
        america = f"https://{ACCOUNT}.blob.core.usgovcloudapi.net"
        assert self.asked(find, block(environment="usgovernment")) == america
        assert self.asked(find, None, url, ARM_ENVIRONMENT="usgovernment") == america
        china = f"https://{ACCOUNT}.blob.core.chinacloudapi.cn"
        assert self.asked(find, block(), ARM_ENVIRONMENT="china") == china
        assert self.asked(find, block(), AZURE_STORAGE_SERVICE_ENDPOINT="https://x") == "https://x"

    @pytest.mark.parametrize(
        "settings",
        [
            {"storage_account_name": "evil.example/"},
            {"storage_account_name": "evil.example#"},
            {"storage_account_name": "ab"},
            {"storage_account_name": "Acme"},
            {"container_name": "../x"},
            {"container_name": "a--b"},
            {"environment": "evil.example"},
        ],
    )
    def test_code_chooses_no_host(
        self, server: WebServer, find: Find, settings: dict[str, str]
    ) -> None:
        with pytest.raises(StateError):
            find(block(**settings))
        assert not server.log


class TestPatterns:
    def test_across_pages(self, server: WebServer, store: BlobStore, find: Find) -> None:
        for number in range(5):
            store.blobs["tfstate", f"team/{number}/net & <more>.tfstate"] = b"%d" % number
        store.blobs["other", "team/9/net.tfstate"] = b"9"
        found = find(None, f"azblob://{ACCOUNT}/tfstate/team/*/*.tfstate")
        assert [one.data for one in found] == [b"%d" % number for number in range(5)]
        lists = [one for one in server.log if "comp=list" in one.target]
        assert len(lists) == 3
        assert {one.query["prefix"] for one in lists} == {"team/"}

    def test_the_guard(self, server: WebServer, find: Find) -> None:
        from scanner.cli.state import openers
        from scanner.terraform.backends import Access

        azure = openers((), ()).azure
        assert azure is not None
        endpoint = f"{server.url}/{ACCOUNT}"
        client = azure(Access("tfstate", ("a b?c",), "live/", endpoint=endpoint, account=ACCOUNT))
        assert list(client.list_blob_names(name_starts_with="live/"))
        with pytest.raises(Exception, match="BlobNotFound"):
            client.download_blob("a b?c")
        server.log.clear()
        for call in (
            lambda: list(client.list_blob_names()),
            lambda: list(client.list_blobs(name_starts_with="live/app")),
            lambda: client.download_blob("live/app.tfstate"),
            lambda: client.get_blob_client("a b?c").get_blob_properties(),
            lambda: client.get_blob_client("a b?c").get_blob_tags(),
            lambda: client.upload_blob("a b?c", b""),
            lambda: client.delete_blob("a b?c"),
            lambda: client.get_container_properties(),
            lambda: client.acquire_lease(),
        ):
            with pytest.raises(RefusedCallError):
                call()
        assert not server.log


class TestFaults:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (401, "access is denied"),
            (403, "Storage Blob Data Reader"),
            (404, "no state of workspace default"),
            (302, "refused it"),
            (429, "refused it"),
            (500, "refused it"),
            (503, "refused it"),
            ("truncate", "cannot be read"),
            ("silence", "cannot be read"),
            ("drop", "cannot be read"),
        ],
    )
    def test_each(self, server: WebServer, find: Find, kind: Any, words: str) -> None:
        server.fault("GET", kind)
        with pytest.raises(StateError, match=words) as caught:
            find(block())
        text = str(caught.value)
        assert text.startswith(f"azblob://{ACCOUNT}/tfstate/live/app.tfstate: ")
        assert "\n" not in text and "secret" not in text

    def test_no_such_container(self, server: WebServer, find: Find) -> None:
        with pytest.raises(StateError, match="no such container"):
            find(block(container_name="other"))

    def test_nobody_there(self, server: WebServer, find: Find, monkeypatch: Any) -> None:
        monkeypatch.setenv("AZURE_STORAGE_SERVICE_ENDPOINT", "https://127.0.0.1:1/acmestates")
        with pytest.raises(StateError, match="cannot be read"):
            find(block())

    def test_certificates_are_checked(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        with pytest.raises(StateError, match="cannot be read"):
            find(block())
        assert not server.log

    def test_larger_than_any_state(self, server: WebServer, find: Find, monkeypatch: Any) -> None:
        monkeypatch.setattr("scanner.terraform.backends.azurerm.MAX_BYTES", 5)
        with pytest.raises(StateError, match="larger than"):
            find(block())

    def test_empty(self, server: WebServer, store: BlobStore, find: Find) -> None:
        store.blobs["tfstate", "live/app.tfstate"] = b""
        assert find(block())[0].data == b""


@pytest.mark.parametrize("module", ["azure.storage.blob", "azure.identity"])
def test_without_the_libraries(
    server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.delenv("ARM_ACCESS_KEY")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(StateError, match=r"pip install 'trueup\[azure\]'"):
        find(block())
