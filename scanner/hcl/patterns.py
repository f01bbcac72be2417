"""The lexical grammar of HCL as compiled regular expressions.

Every repetition is possessive (``*+``) or ends at a fixed delimiter, so no pattern backtracks: a
match costs at most a small constant times the text that it looks at.

The patterns for a text depend on which of its characters may stand in an identifier, which for
characters outside of ASCII Python's ``\\w`` answers almost, but not quite, as Unicode's ID_Start
and ID_Continue do. `patterns_for` picks: ASCII text has sets that are faster than ``\\w``, other
text has ``\\w``, and a text with characters that ``\\w`` gets wrong has patterns of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scanner.possessive import possessive

if TYPE_CHECKING:
    from collections.abc import Callable

    Matcher = Callable[[str, int], Any]

# Go's unicode.IsSpace, which HCL trims by; Python's str.isspace has four control characters more.
SPACES = " \t\n\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LINE_SPACES = "[" + SPACES.replace("\n", "") + "]"

_BLOCK_COMMENT = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"
_WS = r"(?:[ \t]++|" + _BLOCK_COMMENT + r")*+"
_WSN = r"(?:[ \t\n]++|\r\n|(?:#|//)[^\n]*+|" + _BLOCK_COMMENT + r")*+"
_STRING = r'"[^"\\$%\r\n]*+"'
_NUMBER = r"[0-9]++(?:\.[0-9]++(?:[eE][+-]?[0-9]++)?+|\.?[eE][+-]?[0-9]++)?+"
_OPERATOR = r"\|\||&&|==|!=|<=|>=|[-+*%<>?]|/(?![/*])"

# A literal run in a quoted string: no unescaped sequence start, only escapes that HCL knows, and
# of \u and \U only what is a character (no surrogate, nothing above U+10FFFF).
_UNICODE_ESCAPE = (
    r"u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
    r"|U(?:0000(?![dD][89a-fA-F])|000[1-9a-fA-F]|0010)[0-9a-fA-F]{4}"
)
_NO_SEQUENCE = r"\$\$\{|%%\{|\$(?!\{)|%(?!\{)"
_QUOTED = rf'(?:[^"\\$%\r\n]++|\\(?:[nrt"\\]|{_UNICODE_ESCAPE})|{_NO_SEQUENCE})*+'
_HEREDOC_LINE = rf"(?:[^$%\r\n]++|{_NO_SEQUENCE})*+(?:\r?\n)?+"

skip_line: Matcher = re.compile(possessive(_WS)).match
skip_lines: Matcher = re.compile(possessive(_WSN)).match
end_of_line: Matcher = re.compile(possessive(_WS + r"(?:\r?\n|(?:#|//)[^\n]*+\n?+|\Z)")).match
operator_line: Matcher = re.compile(possessive(_WS + f"({_OPERATOR})?+")).match
operator_lines: Matcher = re.compile(possessive(_WSN + f"({_OPERATOR})?+")).match
step_line: Matcher = re.compile(possessive(_WS + r"(?:(\.(?!\.\.))|(\[))?+")).match
step_lines: Matcher = re.compile(possessive(_WSN + r"(?:(\.(?!\.\.))|(\[))?+")).match
star_line: Matcher = re.compile(possessive(rf"{_WS}\*{_WS}\]")).match
star_lines: Matcher = re.compile(possessive(rf"{_WSN}\*{_WSN}\]")).match
quoted_text: Matcher = re.compile(possessive(_QUOTED)).match
heredoc_line: Matcher = re.compile(possessive(_HEREDOC_LINE)).match
stray_number: Matcher = re.compile(r"(?:\.++[0-9]|\.*+[eE][+-]?[0-9])").match


class Patterns:
    """The patterns in which identifiers stand, each compiled when it is first asked for: most
    texts need few of them, and compiling all takes longer than parsing a small file.

    start, rest: what a name may start with and go on with, as character sets.
    """

    item: Matcher
    entry: Matcher
    element: Matcher
    argument: Matcher
    term_line: Matcher
    term_lines: Matcher
    call_line: Matcher
    call_lines: Matcher
    namespace_line: Matcher
    namespace_lines: Matcher
    attribute_step_line: Matcher
    attribute_step_lines: Matcher
    identifier: Matcher
    for_keyword: Matcher
    heredoc: Matcher
    marker: Matcher
    label: Matcher
    head: Matcher
    resume: Matcher

    def __init__(self, start: str, rest: str, flags: re.RegexFlag) -> None:
        self._sources = _sources(start, rest)
        self._flags = flags

    def __getattr__(self, name: str) -> Matcher:
        source = self._sources.get(name)
        if source is None:
            raise AttributeError(name)
        if name in _SEARCHED:
            found: Matcher = re.compile(possessive(source), self._flags | re.M).search
        else:
            found = re.compile(possessive(source), self._flags).match
        setattr(self, name, found)
        return found


_SEARCHED = frozenset({"head", "resume"})


def _sources(start: str, rest: str) -> dict[str, str]:
    name = f"{start}{rest}*+"
    end_of_name = f"(?!{rest})"
    word = rf"{name}(?:\.{name})*+"
    # true.x is a step into a literal, which the fast paths leave to the general one
    simple = rf"({_STRING})|((?!(?:true|false|null)\.){word})|([0-9]++)"
    labels = rf"(?:[ \t]*+(?:{_STRING}|{name}))*+"

    term = rf'(?:({_STRING})|({word})|({_NUMBER})|(")|<<(-?)({name})\r?\n|([(\[{{!-]))?+'
    return {
        # 1 name; a whole simple attribute: 2 string, 3 word, 4 integer; 5 another attribute;
        # 6 labels and 7 the brace of a block; 8 the end of a body
        "item": (
            rf"{_WSN}(?:({name})(?:[ \t]*+=(?![=>])[ \t]*+"
            rf"(?:(?:{simple})[ \t]*+(?=[\r\n#]|//|\Z)|())"
            rf"|({labels})[ \t]*+(\{{))|(\}}))?+"
        ),
        # 1 name or 2 string as key; a simple value: 3 string, 4 word, 5 integer, 6 another value;
        # 7 the end of an object
        "entry": (
            rf"{_WSN}(?:(?:({name})|({_STRING}))[ \t]*+(?:=(?![=>])|:(?!:))[ \t]*+"
            rf"(?:(?:{simple})[ \t]*+(?:,|(?=[}}\r\n#]|//))|())|(\}}))?+"
        ),
        # a simple element: 1 string, 2 word, 3 integer; 4 the end
        "element": rf"{_WSN}(?:(?:{simple}){_WSN}(?:,|(?=\]))|(\]))?+",
        "argument": rf"{_WSN}(?:(?:{simple}){_WSN}(?:,|(?=\)))|(\)))?+",
        # 1 string, 2 word, 3 number, 4 quote, 5 flush and 6 marker of a heredoc, 7 opener or sign
        "term_line": _WS + term,
        "term_lines": _WSN + term,
        "call_line": rf"{_WS}(?:(\()|(::))?+",
        "call_lines": rf"{_WSN}(?:(\()|(::))?+",
        "namespace_line": rf"{_WS}({name})",
        "namespace_lines": rf"{_WSN}({name})",
        "attribute_step_line": rf"{_WS}(?:({name})|({_NUMBER})|(\*))?+",
        "attribute_step_lines": rf"{_WSN}(?:({name})|({_NUMBER})|(\*))?+",
        "identifier": rf"{_WSN}({name})?+",
        "for_keyword": rf"{_WSN}for{end_of_name}",
        # 1 flush, 2 marker, 3 the lines up to the marker's own, 4 that marker
        "heredoc": (
            rf"<<(-?)({name})\r?\n((?:(?!{_LINE_SPACES}*+\2{_LINE_SPACES}*+\n)[^\n]*+\n)*+)"
            rf"{_LINE_SPACES}*+(\2){_LINE_SPACES}*+(?=\n)"
        ),
        "marker": rf"{_LINE_SPACES}*+({name}){_LINE_SPACES}*+(?=\n)",
        "label": rf'{_WS}(?:("{_QUOTED}")|({name})|(\{{)|("))?+',
        # where to go on after an error: 1 indentation, 2 block head or 3 attribute or 4 brace
        "head": rf"^()(?:({name}{labels}[ \t]*+\{{)|({name}[ \t]*+=(?![=>])))",
        "resume": rf"^([ \t]*+)(?:({name}{labels}[ \t]*+\{{)|({name}[ \t]*+=(?![=>]))|(\}}))",
    }


@lru_cache(maxsize=1)
def _ascii() -> Patterns:
    return Patterns("[A-Za-z_]", "[A-Za-z0-9_-]", re.ASCII)


@lru_cache(maxsize=16)
def _unicode(not_start: str, not_rest: str, also_rest: str) -> Patterns:
    start = rf"[^\W\d{re.escape(not_start)}]"
    rest = rf"[\w{re.escape(also_rest)}-]"
    if not_rest:
        rest = rf"(?:(?![{re.escape(not_rest)}]){rest})"
    return Patterns(start, rest, re.UNICODE)


def patterns_for(text: str) -> Patterns:
    """The patterns that read the identifiers of `text` as Unicode defines them."""
    if text.isascii():
        return _ascii()
    not_start, not_rest, also_rest = [], [], []
    for char in sorted(set(text)):
        if char < "\x80":
            continue
        may_start, may_follow = char.isidentifier(), ("a" + char).isidentifier()
        if char.isalnum():
            if not may_follow:
                not_rest.append(char)
            if not may_start and not char.isdecimal():
                not_start.append(char)
        elif may_follow:
            also_rest.append(char)
    return _unicode("".join(not_start), "".join(not_rest), "".join(also_rest))
