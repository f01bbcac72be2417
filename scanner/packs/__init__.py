"""Foreign rule catalogues run on our model, each in an environment of its own.

A pack's code is somebody else's: it never runs in our process, is never downloaded by a scan, and
is never switched on by what is scanned.
"""

from __future__ import annotations

from typing import Final

PACKS: Final = ("checkov",)
"""The packs there are, as --pack names them."""
