"""Settings files: errors name the line, and our schema checker agrees with a full one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import referencing
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import ConfigurationError
from scanner.settings import load_schema, problems, read_kept, read_settings


def read(tmp_path: Path, text: str, schema: str = "config") -> Any:
    path = tmp_path / "settings.yaml"
    path.write_text(text)
    return read_settings(str(path), schema, "settings.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("policy: [", "settings.yaml:2: not valid YAML"),
        ("- a", "settings.yaml:1: settings are names with values"),
        ("policy: strict\nnonsense: 1\n", "settings.yaml:2: unknown key 'nonsense'; known are"),
        ("exclude: docs", "settings.yaml:1: exclude must be of type array"),
        ("\nseverity:\n  a-rule: huge\n", "settings.yaml:3: severity.a-rule is 'huge'; write one"),
        ("waivers:\n- rule: x\n", "settings.yaml:2: waivers.0 lacks 'reason'"),
        (
            "waivers:\n- rule: x\n  reason: y\n  until: soon\n",
            "settings.yaml:4: waivers.0.until is 'soon'",
        ),
        ("policy: a\npolicy: b\n", "settings.yaml:2: the key 'policy' stands twice"),
        ("min_coverage: 101", "settings.yaml:1: min_coverage is 101"),
        ("a: &x [*x]", "settings.yaml"),
        ("\x00", "settings.yaml"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_dates_stay_text(tmp_path: Path) -> None:
    settings = read(
        tmp_path, "waivers:\n- {rule: x, reason: y, until: 2027-01-31}\nexclude: [docs]\n"
    )
    assert settings.values["waivers"][0]["until"] == "2027-01-31"
    assert settings.location("waivers", 0).start_line == 2


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing\n").values == {}


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere.yaml: cannot be read: No such file"):
        read_settings("nowhere.yaml", "config")


documents = st.fixed_dictionaries(
    {},
    optional={
        "policy": st.one_of(st.text(max_size=5), st.integers()),
        "exclude": st.one_of(st.lists(st.one_of(st.text(max_size=3), st.booleans())), st.none()),
        "severity": st.dictionaries(
            st.sampled_from("ab"), st.sampled_from(["high", "low", "x", 1, True])
        ),
        "fail_on": st.sampled_from(["low", "never", "x", None]),
        "min_coverage": st.one_of(st.integers(-5, 105), st.booleans(), st.floats(0, 200)),
        "allow_incomplete": st.one_of(st.booleans(), st.just(1)),
        "waivers": st.lists(
            st.fixed_dictionaries(
                {"rule": st.just("x")},
                optional={
                    "reason": st.one_of(st.text(max_size=2), st.integers()),
                    "until": st.sampled_from(["2027-01-31", "x", ""]),
                    "more": st.none(),
                },
            ),
            max_size=2,
        ),
        "other": st.none(),
    },
)


@given(documents)
def test_our_checker_agrees_with_a_full_validator(document: Any) -> None:
    schemas = {name: load_schema(name) for name in ("config", "policy")}
    registry = referencing.Registry().with_resources(
        (f"{name}.schema.json", referencing.Resource.from_contents(schema))
        for name, schema in schemas.items()
    )
    validator = jsonschema.Draft202012Validator(schemas["config"], registry=registry)
    assert (not list(problems(document, schemas["config"]))) == validator.is_valid(document)


class TestKept:
    def read(self, path: Path, folder: Path | None) -> Any:
        return read_kept(str(path), "policy", "ours", str(folder) if folder else None)

    def test_a_kept_file_is_not_read_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, folder = tmp_path / "ours.yaml", tmp_path / "cache"
        path.write_text("title: One\nselect:\n  severity: high\n")
        first = self.read(path, folder)
        assert first == self.read(path, None)
        with monkeypatch.context() as patched:
            patched.setattr("scanner.settings.read_settings", None)
            assert self.read(path, folder) == first
        path.write_text("title: Another\n")
        assert self.read(path, folder).values == {"title": "Another"}

    def test_a_damaged_or_foreign_entry_is_replaced(self, tmp_path: Path) -> None:
        path, folder = tmp_path / "ours.yaml", tmp_path / "cache"
        path.write_text("title: One\n")
        expected = self.read(path, folder)
        (entry,) = folder.iterdir()
        whole = entry.read_bytes()
        for damaged in (b"", whole[:-1], b"x" + whole, whole[:-1] + b"!"):
            entry.write_bytes(damaged)
            assert self.read(path, folder) == expected
            assert entry.read_bytes() == whole
        folder.chmod(0o777)
        entry.write_bytes(b"from somebody else")
        assert self.read(path, folder) == expected
        assert entry.read_bytes() == b"from somebody else"
