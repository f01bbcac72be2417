"""Every error trueup raises on purpose, in one tree.

    TrueupError              the root; its text says what, where and what to do
    +-- UsageError           wrong options or arguments (exit 2)
    +-- ConfigurationError   a configuration, policy or rule file that cannot be used (exit 2)
    +-- StateError           a Terraform state that cannot be found, read or understood
    +-- HistoryError         a history of audits that cannot be opened, read or written
    +-- PackError            a foreign rule catalogue that cannot be installed or asked
    +-- LiveError            a platform that cannot be asked
        +-- RefusedCallError    the read-only guard stopped a request before it was sent

Problems of *scanned input* are never raised out of a loader: they become
`scanner.model.Diagnostic`s, so that one bad file costs only itself.
"""

from __future__ import annotations


class TrueupError(Exception):
    """An error with a message for the user: one line, what, where, and what to do."""


class UsageError(TrueupError):
    """The command line asks for something that does not exist or contradicts itself."""


class ConfigurationError(TrueupError):
    """A configuration, policy or rule file that cannot be used as it stands."""


class StateError(TrueupError):
    """A Terraform state that cannot be found, read or understood."""


class HistoryError(TrueupError):
    """A history of audits that cannot be opened, read or written; nothing in it was changed."""


class PackError(TrueupError):
    """A foreign rule catalogue that cannot be installed, started or asked; the rest of the run
    stands."""


class LiveError(TrueupError):
    """A platform that cannot be asked: no credentials, no route, an answer nobody understands."""


class RefusedCallError(LiveError):
    """The read-only guard refused a request; nothing was sent."""
