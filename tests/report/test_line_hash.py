"""The line hash against codeql-action's published expectations and the formula itself."""

from __future__ import annotations

import re
import subprocess
from shutil import which

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.report.sarif.line_hash import line_hashes

# What github/codeql-action expects of its own implementation (src/fingerprints.test.ts).
END = "c129715d7a2bc9a3:1"
GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    END,
]
PUBLISHED = {
    "": [END],
    " a\nb\n  \t\tc\n d": [
        "271789c17abda88f:1",
        "54703d4cd895b18:1",
        "180aee12dab6264:1",
        "a23a3dc5e078b07b:1",
    ],
    " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End": [
        "8b7cf3e952e7aeb2:1",
        "b1ae1287ec4718d9:1",
        "bff680108adb0fcc:1",
        "c6805c5e1288b612:1",
        "b86d3392aea1be30:1",
        "e6ceba753e1a442:1",
    ],
    " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n": GREETINGS,
    " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r": GREETINGS,
    " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n": GREETINGS,
    " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n": GREETINGS,
    "Lorem ipsum dolor sit amet.\n" * 10: [
        "a7f2ff13bc495cf2:1",
        "a7f2ff13bc495cf2:2",
        "a7f2ff13bc495cf2:3",
        "a7f2ff13bc495cf2:4",
        "a7f2ff13bc495cf2:5",
        "a7f2ff13bc495cf2:6",
        "a7f2ff1481e87703:1",
        "a9cf91f7bbf1862b:1",
        "55ec222b86bcae53:1",
        "cc97dc7b1d7d8f7b:1",
        END,
    ],
}


def by_the_formula(data: bytes) -> dict[int, str]:
    """Every line's hash, straight from the four steps."""
    text = re.sub("\r\n?", "\n", data.decode("utf-8", "replace"))
    encoded = re.sub("[ \t]", "", text).encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(encoded[i : i + 2], "little") for i in range(0, len(encoded), 2)]
    starts = [0] + [index + 1 for index, unit in enumerate(units) if unit == ord("\n")]
    units += [65535] + [0] * 100
    seen: list[int] = []
    hashes = {}
    for number, start in enumerate(starts, 1):
        value = sum(units[start + k] * 37 ** (99 - k) for k in range(100)) % 2**64
        seen.append(value)
        hashes[number] = f"{value:x}:{seen.count(value)}"
    return hashes


@pytest.mark.parametrize("text", PUBLISHED, ids=range(len(PUBLISHED)))
def test_published_expectations(text: str) -> None:
    expected = dict(enumerate(PUBLISHED[text], 1))
    assert line_hashes(text.encode(), set(expected)) == expected
    assert by_the_formula(text.encode()) == expected


@given(
    st.one_of(
        st.binary(max_size=400),
        st.text("ab \t\r\n\u00e9\U0001f600\uffff\0\u2028", max_size=400).map(str.encode),
        st.lists(st.sampled_from([b"a", b"", b" a", b"\xff", b"x" * 120]), max_size=30).map(
            b"\r\n".join
        ),
    ),
    st.sets(st.integers(-1, 40), max_size=8),
)
@example(b"\xed\xa0\x80\n\xf0\x9f\x98", {1, 2})
@example("\U0001f600\n\U0001f600".encode(), {2})
@example(b"no newline at the end", {1, 2})
@settings(max_examples=200, deadline=None)
def test_equal_to_the_formula(data: bytes, lines: set[int]) -> None:
    expected = by_the_formula(data)
    assert line_hashes(data, lines) == {n: h for n, h in expected.items() if n in lines}


def test_only_the_lines_asked_for() -> None:
    assert line_hashes(b"a\nb\n", set()) == {}
    assert line_hashes(b"a\nb\n", {9}) == {}


@pytest.mark.skipif(which("node") is None, reason="node is not installed")
def test_invalid_utf8_is_decoded_as_node_does() -> None:
    """GitHub's implementation runs in Node.js: both must replace the same bytes."""
    cases = [
        b"a\xffb",
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        b"\xf0\x9f\x98x",
        b"\xed\xa0\x80",
        b"\xc0\xaf\xe0\x80\xaf",
        b"\xf4\x90\x80\x80",
        b"\xef\xbb\xbfbom",
        bytes(range(256)),
    ]
    script = (
        "for (const hex of process.argv.slice(1))"
        "console.log(Buffer.from(Buffer.from(hex, 'hex').toString('utf8'), 'utf8').toString('hex'))"
    )
    done = subprocess.run(
        ["node", "-e", script, *(case.hex() for case in cases)],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.stdout.split() == [case.decode("utf-8", "replace").encode().hex() for case in cases]
