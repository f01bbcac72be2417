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
def pointed(aws_process: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The local AWS with the process environment pointing at it and nowhere else."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_process.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    aws_process.calm()
    return aws_process


@pytest.fixture
def aws(pointed: Any) -> Any:
    """`pointed`, empty."""
    pointed.reset()
    return pointed


@pytest.fixture(scope="session")
def environment(aws_process: Any) -> Iterator[None]:
    """Points everything that lives as long as the session at the local AWS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", aws_process.url)
        patch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        patch.setenv("AWS_CONFIG_FILE", "/nonexistent")
        yield


@pytest.fixture(scope="session")
def clients(environment: None) -> dict[str, Any]:
    """Unguarded clients; kept, as EC2's model alone takes half a second to read."""
    import boto3

    names = ("ec2", "iam", "s3")
    return {name: boto3.client(name, region_name="eu-west-1") for name in names}


@pytest.fixture
def admin(aws: Any, clients: dict[str, Any]) -> Callable[[str], Any]:
    """Unguarded clients, for what happens outside of Terraform: ``admin("s3")``."""
    return clients.__getitem__


@pytest.fixture(scope="session")
def opened(environment: None) -> Any:
    """One guarded session for every supported type, which tries each request once."""
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    # Patient: the machine may be busy, and making EC2's defaults takes moto a second.
    limits = Limits(connect_timeout=10, read_timeout=30, attempts=1)
    return AwsSessions(operations(supported_types()), (), limits).open(region="eu-west-1")


@pytest.fixture
def session(aws: Any, opened: Any) -> Any:
    """`opened`, on an empty AWS."""
    return opened


@pytest.fixture
def open_session(aws: Any) -> Callable[..., Any]:
    """A guarded session for the given types, which tries each request once."""
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    def make(*types: str, **options: Any) -> Any:
        limits = Limits(
            connect_timeout=10,
            read_timeout=options.pop("read_timeout", 30),
            attempts=options.pop("attempts", 1),
        )
        objects = options.pop("objects", ())
        factory = AwsSessions(operations(types or supported_types()), objects, limits)
        return factory.open(**options)

    return make


@pytest.fixture(scope="session")
def replayed(environment: None) -> Callable[[Any], Any]:
    """A guarded session that answers from the given recording: ``replayed(answers)``."""
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    replay = load("support/replay.py").Replay({})
    sessions = AwsSessions(operations(supported_types()), (), Limits(attempts=1))
    session = replay.attach(sessions.open(region="eu-west-1"))

    def answering(answers: Any) -> Any:
        replay.answers = dict(answers)
        return session

    return answering


@pytest.fixture(scope="session")
def stack() -> Any:
    """What the real provider recorded, with the server's answers."""
    return load("support/recorded.py").Stack()


@pytest.fixture(name="load", scope="session")
def load_fixture() -> Callable[[str], Any]:
    """`load`, for the tests themselves."""
    return load
