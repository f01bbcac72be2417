"""`--notify`: who is told of what, when nobody can be told, and that the webhook stays secret."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scanner.cli import notify
from scanner.errors import LiveError, UsageError
from scanner.notify import Limits, Webhook, post
from tests.cli.conftest import Cloud, Outcome
from tests.support.web_server import Answer, Arrived, WebServer

Trueup = Callable[..., Outcome]
OPEN = 'resource "aws_db_instance" "db" {\n  storage_encrypted = false\n}\n'
SECRET = "/services/T0/B0/canary-4711"
QUICK = Limits(timeout=0.5, attempts=3, wait=0.01)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    """A webhook on loopback, which the environment names and allows."""

    def app(_arrived: Arrived) -> Answer:
        return Answer(200, b"ok")

    with WebServer(app) as server:
        monkeypatch.setenv("TRUEUP_WEBHOOK", f"{server.url}{SECRET}")
        monkeypatch.setenv("TRUEUP_WEBHOOK_LOOPBACK", "1")
        monkeypatch.setattr(notify, "post", lambda hook, body: post(hook, body, QUICK))
        yield server


def heads(server: WebServer) -> list[str]:
    return [json.loads(one.body)["text"].partition(": ")[2] for one in server.log]


def scan(trueup: Trueup, *words: str) -> Outcome:
    return trueup("scan", "--history", "audits.sqlite", "--notify", *words)


def test_only_news_are_told(trueup: Trueup, hook: WebServer) -> None:
    Path("main.tf").write_text(OPEN)
    scan(trueup)
    scan(trueup)
    Path("main.tf").write_text(OPEN.replace("false", "true"))
    scan(trueup)
    Path("main.tf").write_text(OPEN)
    scan(trueup)
    assert heads(hook) == ["scan .: 1 new finding (1 high)", "scan .: 1 reopened (1 high)"]
    (first, _) = hook.log
    assert (first.method, first.path) == ("POST", SECRET)
    assert first.headers["content-type"] == "application/json"
    assert "aws-db-instance-unencrypted" in first.body.decode()


def test_what_was_there_before_is_no_news(trueup: Trueup, hook: WebServer) -> None:
    Path("main.tf").write_text(OPEN)
    trueup("scan", "--history", "audits.sqlite")
    scan(trueup)
    assert hook.log == []


def test_a_baseline_tells_what_is_new(trueup: Trueup, hook: WebServer) -> None:
    Path("main.tf").write_text(OPEN)
    trueup("scan", "--output", "json=first.json")
    trueup("baseline", "write", "known.json", "first.json")
    trueup("scan", "--baseline", "known.json", "--notify")
    assert hook.log == []
    Path("more.tf").write_text(OPEN.replace('"db"', '"other"'))
    trueup("scan", "--baseline", "known.json", "--notify")
    assert heads(hook) == ["scan .: 1 new finding (1 high)"]


def test_another_variable_may_name_it(
    trueup: Trueup, hook: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("main.tf").write_text(OPEN)
    monkeypatch.setenv("TEAM_HOOK", os.environ["TRUEUP_WEBHOOK"])
    monkeypatch.delenv("TRUEUP_WEBHOOK")
    trueup("scan", "--history", "a.sqlite", "--notify-url-env", "TEAM_HOOK")
    assert len(hook.log) == 1


def test_drift_is_told_without_its_values(trueup: Trueup, cloud: Cloud, hook: WebServer) -> None:
    cloud["app aws_iam_role"]["description"] = "canary-7781"
    trueup("drift", "--history", "audits.sqlite", "--notify")
    (arrived,) = hook.log
    body = arrived.body.decode()
    assert "aws_iam_role.app" in body
    assert "An attribute was changed outside Terraform." in body
    assert "canary-7781" not in body


@pytest.mark.parametrize("kind", [500, 404, "drop", 302])
def test_news_that_nobody_took_are_told_the_next_time(
    trueup: Trueup, hook: WebServer, kind: int | str
) -> None:
    Path("main.tf").write_text(OPEN)
    hook.fault("POST", kind)
    outcome = scan(trueup, "--fail-on", "never", "--format", "json")
    assert outcome.code == 3
    assert outcome.err.startswith("Error: nobody was told: the webhook ")
    assert outcome.err.endswith("; the next audit tells of it\n")
    (note,) = [d for d in outcome.report["diagnostics"] if d["code"] == "notify-failed"]
    assert note["level"] == "note"
    assert outcome.report["summary"]["complete"] is True
    hook.calm()
    assert scan(trueup, "--fail-on", "never").code == 0
    assert heads(hook) == ["scan .: 1 new finding (1 high)"]
    hook.calm()
    scan(trueup)
    assert hook.log == []


def test_findings_decide_the_exit_code_first(trueup: Trueup, hook: WebServer) -> None:
    Path("main.tf").write_text(OPEN)
    hook.fault("POST", 500)
    assert scan(trueup).code == 1
    assert scan(trueup, "--fail-on", "never", "--allow-incomplete").code == 0


def test_a_history_that_fails_tells_nobody(trueup: Trueup, hook: WebServer) -> None:
    Path("main.tf").write_text(OPEN)
    Path("audits.sqlite").write_text("no database" * 1_000)
    assert scan(trueup, "--fail-on", "never").code == 3
    assert hook.log == []


@pytest.mark.parametrize(
    ("url", "words", "message"),
    [
        (None, ("--history", "a.sqlite"), "TRUEUP_WEBHOOK, which is not set"),
        ("https://hooks.example" + SECRET, (), "give --history or --baseline"),
        ("http://hooks.example" + SECRET, ("--history", "a.sqlite"), "holds no https URL"),
        ("http://127.0.0.1" + SECRET, ("--history", "a.sqlite"), "holds no https URL"),
        ("file:///etc" + SECRET, ("--history", "a.sqlite"), "holds no URL"),
        (SECRET, ("--history", "a.sqlite"), "holds no URL"),
        ("https://[" + SECRET, ("--history", "a.sqlite"), "holds no URL"),
    ],
)
def test_wrong_usage(
    trueup: Trueup,
    monkeypatch: pytest.MonkeyPatch,
    url: str | None,
    words: tuple[str, ...],
    message: str,
) -> None:
    Path("main.tf").write_text(OPEN)
    monkeypatch.delenv("TRUEUP_WEBHOOK", raising=False)
    if url is not None:
        monkeypatch.setenv("TRUEUP_WEBHOOK", url)
    outcome = trueup("scan", "--notify", *words)
    assert outcome.code == 2
    assert message in outcome.err
    assert "canary" not in outcome.err
    assert not Path("a.sqlite").exists()  # before anything was done


# ---- the request itself -----------------------------------------------------------------------


@pytest.fixture
def webhook(hook: WebServer) -> Webhook:
    return Webhook.of(f"{hook.url}{SECRET}", "HOOK", loopback=True)


def test_a_busy_server_is_asked_again_and_no_more_than_that(
    hook: WebServer, webhook: Webhook
) -> None:
    hook.fault("POST", 503, times=2)
    post(webhook, {}, QUICK)
    assert len(hook.log) == 3
    hook.calm()
    hook.fault("POST", 503)
    with pytest.raises(LiveError, match=r"refused the message \(HTTP 503\)"):
        post(webhook, {}, QUICK)
    assert len(hook.log) == 3


def test_a_refusal_is_final(hook: WebServer, webhook: Webhook) -> None:
    hook.fault("POST", 403)
    with pytest.raises(LiveError, match="HTTP 403"):
        post(webhook, {}, QUICK)
    assert len(hook.log) == 1


def test_nothing_is_followed(webhook: Webhook, hook: WebServer) -> None:
    hook.app = lambda _arrived: Answer(307, b"", {"Location": f"{hook.url}/elsewhere"})
    with pytest.raises(LiveError, match="refers to another address"):
        post(webhook, {}, QUICK)
    assert [one.path for one in hook.log] == [SECRET]


def test_a_silent_server_ends(webhook: Webhook, hook: WebServer) -> None:
    hook.silence = 2.0
    hook.fault("POST", "silence")
    started = time.monotonic()
    with pytest.raises(LiveError, match="does not answer in time"):
        post(webhook, {}, Limits(timeout=0.1, attempts=2, wait=0.01))
    assert time.monotonic() - started < 1.5


def test_a_server_may_ask_for_patience_but_not_for_ever(
    webhook: Webhook, hook: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    hook.app = lambda _arrived: Answer(429, b"", {"Retry-After": "86400"})
    with pytest.raises(LiveError, match="HTTP 429"):
        post(webhook, {}, Limits(timeout=1, attempts=3, wait=1))
    assert waits == [30.0, 30.0]


def test_nobody_listens() -> None:
    hook = Webhook.of("http://127.0.0.1:1" + SECRET, "HOOK", loopback=True)
    with pytest.raises(LiveError) as caught:
        post(hook, {}, Limits(attempts=1))
    assert "canary" not in str(caught.value)


def test_a_certificate_of_nobody_is_not_trusted() -> None:
    import ssl

    import trustme

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with WebServer(lambda _arrived: Answer(), tls=context) as server:
        with pytest.raises(LiveError, match="certificate is not trusted") as caught:
            post(Webhook.of(server.url + SECRET, "HOOK"), {}, QUICK)
        assert server.log == []
    assert "canary" not in str(caught.value)


def test_an_authority_of_the_users_own_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ssl

    import trustme

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with WebServer(lambda _arrived: Answer(), tls=context) as server:
        post(Webhook.of(server.url + SECRET, "HOOK"), {"text": "ü"}, QUICK)
        (arrived,) = server.log
    assert json.loads(arrived.body) == {"text": "ü"}


def test_the_url_is_in_no_repr() -> None:
    assert "canary" not in repr(Webhook.of("https://hooks.example" + SECRET, "HOOK"))


@pytest.mark.parametrize("url", ["https://", "https://a b/", "https://a/\x1b", "https://a:x/", ""])
def test_no_url(url: str) -> None:
    with pytest.raises(UsageError):
        Webhook.of(url, "HOOK")


def test_no_option_takes_the_url(trueup: Trueup) -> None:
    words = ("--history", "a.sqlite", "--notify-url-env", "https://hooks.example" + SECRET)
    outcome = trueup("scan", *words)
    assert outcome.code == 2
    assert "takes the name of an environment variable" in outcome.err
    assert "canary" not in outcome.err
