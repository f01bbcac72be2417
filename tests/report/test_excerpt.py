"""Source excerpts: what is shown, where the carets stand, what is hidden."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.model import Location
from scanner.report.excerpt import MAX_LINES, excerpt
from scanner.report.masking import HIDDEN, gives_a_secret_away, mask
from scanner.report.visible import cells, visible


def shown(
    text: str, location: tuple[int, int, int, int], width: int = 60, secret: bool = False
) -> list[tuple[int, str, str]]:
    found = excerpt(text.split("\n"), Location("a", *location), width, secret=secret)
    return [(line.number, line.text, line.marker) for line in found]


def test_the_carets_stand_below_the_region() -> None:
    assert shown("a = 1\n  b = 22", (2, 3, 2, 9)) == [(2, "  b = 22", "  ^^^^^^")]


def test_tabs_wide_characters_and_escapes_keep_the_carets_in_place() -> None:
    assert shown("\tb = 1", (1, 2, 1, 7)) == [(1, "    b = 1", "    ^^^^^")]
    assert shown("雪 b = 1", (1, 3, 1, 8)) == [(1, "雪 b = 1", "   ^^^^^")]
    assert shown("\x1b b", (1, 3, 1, 4)) == [(1, "\\x1b b", "     ^")]
    assert shown("b\u202ec", (1, 1, 1, 3)) == [(1, "b\\u202ec", "^^^^^^^")]


def test_an_empty_region_has_one_caret() -> None:
    assert shown("abc", (1, 2, 1, 2)) == [(1, "abc", " ^")]
    assert shown("", (1, 1, 1, 1)) == [(1, "", "^")]


def test_only_the_first_lines_of_a_region() -> None:
    text = "\n".join(f"  line {n}" for n in range(1, 9))
    assert [number for number, *_ in shown(text, (2, 3, 7, 4))] == [2, 3, 4]
    assert MAX_LINES == 3
    assert shown("a {\n\n  b\n}", (1, 1, 4, 2)) == [(1, "a {", "^^^"), (3, "  b", "  ^")]


def test_a_line_that_is_not_there() -> None:
    assert shown("a", (2, 1, 2, 2)) == []
    assert shown("a", (1, 9, 1, 12)) == [(1, "a", " ^")]


def test_a_carriage_return_is_not_shown() -> None:
    assert shown("a = 1\r\nb\r\n", (1, 1, 1, 6)) == [(1, "a = 1", "^^^^^")]


def test_a_long_line_is_cut_around_the_mark() -> None:
    text = "x" * 500 + " here " + "y" * 500
    [(_, line, marker)] = shown(text, (1, 502, 1, 506), width=60)
    assert len(line) <= 63
    assert line.startswith("...") and line.endswith("...")
    start = marker.index("^")
    assert line[start : start + 4] == "here" and marker.count("^") == 4


def test_a_line_of_megabytes_costs_no_more() -> None:
    line = '{"a": "' + "b" * 20_000_000 + '"}'
    lines = [line]
    started = time.process_time()
    for column in range(1, 2_000):
        list(excerpt(lines, Location("a", 1, column, 1, column + 5), 80, secret=column % 2 == 0))
    assert time.process_time() - started < 2


@given(
    st.text("ab\t\r\x1b\u202e\u96ea\U0001f600\u0301 =\"'", max_size=300),
    st.tuples(*[st.integers(-1, 320)] * 4),
    st.integers(20, 100),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_an_excerpt_fits_and_is_safe(
    text: str, place: tuple[int, int, int, int], width: int, secret: bool
) -> None:
    for _, line, marker in shown(text, place, width, secret):
        assert line.isprintable()
        assert cells(line) <= width + 3
        assert set(marker) <= {" ", "^"} and "^" in marker


SECRETS = {
    '  password = "hunter2"': f"  password = {HIDDEN}",
    "password: hunter2": f"password: {HIDDEN}",
    "      - PASSWORD: 'hunter2' # hunter2": f"      - PASSWORD: {HIDDEN}",
    '  "password": "hunter2",': f'  "password": {HIDDEN}',
    "ENV PASSWORD=hunter2 OTHER=hunter2": f"ENV PASSWORD= {HIDDEN}",
    "    - hunter2": HIDDEN,
    "RUN login -p hunter2 --url=https://x": HIDDEN,
    'resource "x" "y" { password = "hunter2" }': HIDDEN,
    "-----BEGIN hunter2-----": HIDDEN,
    "ENV PASSWORD hunter2": HIDDEN,
    "password = <<hunter2": f"password = {HIDDEN}",
    "  password:": "  password:",
}


@pytest.mark.parametrize("line", SECRETS)
def test_masks(line: str) -> None:
    assert mask(line) == SECRETS[line]
    assert "hunter2" not in mask(line)
    assert shown(line, (1, 1, 1, 2), secret=True)[0][1] == SECRETS[line]


@given(st.text(max_size=200), st.text("abcXYZ0189", min_size=8, max_size=20))
@example('a."b', "AAAAAAAA")
@settings(max_examples=200, deadline=None)
def test_nothing_behind_the_sign_survives(before: str, secret: str) -> None:
    hidden = mask(f"{before} = {secret}")
    assert secret in before or secret not in hidden.removesuffix(HIDDEN)


@pytest.mark.parametrize(
    "line",
    [
        'master_password = "hunter2"',
        '{"name": "a", "dbPassword" : "hunter2"}',
        "  API_KEY: hunter2",
        "ENV AWS_SECRET_ACCESS_KEY=hunter2",
        "private_key = <<EOT",
        "- {name: a, env: [{name: DB_PASSWORD, value: hunter2}], image: b}",
        '{"name": "DB_PASSWORD", "value": "hunter2"}',
    ],
)
def test_other_rules_do_not_show_passwords_either(line: str) -> None:
    assert gives_a_secret_away(line)
    assert "hunter2" not in shown(line, (1, 1, 1, 3))[0][1]


@pytest.mark.parametrize("value", ["value: hunter2", '"value" : "hunter2"', "- value: hunter2"])
@pytest.mark.parametrize("name", ["- name: DB_PASSWORD", '"name": "API_KEY",', "name:  MY_TOKEN_2"])
def test_the_value_below_the_name_of_a_password_is_not_shown(name: str, value: str) -> None:
    lines = shown(f"- env:\n  {name}\n    {value}\n", (1, 1, 3, 3))
    assert [line for _, line, _ in lines][:2] == ["- env:", f"  {name}"]
    assert "hunter2" not in lines[2][1]
    assert HIDDEN in lines[2][1]


@pytest.mark.parametrize("name", ["- name: LOG_LEVEL", "- name: a", "- image: secret"])
def test_the_value_below_any_other_name_is_shown(name: str) -> None:
    lines = shown(f"- env:\n  {name}\n    value: hunter2\n", (1, 1, 3, 3))
    assert lines[2][1] == "    value: hunter2"


@pytest.mark.parametrize(
    "line",
    [
        "manage_master_user_password = true",
        '  "automountServiceAccountToken": false,',
        "password_reuse_prevention = 24",
        "token = null",
        "http_tokens",
        'resource "aws_secretsmanager_secret" "db" {',
        "secretKeyRef:",
        "{name: DB_PASSWORD, valueFrom: {configMapKeyRef: {}}}",
    ],
)
def test_what_is_no_secret_stays_readable(line: str) -> None:
    assert not gives_a_secret_away(line)
    assert shown(line, (1, 1, 1, 3))[0][1] == line


def test_visible_leaves_text_as_it_is() -> None:
    assert visible("plain é 雪 😀") == "plain é 雪 😀"
    assert visible("a\nb\0\x9b\u2066\ufeff\ud800\xa0") == (
        "a\\nb\\x00\\x9b\\u2066\\ufeff\\ud800\\xa0"
    )
