"""A headless Chromium, driven through the DevTools protocol.

The protocol goes over a pair of pipes (``--remote-debugging-pipe``): no port is opened and no
package is needed. https://chromedevtools.github.io/devtools-protocol/ lists methods and events.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless",
    # Chromium's own sandbox does not start as root.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
SECONDS = 60.0
# The browser reads from file descriptor 3 and writes to 4; the wrapper of Debian's package, a shell
# script, hands both on.
_LAUNCHER = """\
import os, sys
reads, writes = (os.dup(int(number)) for number in sys.argv[1:3])
for number, target in ((reads, 3), (writes, 4)):
    os.dup2(number, target)
    os.set_inheritable(target, True)  # which the call before leaves undone where both are one
os.execv(sys.argv[3], sys.argv[3:])
"""
_CODES = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowUp": 38, "ArrowDown": 40}


class BrowserError(Exception):
    """What the browser refused, or a script that threw."""


class Browser:
    """One browser process. Messages are read while an answer or event is waited for."""

    def __init__(self, executable: str, profile: str) -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        command = [executable, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHER, str(theirs_in), str(theirs_out), *command],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Its helper processes end with the group.
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = ours_in, ours_out
        self._rest = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        """End the browser and all its processes."""
        with contextlib.suppress(BrowserError, OSError):
            self.call("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The result of a method of the protocol."""
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        for answer in self._messages(SECONDS):
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])
        raise BrowserError(f"{method}: no answer within {SECONDS:.0f} s")

    def wait(self, method: str, session: str) -> dict[str, Any]:
        """The next event of that name which nobody has waited for yet."""
        for event in self.events:
            if event["method"] == method and event.get("sessionId") == session:
                self.events.remove(event)
                return dict(event["params"])
        for message in self._messages(SECONDS):
            if message.get("method") == method and message.get("sessionId") == session:
                self.events.remove(message)
                return dict(message["params"])
        raise BrowserError(f"{method}: did not happen within {SECONDS:.0f} s")

    def _messages(self, seconds: float) -> Iterator[dict[str, Any]]:
        """Messages as they come; events are kept."""
        end = time.monotonic() + seconds
        while True:
            head, mark, rest = self._rest.partition(b"\0")
            if mark:
                self._rest = rest
                message = json.loads(head)
                if "method" in message:
                    self.events.append(message)
                yield message
                continue
            if not select.select([self._in], [], [], max(0.0, end - time.monotonic()))[0]:
                return
            data = os.read(self._in, 1 << 20)
            if not data:
                raise BrowserError("the browser has ended")
            self._rest += data


class Page:
    """One tab, which logs what goes to the console and over the network."""

    def __init__(self, browser: Browser, width: int = 1280, height: int = 900) -> None:
        self.browser = browser
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Performance", "DOM"):
            self.call(f"{domain}.enable")
        self.resize(width, height)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a method, on this tab."""
        return self.browser.call(method, self.session, **params)

    def close(self) -> None:
        """Close the tab."""
        self.browser.call("Target.closeTarget", targetId=self.target)

    def resize(self, width: int, height: int = 900, *, mobile: bool = False) -> None:
        """Give the window a size in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )

    def media(self, scheme: str = "light", media: str = "", **features: str) -> None:
        """Pretend a colour scheme (light, dark), a medium (print) and other media features."""
        named = {"prefers-color-scheme": scheme}
        named |= {name.replace("_", "-"): value for name, value in features.items()}
        pairs = [{"name": name, "value": value} for name, value in named.items()]
        self.call("Emulation.setEmulatedMedia", media=media, features=pairs)

    def scripts(self, on: bool) -> None:
        """Allow or forbid the page's own scripts; holds from the next `open`."""
        self.call("Emulation.setScriptExecutionDisabled", value=not on)

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        # Another fragment of one page would be no load.
        self.call("Page.navigate", url="about:blank")
        self.browser.wait("Page.loadEventFired", self.session)
        self.browser.events.clear()
        self.call("Page.navigate", url=url)
        self.browser.wait("Page.loadEventFired", self.session)

    def evaluate(self, expression: str) -> Any:
        """The JSON value of an expression; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details["text"]
            raise BrowserError(str(text))
        return answer["result"].get("value")

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and release a key as a person would."""
        text = {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        code = _CODES.get(key, ord(key[0].upper()) if len(key) == 1 else 0)
        named = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code}
        modifiers = 8 if shift else 0
        down = {"text": text} if text else {}
        kind = "keyDown" if text else "rawKeyDown"
        self.call("Input.dispatchKeyEvent", type=kind, modifiers=modifiers, **named, **down)
        self.call("Input.dispatchKeyEvent", type="keyUp", modifiers=modifiers, **named)

    def screenshot(self, path: Path, *, whole: bool = False, most: int = 6000) -> None:
        """Write what is seen, or the `whole` page down to `most` pixels, as PNG."""
        if whole:
            # What lies outside of the window may not have been laid out at all.
            width, height = self.evaluate("[innerWidth, innerHeight]")
            for _ in range(2):
                tall = self.call("Page.getLayoutMetrics")["cssContentSize"]["height"]
                self.resize(width, min(int(tall), most))
                self.evaluate(
                    "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
                )
        data = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))
        if whole:
            self.resize(width, height)

    def pdf(self, path: Path) -> None:
        """Print to a PDF file, A4."""
        answer = self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
        path.write_bytes(base64.b64decode(answer["data"]))

    def errors(self) -> list[str]:
        """What went to the console as a warning or error, or was thrown and not caught."""
        found = []
        for event in self._own():
            method, params = event["method"], event["params"]
            if method == "Runtime.exceptionThrown":
                found.append(str(params["exceptionDetails"]["text"]))
            elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
                found.append(" ".join(str(one.get("value")) for one in params["args"]))
            elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                found.append(str(params["entry"]["text"]))
        return found

    def requests(self) -> list[str]:
        """The addresses that were asked for since the page was opened, its own among them."""
        asked = (e["params"] for e in self._own() if e["method"] == "Network.requestWillBeSent")
        return [str(params["request"]["url"]) for params in asked]

    def _own(self) -> list[dict[str, Any]]:
        return [event for event in self.browser.events if event.get("sessionId") == self.session]


@contextlib.contextmanager
def started(executable: str) -> Iterator[Browser]:
    """A browser with a profile of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(executable, f"{folder}/profile")
        try:
            yield browser
        finally:
            browser.close()
