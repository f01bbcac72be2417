"""Questions to a session, equal ones asked once: about blocks, and about graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from scanner.errors import PackError
from scanner.packs.checkov.session import Ask, Session

Subject = TypeVar("Subject")


class Question(NamedTuple, Generic[Subject]):
    """What a worker is asked. subject: whom the answer is given to. about, place, modules, request:
    as `Ask` has them. content: what decides the answer, the same for equal questions. beside: what
    else of the request may be such that it cannot be sent."""

    subject: Subject
    about: str
    place: str
    modules: Iterable[str] | None
    content: Any
    beside: Any
    request: dict[str, Any]


def ask_once(
    session: Session, questions: Iterable[Question[Subject]], refused: list[str]
) -> Iterator[tuple[Subject, Sequence[Any]]]:
    """(subject, what a worker says) of each question.

    refused: what cannot be sent is added there, a sentence each. Raises PackError when a worker
    fails; what was answered before is told first.
    """
    same: dict[bytes, list[Subject]] = {}
    answers: dict[bytes, Sequence[Any]] = {}
    failure: PackError | None = None
    try:
        answers.update(session.judge(_asks(questions, same, refused)))
    except PackError as error:
        failure = error
    for key, subjects in same.items():
        for subject in subjects if key in answers else ():
            yield subject, answers[key]
    if failure is not None:
        raise failure


def _asks(
    questions: Iterable[Question[Subject]], same: dict[bytes, list[Subject]], refused: list[str]
) -> Iterator[Ask]:
    """Each question that none before it is equal to. same: the subjects of each by its key."""
    from hashlib import blake2b

    import orjson

    for one in questions:
        try:
            text = orjson.dumps(one.content, option=orjson.OPT_NON_STR_KEYS)
            orjson.dumps(one.beside, option=orjson.OPT_NON_STR_KEYS)
        except TypeError as error:
            problem = f"{one.about}: Checkov cannot be asked about it: {error}"
            refused.append(problem.encode("utf-8", "replace").decode())
            continue
        key = blake2b(text, digest_size=20).digest()
        if key in same:
            same[key].append(one.subject)
        else:
            same[key] = [one.subject]
            yield Ask(key, one.place, one.modules, one.about, one.request)
