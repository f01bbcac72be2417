"""What a rule may ask of a value that nobody knows, and how each question is answered.

A rule is pure, so the engine can run it again. Inside one run every yes/no question on an unknown
value is a *decision*: the first time it takes the outcome that the run was given, and from then on
the same question gets the same answer. What is not a yes/no question (a length, an iteration)
raises `Undecided`, which ends that run alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from scanner.maybes import SIMPLE, Maybe, MaybeList, MaybeMap, has_unknown
from scanner.model import Unknown, Value

MAX_RUNS = 64


class Decisions:
    """The questions of one run and their answers.

    outcomes: the answers to give to the first questions, in the order they are asked; later ones
    are answered no. `taken` and `asked` record what was answered and about what.
    """

    __slots__ = ("_answers", "_outcomes", "_values", "asked", "taken")

    def __init__(self, outcomes: tuple[bool, ...] = ()) -> None:
        self._outcomes = outcomes
        self._answers: dict[Hashable, bool] = {}
        self._values: dict[Hashable, Value] = {}
        self.taken: list[bool] = []
        self.asked: list[Unknown] = []

    def decide(self, question: Hashable, unknown: Unknown) -> bool:
        """Answer yes or no, the same for the same question."""
        answer = self._answers.get(question)
        if answer is None:
            position = len(self.taken)
            answer = self._outcomes[position] if position < len(self._outcomes) else False
            self._answers[question] = answer
            self.taken.append(answer)
            self.asked.append(unknown)
        return answer

    def settle(self, key: Hashable, value: Value) -> None:
        """From here on the unknown value `key` is `value`: it was decided to be equal to it."""
        self._values[key] = value

    def settled(self, key: Hashable) -> tuple[Value, ...]:
        """``(value,)`` when `settle` has fixed it in this run, else ``()``."""
        return (self._values[key],) if key in self._values else ()

    def arm(self, unknown: Unknown) -> Value:
        """The arm that an undecidable conditional takes in this run; may be `ABSENT`."""
        condition = unknown.condition or unknown
        return unknown.arms[0 if self.decide(("arm", condition), condition) else 1]

    def exists(self, existence: Iterable[Unknown]) -> bool:
        """Whether an instance is there in this run, by the sizes of what it is expanded from."""
        return all(self._is_some(size) for size in existence)

    def _is_some(self, size: Value) -> bool:
        while isinstance(size, Unknown):
            if not size.arms:
                return self.decide(("exists", size), size)
            size = self.arm(size)
        return bool(size) and size != "0"

    def present(self, value: Value) -> Value:
        """A value as a rule may hold it: unknowns become `Maybe`, at any depth, lazily.

        `ABSENT` stays for the caller to drop.
        """
        if type(value) in SIMPLE:
            return value
        while isinstance(value, Unknown) and value.arms:
            value = self.arm(value)
        if isinstance(value, Unknown):
            return Maybe(self, value, value)
        if isinstance(value, list):
            return MaybeList(self, value) if has_unknown(value) else value
        if isinstance(value, dict):
            return MaybeMap(self, value) if has_unknown(value) else value
        return value
