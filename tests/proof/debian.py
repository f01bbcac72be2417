"""Programs of Debian's packages for `make proof`: Chromium and a PostgreSQL server.

What is on the machine is used. What is missing is installed by apt-get where that can work: on a
Debian-like system, as root. Elsewhere `AbsentError` says how to have it; an installation that
should work and does not is let through as `subprocess.CalledProcessError`.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tools

# Debian keeps the servers of several releases side by side, and none of them on PATH.
POSTGRESQL_FOLDERS = "usr/lib/postgresql/*/bin"
# The account that Debian's package creates; the server refuses to run as root.
POSTGRESQL_USER = "postgres"
# Chromium's own sandbox does not start as root; the rest keeps it from calling home.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60


def chromium() -> dict[str, str]:
    """TRUEUP_CHROMIUM: the browser's executable."""
    found = _chromium()
    if found is None:
        _install("chromium")
        found = _chromium()
    if found is None:
        raise ValueError("the package chromium is installed, yet no chromium is on PATH")
    return {"TRUEUP_CHROMIUM": found}


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def check_chromium(environment: dict[str, str]) -> str:
    """Render a page whose text a script writes, and read it back."""
    browser = environment["TRUEUP_CHROMIUM"]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text("<p id=p></p><script>p.textContent = 'sum ' + (40 + 2)</script>")
        command = [browser, *CHROMIUM_FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom"]
        done = subprocess.run(
            [*command, page.as_uri()],
            check=True,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            env=environment,
        )
    if ">sum 42<" not in done.stdout:
        raise ValueError(f"Chromium rendered {done.stdout[:200]!r}")
    return tools.run([browser, "--version"], env=environment).strip()


def postgresql() -> dict[str, str]:
    """TRUEUP_POSTGRESQL: the folder of the server's executables."""
    found = _postgresql()
    if found is None:
        _install("postgresql")
        found = _postgresql()
    if found is None:
        raise ValueError("the package postgresql is installed, yet there is no pg_ctl")
    return {"TRUEUP_POSTGRESQL": str(found)}


def _postgresql() -> Path | None:
    """The newest release on this machine whose server can be initialised and started."""
    on_path = shutil.which("pg_ctl")
    folders = sorted(Path("/").glob(POSTGRESQL_FOLDERS), key=_release, reverse=True)
    folders += [Path(on_path).resolve().parent] if on_path else []
    return next((f for f in folders if all((f / n).exists() for n in ("initdb", "pg_ctl"))), None)


def _release(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def check_postgresql(environment: dict[str, str]) -> str:
    """Start a server, ask for its version by SQL, and stop it."""
    with postgresql_server(Path(environment["TRUEUP_POSTGRESQL"])) as port:
        psql = str(Path(environment["TRUEUP_POSTGRESQL"], "psql"))
        address = ["--host=127.0.0.1", f"--port={port}", f"--username={POSTGRESQL_USER}"]
        query = ["--no-psqlrc", "--tuples-only", "--no-align", "--command=SHOW server_version"]
        answer = tools.run([psql, *address, *query, "postgres"], env=environment).strip()
    return f"PostgreSQL {answer}"


@contextlib.contextmanager
def postgresql_server(executables: Path) -> Iterator[int]:
    """A server with an empty database on loopback; gives its port, and removes all of it after.

    Everybody on this machine may connect as ``postgres`` without a password while it runs.
    """
    port = _free_port()
    # Outside of the clone, whose parents the server's account may not be allowed to enter.
    with tempfile.TemporaryDirectory() as folder:
        account = _account(Path(folder))
        data = f"{folder}/data"
        initdb = ["--auth=trust", "--no-sync", f"--username={POSTGRESQL_USER}", "-E", "UTF8"]
        _as(account, [str(executables / "initdb"), "-D", data, *initdb])
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
        control = [str(executables / "pg_ctl"), "-D", data, "-w", "-t", str(START_SECONDS)]
        _as(account, [*control, "-l", f"{folder}/log", "-o", options, "start"])
        try:
            yield port
        finally:
            _as(account, [*control, "-m", "immediate", "stop"])


def _account(folder: Path) -> str | None:
    """The account to run the server as, who then owns its folder; None: as who we are."""
    if os.geteuid() != 0:
        return None
    try:
        owner = pwd.getpwnam(POSTGRESQL_USER)
    except KeyError:
        owner = pwd.getpwnam("nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return owner.pw_name


def _as(account: str | None, command: list[str]) -> None:
    # The server outlives the command that starts it and would hold a pipe open.
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        timeout=2 * START_SECONDS,
        user=account,
    )
    if done.returncode:
        raise ValueError(f"{Path(command[0]).name} {command[-1]} exited with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _install(package: str) -> None:
    """Install a Debian package without what it only recommends."""
    if shutil.which("apt-get") is None:
        raise tools.AbsentError(f"no {package} here, and no apt-get to install it with")
    if os.geteuid() != 0:
        raise tools.AbsentError(
            f"no {package} here, and installing Debian's takes root: apt-get install {package}"
        )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    tools.run(["apt-get", "update", "-qq"], env=environment)
    flags = ["--yes", "-qq", "--no-install-recommends"]
    tools.run(["apt-get", "install", *flags, package], env=environment)
