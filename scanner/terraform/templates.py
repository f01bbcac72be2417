"""Strings with interpolations and directives."""

from __future__ import annotations

from dataclasses import replace

from scanner.hcl import tree
from scanner.hcl.text import literal
from scanner.model import Unknown
from scanner.terraform.access import choice, iterate, lift
from scanner.terraform.encoding import composed
from scanner.terraform.run import Run, token
from scanner.terraform.scopes import Scope
from scanner.terraform.types import to_bool, to_string
from scanner.terraform.values import (
    MAX_STRING,
    Failure,
    LimitHit,
    Marked,
    Opaque,
    Value,
    bare,
    join,
    mark,
    unmark,
)


def template(node: tree.Node, scope: Scope) -> Value:
    pieces: list[Value] = []
    _parts(node[3], scope, pieces)
    return concatenate(pieces, scope.run)


def _parts(parts: tuple[tree.Node, ...], scope: Scope, pieces: list[Value]) -> None:
    for part in parts:
        tag = part[0]
        if tag == tree.LITERAL:
            pieces.append(literal(part, scope.file.text))
        elif tag == tree.IF:
            _if_directive(part, scope, pieces)
        elif tag == tree.EACH:
            _for_directive(part, scope, pieces)
        else:
            pieces.append(scope.run.evaluate(part, scope))


def _if_directive(part: tree.Node, scope: Scope, pieces: list[Value]) -> None:
    condition, references, sensitive = unmark(scope.run.evaluate(part[3], scope))
    if type(condition) is Opaque:
        condition = condition.whole
    if condition is None:
        raise Failure("the condition is null")
    if type(condition) is Unknown:
        arms = []
        for branch in (part[4], part[5]):
            inner: list[Value] = []
            _parts(branch, scope, inner)
            arms.append(concatenate(inner, scope.run))
        pieces.append(choice(condition, arms[0], arms[1], condition))
    else:
        if references or sensitive:
            pieces.append(mark("", references, sensitive))
        _parts(part[4] if to_bool(condition) else part[5], scope, pieces)


def _for_directive(part: tree.Node, scope: Scope, pieces: list[Value]) -> None:
    collection, references, sensitive = unmark(scope.run.evaluate(part[5], scope))
    if type(collection) is Unknown or type(collection) is Opaque:
        pieces.append(collection)
        return
    if references or sensitive:
        pieces.append(mark("", references, sensitive))
    for key, value in iterate(collection):
        scope.run.spend(1)
        names = {part[4]: value}
        if part[3]:
            names[part[3]] = key
        _parts(part[6], scope.having(names), pieces)


def concatenate(pieces: list[Value], run: Run) -> Value:
    """The pieces of a template as one string."""
    texts: list[str] = []
    references: tuple[str, ...] = ()
    sensitive = False
    size = 0
    for position, piece in enumerate(pieces):
        if type(piece) is Marked:
            references = join(references, piece.references)
            sensitive = sensitive or piece.sensitive
            piece = piece.value
        if type(piece) is Opaque:
            piece = piece.whole
        if type(piece) is Unknown:
            result = _unknown_text(pieces, position, piece, run)
            return mark(result, references, sensitive)
        if piece is None:
            raise Failure("a null cannot be part of a string")
        text = to_string(piece)
        size += len(text)
        if size > MAX_STRING:
            raise LimitHit("limit-string-size", "a string is longer than 10 MB")
        texts.append(text)
    if size > 10_000:
        run.spend(size // 100)
    return mark(composed("".join(texts)), references, sensitive)


def _known_pieces(pieces: list[Value]) -> tuple[str | None, ...]:
    """The text as far as it is known; None for the rest. A piece that is itself a text known in
    parts counts as unknown whole."""
    texts = (bare(piece) for piece in pieces)
    return tuple(text if isinstance(text, str) else None for text in texts)


def _unknown_text(pieces: list[Value], position: int, unknown: Unknown, run: Run) -> Value:
    def with_arm(arm: Value) -> Value:
        return concatenate([*pieces[:position], arm, *pieces[position + 1 :]], run)

    rest = tuple(bare(p) for p in pieces[position + 1 :])
    key: object = None
    tokens = tuple(token(bare(p)) for p in pieces)
    if None not in tokens:
        key = ("template", tokens)
    lifted = lift(run, unknown, with_arm, rest, key)
    if type(lifted) is Unknown and not lifted.arms and not lifted.pieces:
        lifted = run.kept(key, replace(lifted, pieces=_known_pieces(pieces)))
    references: tuple[str, ...] = ()
    sensitive = False
    for piece in pieces[position + 1 :]:
        _, more, secret = unmark(piece)
        references, sensitive = join(references, more), sensitive or secret
    return mark(lifted, references, sensitive)
