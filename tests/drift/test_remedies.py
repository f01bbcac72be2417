"""What to do about drift, proven with the tools that will do it: sh, patch, git, Terraform's own
parser where it is at hand (tests/oracles), and python-hcl2."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.drift import import_block, remedies, results
from scanner.drift.remedies import hcl_literal, patch, revert_command
from scanner.model import Location, Resource, Unknown

CODE = """resource "aws_thing" "a" {
  name = "a"
  size    = 1 # keep
  public  = false
  engine_version = "8.0"

  policy = "plain $${x}"
  arn = var.arn
}
"""


class FileSource:
    """Locates `name = value` in a text, as the loader does."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.lines = path, text.split("\n")

    def locate(self, path: tuple[str | int, ...]) -> Location:
        for number, line in enumerate(self.lines, 1):
            plain = line.partition(" #")[0].rstrip()
            if path and plain.strip().startswith(f"{path[0]} "):
                start = len(plain) - len(plain.lstrip()) + 1
                return Location(self.path, number, start, number, len(plain) + 1)
        return Location(self.path, 1, 1, 1, len(self.lines[0]) + 1)


def in_file(resource: Resource, path: str, text: str) -> Resource:
    from dataclasses import replace

    return replace(resource, source=FileSource(path, text))


@pytest.fixture
def drift(run: Any, platform: Any, tmp_path: Path) -> Any:
    """Findings with remedies for a file of code and changed live values."""

    def make(live: dict[str, Any], text: str = CODE, path: str = "main.tf", **more: Any) -> Any:
        values = {
            "name": "a", "size": 1, "public": False, "engine_version": "8.0",
            "policy": "plain ${x}", "arn": "arn:1",
        }  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
        address = more.get("address", "aws_thing.a")
        comparison = run(
            [in_file(platform.code(address, **values), path, text)],
            [platform.recorded(address, **values)],
            platform.view(platform.live("aws_thing.a", **{**values, **live})),
        )
        return remedies(comparison, lambda name: (tmp_path / name).read_bytes()).findings

    return make


def apply(folder: Path, diff: str) -> None:
    subprocess.run(["git", "apply", "-"], cwd=folder, input=diff.encode(), check=True)


class TestAccept:
    @pytest.mark.parametrize(
        ("live", "before", "after"),
        [
            ({"size": 20}, "  size    = 1 # keep\n", "  size    = 20 # keep\n"),
            ({"public": True}, "  public  = false\n", "  public  = true\n"),
            (
                {"engine_version": '9 "x" ${y}'},
                'engine_version = "8.0"\n',
                'engine_version = "9 \\"x\\" $${y}"\n',
            ),
            ({"policy": "a\nb"}, '"plain $${x}"', '"a\\nb"'),
        ],
    )
    def test_patches_apply(
        self, drift: Any, tmp_path: Path, live: dict[str, Any], before: str, after: str
    ) -> None:
        (finding,) = drift(live)
        apply(tmp_path, finding.drift.accept)
        assert (tmp_path / "main.tf").read_text() == CODE.replace(before, after)

    @pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
    @pytest.mark.parametrize("path", ["main.tf", "a folder/with blanks.tf"])
    def test_line_ends_and_names(self, drift: Any, tmp_path: Path, ending: str, path: str) -> None:
        text = "x {" + (ending or "\n") + "size = 1" + ending
        (finding,) = drift({"size": 2}, text, path)
        apply(tmp_path, finding.drift.accept)
        assert (tmp_path / path).read_bytes().decode() == text.replace("1", "2")

    @pytest.mark.skipif(shutil.which("patch") is None, reason="patch(1) is not installed")
    def test_patch_takes_them_too(self, drift: Any, tmp_path: Path) -> None:
        (finding,) = drift({"size": 2})
        subprocess.run(
            ["patch", "-p1", "-s"], cwd=tmp_path, input=finding.drift.accept.encode(), check=True
        )
        assert "size    = 2 # keep" in (tmp_path / "main.tf").read_text()

    @pytest.mark.parametrize(
        ("live", "text", "path"),
        [
            ({"arn": "arn:2"}, CODE, "main.tf"),  # an expression
            ({"size": None}, CODE, "main.tf"),  # nothing to write
            ({"size": [1]}, CODE, "main.tf"),  # no scalar
            ({"policy": "\x1b[0m"}, CODE, "main.tf"),  # no plain spelling
            ({"size": 2}, CODE.replace("size    = 1", "size    = 3"), "main.tf"),  # changed since
            ({"size": 2}, CODE.replace("size    = 1", "size    = 1 + 0"), "main.tf"),
            ({"size": 2}, "", "main.tf"),
            ({"size": 2}, CODE, "x/.terraform/modules/m/main.tf"),
        ],
    )
    def test_nothing_is_made_up(
        self, drift: Any, live: dict[str, Any], text: str, path: str
    ) -> None:
        (finding,) = drift(live, text, path)
        assert finding.drift.accept is None

    def test_unreadable_files(self, drift: Any) -> None:
        (finding,) = drift({"size": 2})

        def gone(path: str) -> bytes:
            raise FileNotFoundError(path)

        assert patch(finding, gone) is None
        assert patch(finding, lambda path: b"\xff\xfe") is None

    def test_one_block_for_several_instances_is_not_edited(self, run: Any, platform: Any) -> None:
        def one(key: int, size: int) -> tuple[Resource, Resource, Resource]:
            address, values = f"aws_thing.a[{key}]", {"name": f"n{key}", "size": 1}
            return (
                in_file(platform.code(address, **values), "main.tf", CODE),
                platform.recorded(address, **values),
                platform.live("aws_thing.a", **{**values, "size": size}),
            )

        def accepts(*instances: tuple[Resource, Resource, Resource]) -> list[str | None]:
            declared, state, there = zip(*instances, strict=True)
            found = remedies(
                run(declared, state, platform.view(*there)), lambda path: CODE.encode()
            ).findings
            return [one.drift.accept for one in found if one.kind == "fail"]

        assert accepts(one(0, 2), one(1, 1)) == [None]
        (alone,) = accepts(one(0, 2))
        assert alone is not None

    def test_secrets_are_not_written(self, run: Any, platform: Any) -> None:
        text = 'x {\n  password = "old"\n}\n'
        comparison = run(
            [in_file(platform.code("aws_thing.a", name="a", password="old"), "main.tf", text)],
            [platform.recorded("aws_thing.a", name="a", password="old")],
            platform.view(platform.live("aws_thing.a", name="a", password="new")),
        )
        (finding,) = remedies(comparison, lambda path: text.encode()).findings
        assert finding.drift.accept is None and finding.drift.revert is not None


class TestRevert:
    @given(st.text(min_size=1, max_size=20))
    def test_the_shell_reads_the_address(self, run: Any, platform: Any, key: str) -> None:
        import json

        address = f"aws_thing.a[{json.dumps(key, ensure_ascii=False)}]"
        comparison = run(
            [platform.code(address, name="a")], [platform.recorded(address, name="a")],
            platform.view(),
        )  # fmt: skip
        command = revert_command(comparison.findings[0])
        if address.isprintable():
            assert shlex.split(command or "") == ["terraform", "apply", f"-target={address}"]
        else:
            assert command is None

    def test_only_what_an_apply_undoes(self, run: Any, platform: Any) -> None:
        comparison = run(
            [
                platform.code("aws_thing.drifted", name="a", size=1),
                platform.code("aws_thing.adopted", name="b", size=2),
                platform.code("aws_thing.undeployed", name="c", size=2),
                platform.code("aws_thing.gone", name="d", size=2),
            ],
            [
                platform.recorded("aws_thing.drifted", name="a", size=1),
                platform.recorded("aws_thing.adopted", name="b", size=1),
                platform.recorded("aws_thing.undeployed", name="c", size=1),
                platform.recorded("aws_thing.gone", name="d", size=1),
            ],
            platform.view(
                platform.live("aws_thing.1", name="a", size=2),
                platform.live("aws_thing.2", name="b", size=2),
                platform.live("aws_thing.3", name="c", size=1),
            ),
        )
        found = remedies(comparison, lambda path: b"").findings
        assert [one.drift.revert for one in found] == [
            "terraform apply -target='aws_thing.drifted'",
            None,
            None,
            "terraform apply -target='aws_thing.gone'",
        ]


class TestImport:
    def block(self, run: Any, platform: Any, *declared: Resource, **live: Any) -> str | None:
        there = platform.live("aws_thing.x", **live)
        (finding,) = remedies(run(declared, [], platform.view(there)), lambda path: b"").findings
        accept: str | None = finding.drift.accept
        return accept

    def test_undeclared(self, run: Any, platform: Any) -> None:
        block = self.block(run, platform, name="x", _id="sg-0ab/c d")
        assert block == 'import {\n  to = aws_thing.sg_0ab_c_d\n  id = "sg-0ab/c d"\n}\n'
        assert "aws_thing._0ab" in (self.block(run, platform, name="x", _id="0ab") or "")

    def test_declared_but_not_in_the_state(self, run: Any, platform: Any) -> None:
        declared = platform.code('aws_thing.a["k"]', name="x")
        block = self.block(run, platform, declared, name="x", _id="i-x")
        assert block == 'import {\n  to = aws_thing.a["k"]\n  id = "i-x"\n}\n'

    def test_ids_are_data(self, run: Any, platform: Any) -> None:
        import hcl2

        for id_ in ('a"b', '${file("x")}', "%{if}", "back\\slash", 'x"\n}\nresource "a" "b" {'):
            block = self.block(run, platform, name="x", _id=id_) or ""
            (parsed,) = hcl2.loads(block)["import"]
            assert hcl_literal(id_) == parsed["id"] and len(hcl2.loads(block)) <= 2
        assert self.block(run, platform, name="x", _id="\x1b") is None

    def test_terraform_s_own_import_ids(self, run: Any, platform: Any) -> None:
        from dataclasses import replace

        (finding,) = run([], [], platform.view(platform.live("aws_thing.x", name="x"))).findings

        def of(form: str | None, **attributes: Any) -> str | None:
            resource = replace(finding.resource, attributes=attributes, id="id")
            return import_block(finding._replace(resource=resource), form)

        attached = of("{role}/{policy_arn}", role="r", policy_arn="arn:aws:iam::p{id}")
        assert 'id = "r/arn:aws:iam::p{id}"' in (attached or "")
        assert 'id = "id:7"' in (of("{id}:{port}", port=7) or "")
        assert of("{role}/{policy_arn}", role="r") is None
        assert of(None) is None


def test_no_patch_shows_a_secret_beside_it(tmp_path: Path) -> None:
    """Context ends before a line with a secret; just above one there is no patch."""
    from scanner.drift.remedies import unified

    lines = [f"line {n}" for n in range(1, 9)] + [""]

    def shown(hidden: set[int]) -> str | None:
        return unified("main.tf", lines, 3, "changed", frozenset(hidden))

    for hidden in ({3}, {6}, {1, 7}, {2, 6}):
        diff = shown(hidden) or ""
        assert "+changed" in diff
        assert not any(f"line {n}" in diff for n in hidden)
        (tmp_path / "main.tf").write_text("\n".join(lines))
        apply(tmp_path, diff)
        assert (tmp_path / "main.tf").read_text() == "\n".join([*lines[:3], "changed", *lines[4:]])
    assert shown({5}) is None
    assert shown({4}) is None


def test_results_point_at_attribute_and_block(drift: Any) -> None:
    (result,) = results(drift({"size": 2}))
    assert result.location.start_line == 3
    ((name, place),) = result.related
    assert (name, place.start_line) == ("aws_thing.a", 1)
    assert result.attribute == "size" and result.drift is not None
    assert [one.address for one in result.instances] == ["aws_thing.a"]
    assert result.identity == "drift-drifted|infra|aws_thing.a|size"
    (passed,) = results(drift({}), with_passes=True)
    assert passed.related == () and passed.attribute is None
    assert results(drift({})) == []


def test_instances_of_one_definition_are_results_of_their_own(run: Any, platform: Any) -> None:
    addresses = ["aws_thing.a[0]", "aws_thing.a[1]"]
    comparison = run(
        [platform.code(one, name=one, size=1) for one in addresses],
        [platform.recorded(one, name=one, size=1) for one in addresses],
        platform.view(*(platform.live("aws_thing.a", name=one, size=2) for one in addresses)),
    )
    found = results(comparison.findings)
    assert {one.resource_address for one in found} == {"aws_thing.a"}
    assert {one.identity for one in found} == {
        f"drift-drifted|infra|{one}|size" for one in addresses
    }


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.none()))
def test_literals_are_read_back(value: Any) -> None:
    import hcl2

    literal = hcl_literal(value)
    if literal is None:
        return
    assert "\n" not in literal
    parsed = hcl2.loads(f"x = {literal}\n")["x"]
    assert parsed == (literal if isinstance(value, str) else value)


def test_unknowns_have_no_literal() -> None:
    assert hcl_literal(Unknown("x")) is None
