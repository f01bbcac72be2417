"""The worker from our side: started, asked, and given up on when it does not do as it should.

It runs somebody else's code on hostile input. Whatever it does (crash, hang, print garbage, be of
another version) ends in a `PackError` that says what happened, and costs the pack alone.
"""

from __future__ import annotations

import os
import re
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import PackError
from scanner.model import Value

if TYPE_CHECKING:
    from queue import Queue

PROTOCOL: Final = 1
ANSWER_SECONDS: Final = 30.0
"""For one resource, or for the start."""
TOTAL_SECONDS: Final = 1_800.0
"""For all that one worker is asked in a run."""
INDEX_SECONDS: Final = 120.0
_CLOSED_SECONDS: Final = 3.0
_LONGEST_ANSWER: Final = 32 << 20
_AHEAD: Final = 64 << 20
"""Bytes of answers that are read before somebody asks for them."""
MOST_BYTES: Final = 512 << 20
"""Of all answers that one worker gives in a run."""
_AGAIN_SECONDS: Final = 0.02
# Requests under way: so many that the worker is busy while the next ones are made.
WINDOW: Final = 256
_AT_ONCE: Final = 64 << 10
_KEPT: Final = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# With these Checkov would talk with its vendor, or be another Checkov than that of a scan.
_CHECKOVS: Final = ("BC_", "CKV_", "CHECKOV_", "PRISMA_", "LOG_LEVEL", "PYTHON")
_VERSION: Final = re.compile(r"[0-9][0-9A-Za-z.+!-]{0,39}\Z")
_IMPORT: Final = "the import of its checks"
_TESTED: Final = "3"
"""The versions of Checkov that the conf contract is known of, by their beginning."""

_START: Final = "its start"

Request = Mapping[str, Value]


class Worker:
    """One process; a context manager, which ends it.

    python: Checkov's interpreter. script: the program, for tests. answer_seconds, total_seconds:
    how long it is waited for. asked: the requests that it was sent. waiting: those of them whose
    answer somebody waits for. external: folders of the user's own checks, absolute paths.
    """

    def __init__(
        self,
        python: str,
        script: str | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        total_seconds: float = TOTAL_SECONDS,
        external: Sequence[str] = (),
    ) -> None:
        import subprocess
        from queue import SimpleQueue
        from threading import Thread

        self._seconds = answer_seconds
        self._total = total_seconds
        self._flow = _Flow()
        self.renew()
        self.asked = 0
        self.waiting = 0
        self._begun = False
        # What each request under way is about, and whether anybody waits for its answer.
        self._under_way: deque[tuple[str, bool]] = deque()
        path = script or os.path.join(
            os.path.dirname(os.path.abspath(__file__)), "worker", "__main__.py"
        )
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the interpreter that the user named
                [python, "-I", "-X", "utf8", path, *external],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What checks print there may quote what is scanned.
                stderr=subprocess.DEVNULL,
                cwd=os.path.dirname(path),
                env=environment(external),
                # Of its own, so that what the interpreter started goes with it: it may be a script
                # that runs another one.
                process_group=0 if hasattr(os, "killpg") else None,
            )
        except OSError as error:
            raise PackError(f"{python}: cannot be run: {error.strerror}") from error
        self._requests: SimpleQueue[bytes | None] = SimpleQueue()
        self._answers: SimpleQueue[bytes] = SimpleQueue()
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        # Two threads, so that neither a worker that does not read nor one that does not write can
        # hold us up.
        self._threads = [
            Thread(target=_write, args=(stdin, self._requests), daemon=True),
            Thread(target=_read, args=(stdout, self._answers, self._flow), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, at work or not."""
        self._requests.put(None)
        self._flow.closed = True
        self._kill()
        self._process.wait()
        streams = (self._process.stdin, self._process.stdout)
        for thread, stream in zip(self._threads, streams, strict=True):
            thread.join(_CLOSED_SECONDS)
            # Somebody else may hold the other end, whom it started.
            if stream is not None and not thread.is_alive():
                try:
                    stream.close()
                except OSError:
                    continue  # what it had not read is of no use to anybody

    def _kill(self) -> None:
        import signal

        # Whoever has not been waited for keeps its number, and its group's.
        if hasattr(os, "killpg") and self._process.returncode is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def renew(self) -> None:
        """Give it all of its time again, for another run."""
        self._end = time.monotonic() + self._total
        self._most = self._flow.taken + MOST_BYTES

    @property
    def is_there(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def has_answered(self) -> bool:
        """Whether `receive` need not wait."""
        return bool(self._under_way) and self._under_way[0][1] and not self._answers.empty()

    def begin(self) -> None:
        """Ask what it is, without waiting for the answer, which `hello` has."""
        self._begun = True
        self.send({"do": "hello"}, _START)

    def warm(self, modules: Iterable[str] = ()) -> None:
        """Let it import modules with checks, or what most checks import, without waiting for it."""
        names = list(modules)
        # What most checks import may be lacking, and those that want it say so.
        about = _IMPORT if names else "the import of what most checks want"
        self.send({"do": "warm", "modules": names}, about, False)

    def hello(self) -> tuple[str, str]:
        """Checkov's version, and the folder of its package. Raises PackError for one that the pack
        does not know how to ask."""
        if not self._begun:
            self.begin()
        self._begun = False
        answer = self.receive()
        version, root = answer.get("checkov"), answer.get("root")
        if answer.get("error") == "ModuleNotFoundError" and answer.get("name") == "checkov":
            raise PackError("the interpreter has no Checkov; name one that has it")
        if not (isinstance(version, str) and isinstance(root, str)):
            raise PackError(f"Checkov cannot be loaded: {said(answer)}")
        if not _VERSION.match(version) or "\0" in root:
            raise PackError(f"it answers with what is no answer, at {_START}")
        if answer.get("protocol") != PROTOCOL or version.partition(".")[0] != _TESTED:
            raise PackError(f"Checkov {version} is not one of {_TESTED}.x, which is supported")
        return version, root

    def ask(self, request: Request, about: str, seconds: float | None = None) -> dict[str, Any]:
        """One answer to one request. about: what it was about, for messages."""
        self.send(request, about)
        return self.receive(seconds)

    def send(self, request: Request, about: str, heard: bool = True) -> None:
        """Send a request, whose answer `receive` has in its turn. heard: False where nobody wants
        the answer."""
        self._requests.put(_line(request))
        self._under_way.append((about, heard))
        self.asked += 1
        self.waiting += heard

    def receive(self, seconds: float | None = None) -> dict[str, Any]:
        """The answer to the first request that has had none."""
        about, heard = self._under_way.popleft()
        while not heard:
            answer = self._next(about, INDEX_SECONDS)
            if about == _IMPORT and "error" in answer:
                raise PackError(f"{about} fails: {said(answer)}")
            about, heard = self._under_way.popleft()
        self.waiting -= 1
        answer = self._next(about, seconds or self._seconds)
        if not (self._under_way or self._answers.empty()):
            # Later ones would be taken for answers to what is asked next.
            if self._answers.get():
                raise PackError(f"it answers what it was not asked, after {about}")
            self._answers.put(b"")
        return answer

    def _next(self, about: str, seconds: float) -> dict[str, Any]:
        from queue import Empty

        import orjson

        left = self._end - time.monotonic()
        try:
            line = self._answers.get(timeout=max(0.0, min(seconds, left)))
        except Empty:
            allowed = "in the time that all may take" if left < seconds else f"within {seconds:g} s"
            raise PackError(f"it did not answer {allowed}, at {about}") from None
        self._flow.taken += len(line)
        if self._flow.taken > self._most:
            raise PackError(f"it answers with more than {MOST_BYTES >> 20} MB, at {about}")
        if not line:
            code = self._ended(about)
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            hint = "; is it the Python of an environment with Checkov?" if about == _START else ""
            raise PackError(f"it ended by itself ({how}), at {about}{hint}")
        if not line.endswith(b"\n"):
            raise PackError(f"it answers with what is no answer, at {about}")
        try:
            answer = orjson.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise PackError(f"it answers with what is no answer, at {about}")
        return answer

    def _ended(self, about: str) -> int:
        """How the worker ended, which has closed its output."""
        from subprocess import TimeoutExpired

        try:
            return self._process.wait(timeout=_CLOSED_SECONDS)
        except TimeoutExpired:
            raise PackError(f"it closed its output without ending, at {about}") from None


def environment(external: Sequence[str]) -> dict[str, str]:
    """The environment of Checkov's code, which has no use for the user's; checks of the user's own
    may have, and see all but what sets Checkov.

    external: folders of such checks.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT or (external and not name.startswith(_CHECKOVS))
    }


def said(answer: Mapping[str, Any]) -> str:
    """The kind of an error and the module that is missing; its text may hold anything."""
    kind, name = answer.get("error"), answer.get("name")
    if not (isinstance(kind, str) and kind.isidentifier()):
        return "it does not say why"
    is_module = isinstance(name, str) and name.replace(".", "").isidentifier()
    return f"{kind} ({name})" if is_module else kind


def _line(request: Request) -> bytes:
    import orjson

    return orjson.dumps(request, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS)


def _write(stream: Any, lines: Queue[bytes | None]) -> None:
    while (line := lines.get()) is not None:
        # All that is there at once: to go to and fro between threads costs more than the writing.
        several, size, last = [line], len(line), False
        while size < _AT_ONCE and not lines.empty():
            more = lines.get()
            if more is None:
                last = True
                break
            several.append(more)
            size += len(more)
        try:
            stream.write(b"".join(several))
            stream.flush()
        except (OSError, ValueError):
            return  # it has ended, which whoever waits for an answer is told
        if last:
            return


class _Flow:
    """How many bytes of answers were read, and how many of them were taken; each is written by one
    thread alone. closed: nobody will take any more."""

    def __init__(self) -> None:
        self.read = 0
        self.taken = 0
        self.closed = False


def _read(stream: Any, lines: Queue[bytes], flow: _Flow) -> None:
    while not flow.closed:
        try:
            line = stream.readline(_LONGEST_ANSWER)
        except (OSError, ValueError):
            line = b""
        flow.read += len(line)
        lines.put(line)
        if not line:
            return
        while flow.read - flow.taken > _AHEAD and not flow.closed:
            time.sleep(_AGAIN_SECONDS)
