"""News within Slack's limits, and nothing in them that Slack would act on."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model import Level
from scanner.notify import News, Notice, message
from scanner.notify.message import MAX_BLOCKS, MAX_SECTION, MAX_TEXT

DRIFT = Notice(
    rule="drift-drifted",
    title="An attribute was changed outside Terraform.",
    severity=Level.HIGH,
    subject="aws_s3_bucket.logs.acl",
    place="live/main.tf:3",
    environment="prod",
    actor="ana@example.com",
)


def test_a_message_in_full() -> None:
    again = Notice("r", "Bad.", Level.LOW, "a.b", again=True)
    assert message(News("shop: drift live", [again, DRIFT], resolved=2)) == {
        "text": "trueup, shop: drift live: 1 new finding, 1 reopened, 2 resolved (1 high, 1 low)",
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
            for text in (
                "*trueup, shop: drift live: 1 new finding, 1 reopened, 2 resolved (1 high, 1 low)*",
                "*high* An attribute was changed outside Terraform.\n`aws_s3_bucket.logs.acl`\n"
                "`drift-drifted`, in prod, `live/main.tf:3`, changed by `ana@example.com`",
                "reopened, *low* Bad.\n`a.b`\n`r`",
            )
        ],
    }


def test_an_incomplete_audit_says_so() -> None:
    assert message(News("x", [DRIFT], complete=False))["text"].endswith(
        "; the audit was incomplete"
    )


def test_many_are_counted() -> None:
    blocks = message(News("x", [DRIFT] * 500))["blocks"]
    assert len(blocks) == MAX_BLOCKS
    assert blocks[-1]["text"]["text"] == "and 452 more"
    fitting = message(News("x", [DRIFT] * 48))["blocks"]
    assert len(fitting) == 49


def test_the_worst_come_first() -> None:
    low = Notice("low", "", Level.LOW, "a")
    blocks = message(News("x", [low] * 100 + [DRIFT]))["blocks"]
    assert "*high*" in blocks[1]["text"]["text"]


def test_mentions_and_links_are_text() -> None:
    bad = Notice(
        "`<!channel>`", "<!here> & <https://evil|x>", Level.LOW, "a`b\n<@U1>", actor="<@U2>"
    )
    text = json.dumps(message(News("<!everyone>", [bad])))
    assert not re.search("[<>]", text)
    assert "&lt;!here&gt; &amp; &lt;https://evil|x&gt;" in text
    assert "`'&lt;!channel&gt;'`" in text


def test_the_longest_fit_too() -> None:
    worst = Notice("&" * 999, "&" * 999, Level.CRITICAL, *(["&" * 999] * 4), True, True)
    (_, block) = message(News("&" * 999, [worst]))["blocks"]
    assert 2_000 < len(block["text"]["text"]) <= MAX_SECTION


TEXTS = st.text(max_size=400) | st.sampled_from(["&" * 4_000, "<" * 300, "`" * 300, "\n" * 300, ""])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.booleans()), max_size=60), TEXTS
)
def test_whatever_is_found_fits(
    rows: list[tuple[str, str, str, str, str, str, bool]], of: str
) -> None:
    notices = [Notice(a, b, Level.LOW, c, d, e, f, again) for a, b, c, d, e, f, again in rows]
    body = message(News(of, notices))
    assert len(body["text"]) <= MAX_TEXT
    assert len(body["blocks"]) <= MAX_BLOCKS
    for block in body["blocks"]:
        text = block["text"]["text"]
        assert 0 < len(text) <= MAX_SECTION
        assert not re.search("[<>]", text)
        assert not re.search("&(?!amp;|lt;|gt;)", text)
        # Code that is not closed would swallow what follows.
        assert all(line.count("`") % 2 == 0 for line in text.split("\n"))
    json.dumps(body).encode()
