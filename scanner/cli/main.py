"""The command `trueup`: its group, its errors and its exit codes.

0 clean; 1 a finding at or above --fail-on; 2 wrong usage or configuration; 3 incomplete, and
nothing at or above --fail-on found.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from scanner.cli.exits import EXIT_INCOMPLETE, EXIT_USAGE
from scanner.errors import ConfigurationError, TrueupError, UsageError
from scanner.version import __version__

# Each is the function of that name in scanner/cli/NAME.py, imported only when it is wanted.
_COMMANDS = (
    "scan",
    "drift",
    "environments",
    "explain",
    "rules",
    "policies",
    "packs",
    "permissions",
    "baseline",
    "history",
)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"scanner.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trueup")
def cli() -> None:
    """Judge infrastructure as declared, recorded and live by one rulebook.

    Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or configuration,
    3 incomplete.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; every expected error is one line."""
    # What a scan makes it mostly keeps to its end: looking through it for garbage as often as
    # Python does by default takes a twentieth of the time and finds little.
    gc.set_threshold(20_000, 20, 20)
    code = run(arguments)
    # Python looks through everything once more as it ends. It all goes with the process.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        result: Any = cli.main(arguments, prog_name="trueup", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        _say("interrupted; nothing is reported")
        return 130
    except click.ClickException as error:
        error.show(sys.stderr)
        return EXIT_USAGE
    except (UsageError, ConfigurationError) as error:
        _say(str(error))
        return EXIT_USAGE
    except TrueupError as error:
        _say(str(error))
        return EXIT_INCOMPLETE
    except BrokenPipeError:
        # The reader of our output has gone (`trueup scan | head`): not an error of the user's.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_INCOMPLETE
    return int(result or 0)


def _say(message: str) -> None:
    from scanner.report.visible import visible

    # Errors quote what the code names (a role, an endpoint), which may hold escape sequences.
    click.echo(f"Error: {visible(message)}", err=True)


if __name__ == "__main__":
    main()
