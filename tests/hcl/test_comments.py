"""Comments, and what only looks like one."""

from __future__ import annotations

from scanner.hcl import parse
from scanner.hcl.comments import comments


def of(text: str) -> list[tuple[int, str, bool]]:
    return list(comments(text, parse(text)))


def test_every_kind() -> None:
    text = "# one\na = 1 // two\n/* three */ b {} /* four */\n  ## five\n/* six\n * seven */\n"
    assert of(text) == [
        (1, "one", True),
        (2, "two", False),
        (3, "three", False),
        (3, "four", False),
        (4, "five", True),
        (5, "six", True),
        (6, "seven", True),
    ]


def test_within_blocks_and_expressions() -> None:
    text = 'a {\n  b = [ # x\n    1, // y\n  ]\n  c = "${d /* z */}" # w\n}\n'
    assert [text for _, text, _ in of(text)] == ["x", "y", "z", "w"]


def test_a_string_or_heredoc_holds_none() -> None:
    assert of('a = "# no // no /* no */"\n') == []
    assert of('a = "\\"# no" # yes\n') == [(1, "yes", False)]
    assert of('a = "${"# no"} # no ${{b = "# no"}.b} # no" # yes\n') == [(1, "yes", False)]
    assert of("a = <<EOT\n# no\n // no /*\nEOT\n# yes\n") == [(5, "yes", True)]
    assert of("a = <<-EOT\n  ${b} # no\n  $${c} # no\n  EOT\n# yes\n") == [(5, "yes", True)]
    assert of('a = <<E\n${f("E" /* yes */)} # no\n E\n/* yes */\n') == [
        (2, "yes", False),
        (4, "yes", True),
    ]


def test_a_broken_place_does_not_spread() -> None:
    text = 'a {\n  b = "x\n  # one\n}\nc {\n  d = 1 # two\n}\n}\n# three\n'
    assert [text for _, text, _ in of(text)] == ["one", "two", "three"]
    text = 'a "b {\nc = "\n}\nd "e" {\n  f = "# no" # yes\n}\n'
    assert of(text) == [(5, "yes", False)]
    assert of("a = 1 # yes\n/* never closed\n# no\n") == [(1, "yes", False)]


def test_line_ends() -> None:
    assert of("# a\r\nb = 1 # c\r\n/* d */\r\n") == [
        (1, "a", True),
        (2, "c", False),
        (3, "d", True),
    ]
