"""Running a renderer: found on PATH, bounded, without the user's settings, plugins or secrets."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence

from scanner.load.programs import find_program as find_program

SECONDS = 60
MAX_OUTPUT = 20 * 1024 * 1024
_NOWHERE = "http://127.0.0.1:9"


class RenderError(Exception):
    """The program could not render; the text says why, in one line."""


def run(command: Sequence[str], folder: str) -> str:
    """What a program prints, run in `folder` with a home of its own. Raises RenderError."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as output:
        # Nothing of the user's is there: no credentials, no plugins, no cluster, no proxies.
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_CACHE_HOME": home,
            "XDG_DATA_HOME": home,
            "HELM_PLUGINS": os.path.join(home, "plugins"),
            "KUBECONFIG": os.path.join(home, "none"),
            # Should one try the network all the same, it finds none.
            "GIT_ALLOW_PROTOCOL": "none",
            "HTTP_PROXY": _NOWHERE,
            "HTTPS_PROXY": _NOWHERE,
        }
        try:
            done = subprocess.run(  # noqa: S603 - the program is the user's, the words are ours
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                timeout=SECONDS,
                check=False,
                preexec_fn=_bounded,
            )
        except subprocess.TimeoutExpired:
            raise RenderError(f"it took more than {SECONDS} s") from None
        except OSError as error:
            raise RenderError(error.strerror or "it cannot be started") from error
        if output.tell() >= MAX_OUTPUT:
            raise RenderError(f"it renders more than {MAX_OUTPUT // 2**20} MB")
        if done.returncode:
            raise RenderError(_told(done.stderr) or f"it exited with {done.returncode}")
        output.seek(0)
        return output.read().decode("utf-8", "replace")


def _told(stderr: bytes) -> str:
    """What a program says went wrong, on one line; without what kubectl's log puts around it."""
    text = stderr[:10_000].decode("utf-8", "replace").strip()
    log = re.match(r'[EF]\d{4} \S+ +\d+ \S+\] "command failed" err=', text)
    if log:
        text = " ".join(text[log.end() :].split()).strip('<>" ')
    text = text.split("\n", 1)[0].strip()
    return text[:300]


def _bounded() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
