"""All functions in one table. `try` and `can` are not here: they decide whether to evaluate."""

from __future__ import annotations

from scanner.terraform.functions import (
    Function,
    collections,
    encoding,
    files,
    hashes,
    lists,
    network,
    numbers,
    patterns,
    printf,
    providers,
    sets,
    strings,
    times,
    typing,
)

FUNCTIONS: dict[str, Function] = {
    **strings.FUNCTIONS,
    **printf.FUNCTIONS,
    **patterns.FUNCTIONS,
    **collections.FUNCTIONS,
    **lists.FUNCTIONS,
    **sets.FUNCTIONS,
    **numbers.FUNCTIONS,
    **typing.FUNCTIONS,
    **encoding.FUNCTIONS,
    **hashes.FUNCTIONS,
    **network.FUNCTIONS,
    **times.FUNCTIONS,
    **files.FUNCTIONS,
    **providers.FUNCTIONS,
}
