"""Pages, threads and progress."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from scanner.live.aws.api import Api, Calls
from scanner.live.aws.iam import LIST_ROLES
from scanner.live.aws.kinds import reader_for
from scanner.live.aws.reader import Target, read
from scanner.live.facade import Sessions, read_live

# constructed: API_ListRoles
PAGE = (
    '<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><Roles>'
    "<member><RoleName>{name}</RoleName></member></Roles>{more}</ListRolesResult>"
    "</ListRolesResponse>"
)
ASK = "iam Action=ListRoles&Version=2010-05-08"


def page(name: str, more: str) -> dict[str, str]:
    return {"status": "200 OK", "type": "text/xml", "body": PAGE.format(name=name, more=more)}


def roles(replayed: Callable[[Any], Any], *more: str) -> list[str]:
    """Names over the pages of an answer."""
    keys = [ASK, f"{ASK}&Marker=next"]
    answers = {
        key: page(name, one) for key, name, one in zip(keys, ("one", "two"), more, strict=False)
    }
    api = Api(Calls(replayed(answers)), "123456789012", "eu-west-1")
    return [str(one["RoleName"]) for one in api.items(LIST_ROLES, "Roles")]


def test_every_page_is_read(replayed: Callable[[Any], Any]) -> None:
    first = "<IsTruncated>true</IsTruncated><Marker>next</Marker>"
    assert roles(replayed, first, "<IsTruncated>false</IsTruncated>") == ["one", "two"]


def test_a_marker_that_never_moves_ends(replayed: Callable[[Any], Any]) -> None:
    import pytest

    from scanner.live.notread import NotRead

    same = "<IsTruncated>true</IsTruncated><Marker>next</Marker>"
    with pytest.raises(NotRead, match="cut short after 2 pages"):
        roles(replayed, same, same)


def test_once_is_once_and_failures_are_shared() -> None:
    calls = Calls(session=None)  # type: ignore[arg-type]
    count = 0

    def compute() -> int:
        nonlocal count
        time.sleep(0.05)
        count += 1
        return 7

    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(calls.once("x", compute))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (count, found) == (1, [7] * 8)


def test_progress_and_threads(stack: Any, replayed: Callable[[Any], Any]) -> None:
    seen: list[tuple[int, int]] = []
    session = replayed(stack.answers)
    read_live(
        stack.resources(),
        Sessions(aws=lambda resource: session),
        workers=4,
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen and all(0 < done <= of for done, of in seen)
    assert seen[-1][0] == seen[-1][1]


def test_unknown_types_are_left_out(stack: Any, replayed: Callable[[Any], Any]) -> None:
    session = replayed(stack.answers)
    view = read([Target("123456789012", "", "aws_nothing")], {"123456789012": session})
    assert view.resources == () and view.listed == frozenset()
    assert reader_for("aws_nothing") is None


def test_the_same_answer_with_one_thread_and_many(
    stack: Any, replayed: Callable[[Any], Any]
) -> None:
    session = replayed(stack.answers)

    def look(workers: int) -> list[tuple[str, str | None, str]]:
        view = read_live(
            stack.resources(), Sessions(aws=lambda resource: session), workers=workers
        ).view
        return [(one.type, one.id, repr(one.attributes)) for one in view.resources]

    assert look(1) == look(16)
