"""Checkov kept warm: its workers, what checks it has, and what they said, for any number of runs.

A scan that compares two revisions is two runs, and whoever judges again and again (an editor, a
server) has no end of them. Starting a worker costs more than most of what it is asked, so it is
started once, early; and what was asked before is not asked again.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic
from types import TracebackType
from typing import Any, Final, NamedTuple

from scanner.errors import PackError
from scanner.packs.checkov.catalogue import Catalogue, catalogue_of
from scanner.packs.checkov.client import WINDOW, Worker
from scanner.packs.checkov.external import with_external

PATIENCE: Final = 1.0
"""Seconds that a run waits for its workers before it starts another one: about as long as that
takes to import what the others have imported."""
_MOST_KEPT: Final = 100_000
# Some checks remember what they worked out of each block that they see.
_MOST_ASKED: Final = 200_000


class Ask(NamedTuple):
    """A question. key: equal for equal questions, in all runs of a session. place: what its checks
    are registered for, ``kind/type``; ``graph/framework`` for those of graphs. modules: with these
    checks; None for a request that names its own. about: what it is about, for messages."""

    key: bytes
    place: str
    modules: Iterable[str] | None
    about: str
    request: dict[str, Any]


class Session:
    """Checkov for several runs: a context manager, which ends its processes. For one thread.

    python: Checkov's interpreter. cache: where the list of checks is kept, or None. script: another
    worker, for tests. external: folders of the user's own checks, absolute paths. most: so many
    workers at most, by default one for each processor. One is started first, and another whenever a
    run has waited for them for `patience` seconds: to make the questions mostly takes longer than
    to answer them.

    A worker that fails costs the run that asked it; the next one starts anew.
    """

    def __init__(
        self,
        python: str,
        cache: str | None = None,
        script: str | None = None,
        most: int | None = None,
        patience: float = PATIENCE,
        external: Sequence[str] = (),
    ) -> None:
        self._python = python
        self._cache = cache
        self._script = script
        self._most = most or _processors()
        self._patience = patience
        self._external = tuple(external)
        self._workers: list[_Taught] = []
        self._catalogue: Catalogue | None = None
        self._failure = ""
        self._said: dict[bytes, Sequence[Any]] = {}
        self._equal: dict[bytes, Sequence[Any]] = {}
        self._number = 0

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers and forget what they said; a session may be used again."""
        workers, self._workers, self._catalogue = self._workers, [], None
        self._said.clear()
        self._equal.clear()
        for one in workers:
            one.worker.close()

    def start(self) -> None:
        """Start a worker and let it import what most checks want, without waiting for it; what
        goes wrong is told to the next run."""
        if self._workers or self._failure:
            return
        try:
            worker = self._first().worker
        except PackError as error:
            self._failure = str(error)
        else:
            worker.begin()
            worker.warm()

    def warm(self, places: Iterable[str] | None = None) -> None:
        """Let a worker import the checks of some places (``kind/type``), or of all, without waiting
        for it; what goes wrong is told to the next run.

        Of what it has imported a worker answers within milliseconds.
        """
        if self._failure:
            return
        try:
            known = self.catalogue.modules
        except PackError as error:
            self._failure = str(error)
            return
        first = self._first()
        new = known.keys() - first.places
        if places is not None:
            new &= set(places)
        if new:
            first.worker.warm(dict.fromkeys(name for one in sorted(new) for name in known[one]))
            first.places |= new

    @property
    def worker(self) -> Worker:
        """One to ask otherwise, between runs of `judge`."""
        return self._first().worker

    @property
    def catalogue(self) -> Catalogue:
        """What checks there are, the user's own among them. Raises PackError when Checkov cannot be
        asked."""
        return self._known()

    def _known(self) -> Catalogue:
        if self._failure:
            failure, self._failure = self._failure, ""
            raise PackError(failure)
        if self._catalogue is None:
            try:
                worker = self._first().worker
                own = catalogue_of(worker, self._cache)
                self._catalogue = with_external(worker, own, self._external)
            except PackError:
                self.close()
                raise
        return self._catalogue

    def judge(self, asks: Iterable[Ask]) -> Iterator[tuple[bytes, Sequence[Any]]]:
        """(key, what the checks say) of each question, in whichever order the answers come; what
        was answered before is not asked again.

        Raises PackError when a worker fails; what was answered before stands.
        """
        self._known()
        self._renew()
        waited = 0.0
        done = False
        try:
            for ask in asks:
                said = self._said.get(ask.key)
                if said is not None:
                    yield ask.key, said
                    continue
                if waited >= self._patience and len(self._workers) < self._most:
                    self._add()
                    waited = 0.0
                one = self._chosen(ask.place)
                self._send(one, ask)
                if len(self._workers) > 1:
                    yield from self._answered()
                while one.worker.waiting >= WINDOW:
                    started = monotonic()
                    heard = self._heard(one)
                    waited += monotonic() - started
                    yield heard
            for one in self._workers:
                while one.worker.waiting:
                    yield self._heard(one)
            done = True
        finally:
            # Else the next run would take the answers that are still to come for its own.
            if not done:
                self.close()

    # ---- workers ----------------------------------------------------------------------------

    def _first(self) -> _Taught:
        return self._workers[0] if self._workers else self._add()

    def _add(self) -> _Taught:
        one = _Taught(Worker(self._python, self._script, external=self._external))
        self._workers.append(one)
        return one

    def _renew(self) -> None:
        """Give the workers time for another run; those are ended that ended by themselves
        meanwhile, or have seen enough."""
        for one in tuple(self._workers):
            if one.worker.is_there and one.worker.asked < _MOST_ASKED:
                one.worker.renew()
            else:
                self._workers.remove(one)
                one.worker.close()

    def _chosen(self, place: str) -> _Taught:
        """The worker that is to be asked: one that has the checks, unless another has little to
        do."""
        idle = min(self._workers or [self._add()], key=_waiting)
        taught = [one for one in self._workers if place in one.places]
        best = min(taught, key=_waiting, default=idle)
        is_full = best.worker.waiting >= WINDOW - 1
        return idle if is_full and idle.worker.waiting < WINDOW // 4 else best

    def _send(self, one: _Taught, ask: Ask) -> None:
        self._number += 1
        request = ask.request
        # Some checks remember what they worked out by this path: each block has its own, in all
        # runs and whatever the files are called.
        request["path"] = f"{self._number}:{request['path']}"
        if ask.place not in one.places:
            one.places.add(ask.place)
            if ask.modules is not None:
                request["modules"] = list(ask.modules)
        one.asked.append((ask.key, ask.about))
        one.worker.send(request, ask.about)

    def _answered(self) -> Iterator[tuple[bytes, Sequence[Any]]]:
        """What the workers have answered meanwhile."""
        for one in self._workers:
            while one.worker.has_answered:
                yield self._heard(one)

    def _heard(self, one: _Taught) -> tuple[bytes, Sequence[Any]]:
        """The next answer of a worker, which is remembered."""
        import orjson

        said: Any = one.worker.receive().get("said")
        key, about = one.asked.popleft()
        # Most answers are equal to others, so that they take no memory of their own.
        text = orjson.dumps(said)
        if text not in self._equal:
            if not isinstance(said, list):
                raise PackError(f"it answers with what is no answer, at {about}")
            if len(self._equal) >= _MOST_KEPT:
                self._equal.clear()
            self._equal[text] = said
        if len(self._said) >= _MOST_KEPT:
            del self._said[next(iter(self._said))]
        self._said[key] = self._equal[text]
        return key, self._said[key]


class _Taught:
    """A worker, the places whose modules it was told, and what it is being asked."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.places: set[str] = set()
        self.asked: deque[tuple[bytes, str]] = deque()


def _waiting(one: _Taught) -> int:
    return one.worker.waiting


def _processors() -> int:
    """How many processors there are for us."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # neither macOS nor Windows tells
        return os.cpu_count() or 1
