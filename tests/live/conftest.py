"""Fixtures: a local AWS and a local Google, and clients that may change them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def load(path: str) -> Any:
    """A module of the tests by its path; pytest's importlib mode has no package to import from."""
    name = "trueup_tests_" + path.replace("/", "_").removesuffix(".py")
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def aws_process() -> Iterator[Any]:
    """One moto for the whole session; starting it costs a second."""
    server = load("support/aws_server.py").AwsServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def aws(aws_process: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The local AWS, empty, with the environment pointing at it and nowhere else."""
    aws_process.reset()
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_process.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    return aws_process


@pytest.fixture
def admin(aws: Any) -> Callable[[str], Any]:
    """Unguarded clients, for what happens outside of Terraform: ``admin("s3")``."""
    import boto3

    made: dict[str, Any] = {}

    def client(service: str) -> Any:
        if service not in made:
            made[service] = boto3.client(service)
        return made[service]

    return client


@pytest.fixture
def open_session(aws: Any) -> Callable[..., Any]:
    """A guarded session for the given types, which gives up quickly."""
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    def make(*types: str, **options: Any) -> Any:
        limits = Limits(connect_timeout=2, read_timeout=2, attempts=options.pop("attempts", 1))
        objects = options.pop("objects", ())
        factory = AwsSessions(operations(types or supported_types()), objects, limits)
        return factory.open(**options)

    return make


@pytest.fixture(scope="session")
def replayed(aws_process: Any) -> Iterator[Callable[[Any], Any]]:
    """A guarded session that answers from the given recording: ``replayed(answers)``.

    One session for all tests, as reading EC2's model costs most of a second.
    """
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    replay = load("support/replay.py").Replay({})
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", aws_process.url)
        environment.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
        session = AwsSessions(operations(supported_types()), (), Limits(attempts=1)).open(
            region="eu-west-1"
        )
        replay.attach(session)

        def answering(answers: Any) -> Any:
            replay.answers = dict(answers)
            return session

        yield answering


@pytest.fixture(scope="session")
def stack() -> Any:
    """What the real provider recorded, with the server's answers."""
    return load("support/recorded.py").Stack()


@pytest.fixture(name="load", scope="session")
def load_fixture() -> Callable[[str], Any]:
    """`load`, for the tests themselves."""
    return load
