"""Dockerfiles as resources. Examples and expected values: Docker's Dockerfile reference."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.load.dockerfile import load_dockerfiles
from scanner.load.dockerfile.instructions import parse_instruction
from scanner.load.dockerfile.lines import split_lines
from scanner.load.dockerfile.stages import build
from scanner.load.dockerfile.words import Word
from scanner.model import Comment, Diagnostic, DiagnosticLevel, Location, Resource, Unknown
from scanner.project import Project


def attributes(text: str) -> dict[str, Any]:
    """The attributes of a Dockerfile without mistakes."""
    lines = split_lines(text)
    assert lines.problems == ()
    escape = lines.directives.get("escape", "\\")
    built = build([parse_instruction(line, escape) for line in lines.lines], escape)
    assert built.problems == []
    return built.attributes


def last(text: str) -> dict[str, Any]:
    """The last stage."""
    return attributes(text)["stages"][-1]  # type: ignore[no-any-return]


def instruction(text: str, before: str = "FROM scratch\n") -> dict[str, Any]:
    """The last instruction of a text put below a FROM."""
    return last(before + text)["instructions"][-1]  # type: ignore[no-any-return]


def reason(value: object) -> str:
    assert isinstance(value, Unknown)
    return value.reason


# -- lines -----------------------------------------------------------------------------------


def texts(text: str) -> list[str]:
    return [line.text for line in split_lines(text).lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN b", ["FROM a", "RUN b"]),
        ("  FROM a  \r\n\tRUN b\r\n", ["FROM a", "RUN b"]),
        ("RUN a \\\n b", ["RUN a  b"]),
        ("RUN a \\  \n b", ["RUN a  b"]),
        ("RUN a \\\r\n b\r\n", ["RUN a  b"]),
        ("RUN echo \\\n# comment\n   # another\nworld", ["RUN echo world"]),
        ("RUN a \\\n\n\n  b\n", ["RUN a   b"]),
        ("RUN a\\\\\nRUN b", ["RUN a\\\\", "RUN b"]),
        ("# escape=`\nCOPY a c:\\\nRUN dir `\n c:\\", ["COPY a c:\\", "RUN dir  c:\\"]),
        ("RUN a \\", ["RUN a "]),
        ("RUN a \\\n", ["RUN a "]),
        ("RUN echo a # no comment", ["RUN echo a # no comment"]),
        ("# only\n\n# comments\n", []),
        ("", []),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# syntax=docker/dockerfile:1\n# escape=`\nFROM a", {"syntax": "docker/dockerfile:1",
                                                              "escape": "`"}),
        ("#  SynTax =  x y \nFROM a", {"syntax": "x y"}),
        ("# check=skip=JSONArgsRecommended;error=true\n", {
            "check": "skip=JSONArgsRecommended;error=true"}),
        # A comment, an instruction or an unknown directive before it makes it a comment.
        ("# About my dockerfile\n# escape=`\nFROM a", {}),
        ("FROM a\n# escape=`\n", {}),
        ("# unknowndirective=value\n# syntax=value\n", {}),
        ("\n# escape=`\n", {}),
    ],
)  # fmt: skip
def test_directives(text: str, expected: dict[str, str]) -> None:
    assert split_lines(text).directives == expected


@pytest.mark.parametrize(
    ("text", "expected", "following"),
    [
        ("RUN <<EOF\na\n  b\nEOF\nRUN c", [("EOF", "a\n  b\n", True)], ["RUN c"]),
        ("RUN <<-EOF\n\ta\n\tEOF\nRUN c", [("EOF", "a\n", True)], ["RUN c"]),
        ('RUN <<"EOF" x\n$a\nEOF', [("EOF", "$a\n", False)], []),
        ("RUN <<'EOF' x\nEOF", [("EOF", "", False)], []),
        ("COPY <<a <<b /x\n1\na\n# 2\nb\nRUN c", [("a", "1\n", True), ("b", "# 2\n", True)],
         ["RUN c"]),
        ("add 5<<a /x\n1\r\na\r\n", [("a", "1\n", True)], []),
        ("ONBUILD RUN <<a\n1\na", [("a", "1\n", True)], []),
        ("RUN cat \\\n  <<a\n\\\na\nRUN c", [("a", "\\\n", True)], ["RUN c"]),
        ('RUN "<<EOF"\nRUN c', [], ["RUN c"]),
        ("RUN echo <<<EOF\nRUN c", [], ["RUN c"]),
        ("CMD <<EOF\nRUN c", [], ["RUN c"]),
    ],
)  # fmt: skip
def test_heredocs(text: str, expected: list[tuple[str, str, bool]], following: list[str]) -> None:
    first, *rest = split_lines(text).lines
    assert [(h.name, h.content, h.expand) for h in first.heredocs] == expected
    assert [line.text for line in rest] == following


# -- instructions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form", "arguments", "flags"),
    [
        ('CMD ["a", "b c"]', "exec", ["a", "b c"], {}),
        ('CMD [ "a\\u00e9\\n" , "\\"" ]  ', "exec", ["a\u00e9\n", '"'], {}),
        ("CMD []", "exec", [], {}),
        ("CMD", "shell", [], {}),
        ("cmd a b", "shell", ["a b"], {}),
        ("CMD ['a']", "shell", ["['a']"], {}),
        ('CMD ["a",]', "shell", ['["a",]'], {}),
        ('CMD ["a"] b', "shell", ['["a"] b'], {}),
        ('CMD ["a", ["b"]]', "shell", ['["a", ["b"]]'], {}),
        ("RUN --mount=type=cache,target=/x --mount=type=bind --network=none a --b", "shell",
         ["a --b"], {"mount": ["type=cache,target=/x", "type=bind"], "network": "none"}),
        ("COPY --from=b --chown=55:mygroup --link a* /d/", "none", ["a*", "/d/"],
         {"from": "b", "chown": "55:mygroup", "link": True}),
        ('COPY --chmod=755 ["a b", "/d"]', "exec", ["a b", "/d"], {"chmod": "755"}),
        ("ADD -- --x /d", "none", ["--x", "/d"], {}),
        ("EXPOSE 80/tcp  8080", "none", ["80/tcp", "8080"], {}),
        ("VOLUME /a /b", "none", ["/a", "/b"], {}),
        ('VOLUME ["/a"]', "exec", ["/a"], {}),
        ("USER a:b ", "none", ["a:b"], {}),
        ("WORKDIR /a b", "none", ["/a b"], {}),
        ("STOPSIGNAL SIGKILL", "none", ["SIGKILL"], {}),
        ("MAINTAINER A <a@b>", "none", ["A <a@b>"], {}),
        ('SHELL ["powershell", "-command"]', "exec", ["powershell", "-command"], {}),
        ("HEALTHCHECK NONE", "none", [], {}),
        ("HEALTHCHECK --interval=5m --timeout=$x CMD curl -f x || exit 1", "shell",
         ["curl -f x || exit 1"], {"interval": "5m", "timeout": "$x"}),
        ('HEALTHCHECK CMD ["a"]', "exec", ["a"], {}),
    ],
)  # fmt: skip
def test_forms(text: str, form: str, arguments: list[str], flags: dict[str, Any]) -> None:
    found = instruction(text)
    assert (found["form"], found["arguments"], found["flags"]) == (form, arguments, flags)
    assert found["instruction"] == text.split(" ")[0].upper()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ('ENV MY_NAME="John Doe" MY_DOG=Rex\\ The\\ Dog \\\n    MY_CAT=fluffy',
         {"MY_NAME": "John Doe", "MY_DOG": "Rex The Dog", "MY_CAT": "fluffy"}),
        ("ENV MY_VAR my value", {"MY_VAR": "my value"}),
        ("ENV ONE TWO= THREE=world", {"ONE": "TWO= THREE=world"}),
        ("ENV a=", {"a": ""}),
        ("LABEL \"com.example.vendor\"='x y' b=c=d", {'"com.example.vendor"': "x y",
                                                       "b": "c=d"}),
        ("ARG a=1 b='2 3'", {"a": "1", "b": "2 3"}),
    ],
)  # fmt: skip
def test_pairs(text: str, pairs: dict[str, str]) -> None:
    found = instruction(text)["pairs"]
    assert {pair["name"]: pair["value"] for pair in found} == pairs


def test_onbuild_holds_an_instruction() -> None:
    found = instruction("ONBUILD COPY --from=x a /b")
    assert found["instruction"] == "ONBUILD"
    assert found["trigger"]["instruction"] == "COPY"
    assert found["trigger"]["flags"] == {"from": "x"}
    assert found["trigger"]["arguments"] == ["a", "/b"]


# -- variables -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("$foo", "bar"), ("${foo}", "bar"), ("${foo}_x", "bar_x"), ("\\$foo", "$foo"),
        ("\\${foo}", "${foo}"), ("'$foo'", "$foo"), ('"$foo"', "bar"), ('"\\$foo"', "$foo"),
        ('"a\\b"', "a\\b"), ("a\\b", "ab"), ("$unset", ""), ("${unset}", ""), ("$", "$"),
        ("a$", "a$"), ("$.x", "$.x"),
        ("${unset:-word}", "word"), ("${foo:-word}", "bar"), ("${empty:-word}", "word"),
        ("${empty-word}", ""), ("${unset-word}", "word"),
        ("${foo:+word}", "word"), ("${unset:+word}", ""), ("${empty:+word}", ""),
        ("${empty+word}", "word"), ("${foo:?no}", "bar"), ("${unset:-${foo}}", "bar"),
        ("${unset:-'a}b'}", "a}b"),
        # The reference's own examples.
        ("${str#f*b}", "arbaz"), ("${str##f*b}", "az"),
        ("${rev%b*f}", "zabra"), ("${rev%%b*f}", "za"),
        ("${str/ba/fo}", "fooforbaz"), ("${str//ba/fo}", "fooforfoz"),
        ("${str#z}", "foobarbaz"), ("${str#fo?}", "barbaz"), ("${str##*}", ""), ("${str#*}",
                                                                                 "foobarbaz"),
        ("${path%/*}", "/a/b"), ("${path##*/}", "c.d"), ("${path//\\//-}", "-a-b-c.d"),
        ("${star#\\*}", "x*"),
    ],
)  # fmt: skip
def test_substitution(word: str, expected: str) -> None:
    before = "FROM scratch\nENV foo=bar empty= str=foobarbaz rev=zabraboof path=/a/b/c.d star=*x*\n"
    assert instruction(f"USER {word}", before)["arguments"] == [expected]


def test_all_words_of_a_line_see_the_values_before_it() -> None:
    stage = last("FROM scratch\nENV abc=hello\nENV abc=bye def=$abc\nENV ghi=$abc\n")
    assert stage["env"] == {"abc": "bye", "def": "hello", "ghi": "bye"}


def test_env_wins_over_arg() -> None:
    stage = last("FROM scratch\nARG V=1\nENV V=v1.0\nARG V=2\nUSER $V\n")
    assert stage["user"] == "v1.0"


def test_args_before_from() -> None:
    text = "ARG CODE=latest\nARG BASE=base:${CODE}\nFROM $BASE\nUSER u$CODE\nARG CODE\nUSER $CODE\n"
    found = attributes(text)
    assert found["args"] == {"CODE": "latest", "BASE": "base:latest"}
    (stage,) = found["stages"]
    assert stage["image"] == {
        "text": "base:latest", "name": "base", "tag": "latest", "digest": None,
    }  # fmt: skip
    # In the stage it is known only from its own ARG on.
    before, _, after = stage["instructions"]
    assert reason(before["arguments"][0]) == "$CODE is not set here; the base image may set it"
    assert after["arguments"] == ["latest"]


def test_what_only_the_builder_knows_is_unknown_and_the_same() -> None:
    found = attributes(
        "ARG V\nFROM --platform=$BUILDPLATFORM python:$V AS a\nARG V\nARG TARGETARCH\n"
        "USER $V\nENV X=$V Y=a$V Z=${TARGETARCH:-amd64}\n"
    )
    (stage,) = found["stages"]
    assert reason(found["args"]["V"]) == "ARG V has no default"
    assert stage["user"] is found["args"]["V"] is stage["env"]["X"]
    assert stage["image"]["name"] == "python"
    assert stage["image"]["tag"] is found["args"]["V"]
    assert reason(stage["platform"]) == "BUILDPLATFORM is set by the build"
    assert (stage["env"]["Y"].reference, stage["env"]["Y"].reason) == (
        "a$V",
        "ARG V has no default",
    )
    assert stage["env"]["Z"].arms[1] == "amd64"


def test_the_shell_keeps_its_variables() -> None:
    for text in ("RUN echo $x ${y}", "CMD echo $x", "ENTRYPOINT $x", "HEALTHCHECK CMD $x"):
        assert "$x" in instruction(text)["arguments"][0]
    assert instruction('CMD ["$x", "a\\\\b"]')["arguments"] == ["$x", "a\\b"]
    assert instruction('COPY ["$x", "a\\\\b"]', "FROM scratch\nENV x=1\n")["arguments"] == [
        "1",
        "a\\b",
    ]


# -- stages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name", "tag", "digest"),
    [
        ("alpine", "alpine", None, None),
        ("alpine:3", "alpine", "3", None),
        ("alpine@sha256:ab", "alpine", None, "sha256:ab"),
        ("alpine:3@sha256:ab", "alpine", "3", "sha256:ab"),
        ("host:5000/a/b", "host:5000/a/b", None, None),
        ("host:5000/a/b:1", "host:5000/a/b", "1", None),
        ("$U", "?", "?", "?"),
        ("a/$U", "?", "?", "?"),
        ("$U/a:1", "?", "1", None),
        ("a:$U", "a", "?", "?"),
        ("a:1-$U", "a", "?", "?"),
        ("a:$U-slim", "a", "?", None),
        ("a@$U", "a", None, "?"),
        ("a:$U@sha256:ab", "a", "?", "sha256:ab"),
    ],
)
def test_images(written: str, name: str, tag: str | None, digest: str | None) -> None:
    image = last(f"ARG U\nFROM {written}\n")["image"]
    shown = {key: "?" if isinstance(value, Unknown) else value for key, value in image.items()}
    assert (shown["name"], shown["tag"], shown["digest"]) == (name, tag, digest)
    assert (shown["text"] == "?") == ("$U" in written)


def test_stages_inherit() -> None:
    text = (
        "FROM alpine AS Build\nUSER app:grp\nWORKDIR /src\nENV A=1\nARG B=2\n"
        'SHELL ["/bin/bash", "-c"]\nWORKDIR sub\n'
        "FROM build\nENV C=$A$B\nFROM scratch\nFROM 0\n"
    )
    build_stage, child, scratch, number = attributes(text)["stages"]
    assert build_stage["name"] == "build"
    assert [s["final"] for s in (build_stage, child, scratch, number)] == [
        False, False, False, True,
    ]  # fmt: skip
    assert child["image"]["stage"] == 0
    for key in ("user", "group", "workdir", "shell"):
        assert child[key] == build_stage[key]
    assert (child["user"], child["group"], child["workdir"]) == ("app", "grp", "/src/sub")
    assert child["env"] == {"A": "1", "C": "12"}
    assert child["args"] == {"B": "2"}
    assert (scratch["user"], scratch["env"], scratch["name"]) == (None, {}, None)
    # Only COPY --from counts stages; FROM 0 is an image.
    assert "stage" not in number["image"]


def test_a_relative_folder_below_the_base_image() -> None:
    assert reason(last("FROM a\nWORKDIR x\n")["workdir"]) == (
        "WORKDIR is relative to the base image's"
    )


def test_commands() -> None:
    found = instruction(
        "RUN --mount=type=cache,target=/x apt-get update && \\\n"
        "    DEBIAN_FRONTEND=noninteractive apt-get install -y \"a b\" 'c' > /dev/null 2>&1; \\\n"
        "    if curl -s x | sudo bash; then exit $(cat /y); fi\n"
    )
    assert [(c["words"], c["operator"]) for c in found["commands"]] == [
        (["apt-get", "update"], "&&"),
        (["apt-get", "install", "-y", "a b", "c"], ";"),
        (["curl", "-s", "x"], "|"),
        (["sudo", "bash"], ";"),
        (["exit", "$(cat /y)"], ";"),
        (["cat", "/y"], ""),
    ]
    assert found["commands"][1]["env"] == {"DEBIAN_FRONTEND": "noninteractive"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('RUN ["apt-get", "update"]', [["apt-get", "update"]]),
        ('RUN ["/bin/bash", "-ec", "a; b"]', [["a"], ["b"]]),
        ("RUN <<EOF\na\n# c\nb c\nEOF", [["a"], ["b", "c"]]),
        ("RUN <<EOF bash\na\nEOF", [["bash"], ["a"]]),
        ("RUN <<EOF\n#!/usr/bin/env python3\nimport x\nEOF", []),
        ("RUN cat <<EOF > /x\na\nEOF", [["cat"]]),
        ("RUN (a && b) || { c; }", [["a"], ["b"], ["c"]]),
        ("RUN a;b|c&d&&e", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("RUN echo a#b # c; d", [["echo", "a#b"]]),
        ("RUN x=1", [[]]),
        ("RUN echo `a b`", [["echo", "`a b`"], ["a", "b"]]),
        ("RUN echo $((1 + 2))", [["echo", "$((1 + 2))"]]),
    ],
)
def test_more_commands(text: str, words: list[list[str]]) -> None:
    assert [command["words"] for command in instruction(text)["commands"]] == words


# -- files -----------------------------------------------------------------------------------


def load(project: Project, path: str) -> tuple[Resource | None, tuple[Diagnostic, ...]]:
    loaded = load_dockerfiles([path], project)
    assert len(loaded.resources) <= 1
    return (loaded.resources[0] if loaded.resources else None), loaded.diagnostics


def test_a_resource_and_its_places(project: Project, write: Any) -> None:
    text = (
        "# hadolint global ignore=DL3006\nARG V=1\nFROM --platform=x alpine:$V AS build\n"
        "# trueup:ignore some-rule why\nRUN a \\\n  # hadolint ignore=DL1\n  b\n"
        "ENV A=1 \\\n    B=2\nCOPY --from=x a \\\n  /b\nUSER app\nRUN <<EOF\n# kics-scan no\nEOF\n"
        "FROM build\n"
    )
    loaded = load_dockerfiles([write("a/Dockerfile", text)], project)
    (resource,) = loaded.resources
    assert (resource.type, resource.address) == ("dockerfile", "dockerfile")
    assert resource.scope == "a/Dockerfile"
    assert loaded.files == ("a/Dockerfile",)
    assert loaded.comments == tuple(
        Comment("a/Dockerfile", line, comment, own_line=True)
        for line, comment in [
            (1, "hadolint global ignore=DL3006"),
            (4, "trueup:ignore some-rule why"),
            (6, "hadolint ignore=DL1"),
        ]
    )

    def at(*path: str | int) -> tuple[int, int, int, int]:
        found = resource.source.locate(path)
        assert found.path == "a/Dockerfile"
        return found.start_line, found.start_column, found.end_line, found.end_column

    assert at() == at("stages", 0) == (3, 1, 3, 37)
    assert at("args", "V") == (2, 5, 2, 8)
    assert at("stages", 0, "image", "tag") == (3, 19, 3, 28)
    assert at("stages", 0, "name") == (3, 32, 3, 37)
    assert at("stages", 0, "platform") == (3, 6, 3, 18)
    assert at("stages", 0, "instructions", 0) == (5, 1, 7, 4)
    assert at("stages", 0, "instructions", 0, "commands", 0) == (5, 1, 7, 4)
    assert at("stages", 0, "env", "B") == (9, 5, 9, 8)
    assert at("stages", 0, "instructions", 2, "flags", "from") == (10, 6, 10, 14)
    assert at("stages", 0, "instructions", 2, "arguments", 1) == (11, 3, 11, 5)
    assert at("stages", 0, "user") == (12, 1, 12, 9)
    assert at("stages", 0, "workdir") == at("stages", 0)
    # What a stage inherits stands where the other stage wrote it.
    assert at("stages", 1, "user") == (12, 1, 12, 9)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("FROM a\nFOO b\n", "unknown instruction FOO", 2),
        ("RUN a\nFROM b\n", "RUN before the first FROM", 1),
        ("FROM a\nENV x\n", "ENV wants a value: ENV name=value", 2),
        ("FROM a\nENV x=1 y\n", "ENV wants name=value, and `y` has no =", 2),
        ("FROM a\nENV =1\n", "`=1` has no name before =", 2),
        ("FROM a b\n", "FROM wants an image, or an image AS a name", 1),
        ("FROM a\n\nRUN\n", "RUN without arguments", 3),
        ("FROM a\nONBUILD ONBUILD RUN x\n", "ONBUILD is not allowed after ONBUILD", 2),
        ("FROM a\nSHELL bash\n", "SHELL wants a JSON array", 2),
        ('FROM a\nCMD ["a", 1]\n', "a JSON array here may hold only strings", 2),
        ("FROM a\nHEALTHCHECK curl\n", "HEALTHCHECK wants CMD or NONE", 2),
        ("FROM a\nUSER ${x\n", "in USER: `}` is missing", 2),
        ("FROM scratch\nUSER ${x:?}\n", "in USER: x must be set", 2),
        ("FROM a\nUSER 'x\n", "in USER: a single quote is not closed", 2),
        ("FROM a\nRUN <<EOF\nx\n", "the here-document EOF is not closed", 2),
        ("# escape=x\nFROM a\n", "the escape directive must be \\ or `", 1),
        ("# escape=`\n# escape=`\nFROM a\n", "the escape directive is written twice", 2),
        ("# nothing\n", "there is no FROM", 1),
    ],
)
def test_messages(project: Project, write: Any, text: str, message: str, line: int) -> None:
    resource, diagnostics = load(project, write("Dockerfile", text))
    assert diagnostics[0] == Diagnostic(
        DiagnosticLevel.ERROR,
        "dockerfile-syntax",
        f"not a valid Dockerfile: {message}; correct it",
        "Dockerfile",
        line,
    )
    assert (resource is None) == ("FROM" not in text)


def test_a_mistake_costs_only_its_instruction(project: Project, write: Any) -> None:
    resource, diagnostics = load(project, write("Dockerfile", "FROM a\nFOO\nUSER x\n"))
    assert resource is not None
    assert len(diagnostics) == 1
    assert resource.attributes["stages"][0]["user"] == "x"


def test_a_file_too_large(project: Project, write: Any) -> None:
    _, diagnostics = load(project, write("Dockerfile", "#" * (2 * 1024 * 1024 + 1)))
    assert [d.code for d in diagnostics] == ["file-too-large"]
    assert diagnostics[0].message.startswith("is larger than 2 MB")


# -- generated -------------------------------------------------------------------------------

_TOKEN = st.text("abcxyz019./:_=", min_size=1, max_size=8).filter(lambda t: not t.startswith("--"))
_GAPS = st.sampled_from([" ", "  ", "\t", " \\\n", " \\\n  # comment\n ", " \\\n\n  ", " \\ \r\n"])


@st.composite
def _written(draw: st.DrawFn) -> tuple[str, list[str], str]:
    """(instruction, its arguments, how it is written)"""
    name = draw(st.sampled_from(["COPY", "EXPOSE", "volume", "Add"]))
    words = draw(st.lists(_TOKEN, min_size=1, max_size=4))
    text = name
    for word in words:
        text += draw(_GAPS) + word
    return name.upper(), words, text


@given(st.lists(_written(), min_size=1, max_size=6))
@settings(max_examples=200)
def test_what_is_written_is_read(written: list[tuple[str, list[str], str]]) -> None:
    text = "\n".join(["FROM scratch", *(one for _, _, one in written)])
    lines = split_lines(text).lines
    found = [parse_instruction(line, "\\") for line in lines]
    assert [(i.name, [a.text for a in i.arguments]) for i in found[1:]] == [
        (name, words) for name, words, _ in written
    ]
    for one in found:
        for argument in one.arguments:
            start, end = one.line.span(argument.start, argument.end)
            assert text[start:end] == argument.text


@given(st.lists(st.text('ab "\\\té😀\n{}[],', max_size=6), max_size=5))
def test_json_arrays(arguments: list[str]) -> None:
    import json

    text = "CMD " + json.dumps(arguments)
    (line,) = split_lines(text).lines
    found = parse_instruction(line, "\\")
    assert [a.text for a in found.arguments] == arguments
    assert found.form == "exec"
    for argument in found.arguments:
        start, end = line.span(argument.start, argument.end)
        assert json.loads(text[start:end]) == argument.text


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["FROM a AS b", "FROM b", "RUN ", "ENV ", "ARG x=", "USER ", "COPY ",
                             "CMD [", "ONBUILD ", "HEALTHCHECK CMD ", "# escape=`", "WORKDIR "]),
            st.text("ax$\"'`\\{}:-+#%/<>=|&;() \t\n\r[],\u00e9", max_size=12),
        ),
        max_size=10,
    )
)  # fmt: skip
@settings(max_examples=200)
def test_no_text_raises(parts: list[str]) -> None:
    from scanner.load.dockerfile import _load
    from scanner.load.source import TextFile

    file = TextFile("Dockerfile", "FROM scratch\n" + "".join(parts))
    resource, _, _ = _load(file, "Dockerfile")
    assert resource is not None
    for start, end in resource.source.spans.values():  # type: ignore[attr-defined]
        assert 0 <= start <= end <= len(file.text)
    assert isinstance(resource.source.locate(("stages", 0)), Location)


@pytest.mark.parametrize(
    "text",
    [
        "RUN a" + " \\\n b" * 100_000,
        "RUN a" + " \\\n # c" * 100_000,
        "ONBUILD " * 100_000,
        "ENV A=xxxxxxxxxx\n" + "ENV A=$A$A$A$A\n" * 3000,
        "ENV A=" + "x" * 60_000 + "\n" + "USER $A\n" * 10_000,
        "ENV A=" + "${a:-" * 10_000,
        "ENV A=" + "x" * 60_000 + "\n" + "ENV B=${A#*y*y*y}\n" * 5000,
        "ENV A=" + "x" * 5_000 + "\n" + "ENV B=${A//*y/z}\n" * 5000,
        "CMD " + "[" * 100_000,
        "RUN " + "$(" * 200_000,
        "RUN " + "'\"" * 200_000,
        "RUN " + "\\ " * 200_000,
        "RUN " + "<<A " * 50_000,
        "FROM x AS x\nENV A=1\n" * 5_000,
        "".join(f"ENV A{i}=1\nFROM b{i - 1} AS b{i}\n" for i in range(5_000)),
        "FOO\n" * 100_000,
        "#\n" * 200_000,
        "RUN " + "x" * 1_000_000,
    ],
    ids=lambda text: repr(text[:24]),
)
def test_hostile_files_take_linear_time(project: Project, write: Any, text: str) -> None:
    path = write("Dockerfile", "FROM scratch AS b-1\n" + text)
    started = time.process_time()
    _, diagnostics = load(project, path)
    assert time.process_time() - started < 5
    assert len(diagnostics) <= 20


def test_words_tell_where_they_stand() -> None:
    (line,) = split_lines("COPY  a \\\n  b").lines
    assert parse_instruction(line, "\\").arguments == (Word("a", 6, 7), Word("b", 10, 11))
