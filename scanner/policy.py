"""policies/*.yaml -> which rules run, how much they matter, with what parameters and waivers.

Python decides what is wrong; a policy only chooses. One extends others by name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scanner.errors import ConfigurationError
from scanner.model import Level, Path, Rule, Value
from scanner.outcome import Choice, Control, Framework
from scanner.rulebook import closest, data_folder
from scanner.settings import Settings, read_kept, read_settings
from scanner.suppress import Waiver
from scanner.wildcards import like


@dataclass(frozen=True, slots=True)
class Policy:
    """rules: those that run, with the severity they have here. parameters: rule id -> values.

    frameworks: what it reports on control by control. choices: what the files say by name that are
    the user's, each over those before it; packs hold to them, too.
    """

    name: str
    title: str
    rules: tuple[Rule, ...]
    parameters: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    choices: tuple[Choice, ...] = ()


# As other scanners call their checks, and nobody calls a rule.
_CHECK = re.compile(r"[A-Za-z][A-Za-z0-9*?]*_[A-Za-z0-9_*?-]*\Z")


def policy_names() -> list[str]:
    """The built-in policies."""
    names = (os.path.splitext(name) for name in os.listdir(data_folder("policies")))
    return sorted(stem for stem, extension in names if extension == ".yaml")


def load_policy(
    name: str,
    rules: Sequence[Rule],
    base: str = "",
    check: Callable[[str], None] | None = None,
    cache: str | None = None,
    packs: bool = False,
) -> Policy:
    """A built-in policy by name, or the one in a YAML file (relative to the folder `base`).

    check: raises for a file of the user's that must not be read; built-in ones always may.
    cache: a folder of the user's to keep built-in policies in. packs: as `adjust` takes it.
    Raises ConfigurationError for a policy that is not there, does not fit its schema, names rules
    or parameters that do not exist, or extends itself.
    """
    return _load(name, rules, base, (), check, cache, packs)


def _load(
    name: str,
    rules: Sequence[Rule],
    base: str,
    above: tuple[str, ...],
    check: Callable[[str], None] | None,
    cache: str | None,
    packs: bool,
) -> Policy:
    path = _find(name, base)
    built_in = os.path.dirname(path) == data_folder("policies")
    if check is not None and not built_in:
        check(path)
    if path in above:
        raise ConfigurationError(f"{path}: the policy extends itself; take the loop out")
    settings = (
        read_kept(path, "policy", name, cache) if built_in else read_settings(path, "policy", name)
    )
    values = settings.values
    extended = [
        _load(parent, rules, os.path.dirname(path), (*above, path), check, cache, packs)
        for parent in values.get("extends", ())
    ]
    selected = {rule.id for policy in extended for rule in policy.rules}
    framework = _framework(settings, rules)
    for control in framework.controls if framework else ():
        selected.update(control.rules)
    if "select" in values or not (extended or framework):
        selected |= _select(values.get("select", {}), settings, rules)
    policy = Policy(
        name=name,
        title=values["title"],
        rules=_with_severities(
            [rule for rule in rules if rule.id in selected],
            {r.id: r.severity.value for policy in extended for r in policy.rules},
        ),
        parameters=_merged(policy.parameters for policy in extended),
        waivers=tuple(waiver for policy in extended for waiver in policy.waivers),
        frameworks=(
            *(known for policy in extended for known in policy.frameworks),
            *([framework] if framework else []),
        ),
        choices=tuple(choice for policy in extended for choice in policy.choices),
    )
    found = adjust(policy, settings, rules, packs)
    # Which of our rules a policy of ours leaves out says nothing of a pack that the user wants.
    return replace(found, choices=policy.choices) if built_in else found


def adjust(
    policy: Policy, settings: Settings, rules: Sequence[Rule], packs: bool = False
) -> Policy:
    """A policy with the ``disable``, ``severity``, ``parameters`` and ``waivers`` of a file.

    rules: all that exist; a name in the file that is none of them is a ConfigurationError. What is
    disabled or has a severity may also be a check of a pack: with `packs` whatever it is called,
    which is then for the pack to say, else when it looks like one.
    """
    values = settings.values

    def meant(pattern: str, place: Path) -> set[str]:
        if packs or _CHECK.match(pattern):
            return _meaning(pattern.lower(), names)
        return _matching([pattern], place, settings, rules, names)

    names = _names(rules) if "disable" in values or "severity" in values else _Names({}, {})
    choices: list[Choice] = []
    disabled: set[str] = set()
    for index, pattern in enumerate(values.get("disable", ())):
        found = meant(pattern, ("disable", index))
        disabled |= found
        choices.append(Choice(pattern, settings.location("disable", index), bool(found)))
    severities: dict[str, str] = {}
    for name, level in values.get("severity", {}).items():
        found = meant(name, ("severity", name))
        severities.update(dict.fromkeys(found, level))
        where = settings.location("severity", name)
        choices.append(Choice(name, where, bool(found), Level(level)))
    parameters = dict(policy.parameters)
    for name, given in values.get("parameters", {}).items():
        for rule_id in _matching([name], ("parameters", name), settings, rules):
            _check_parameters(rule_id, given, settings, name, rules)
            parameters[rule_id] = {**parameters.get(rule_id, {}), **given}
    return replace(
        policy,
        rules=_with_severities([r for r in policy.rules if r.id not in disabled], severities),
        parameters=parameters,
        waivers=(*policy.waivers, *_waivers(settings)),
        choices=(*policy.choices, *choices),
    )


def _find(name: str, base: str) -> str:
    if re.fullmatch(r"[\w-]+", name):
        path = os.path.join(data_folder("policies"), f"{name}.yaml")
        if os.path.isfile(path):
            return path
    path = os.path.abspath(os.path.join(base, name))
    if os.path.isfile(path):
        return path
    raise ConfigurationError(
        f"no policy {name!r}: neither a file nor one of {', '.join(policy_names())}"
    )


def _select(select: Mapping[str, Value], settings: Settings, rules: Sequence[Rule]) -> set[str]:
    chosen = _matching(select.get("rules", ["*"]), ("select", "rules"), settings, rules)
    severity = Level(select.get("severity", "low")).rank
    confidence = Level(select.get("confidence", "low")).rank
    platforms = select.get("platforms")
    return {
        rule.id
        for rule in rules
        if rule.id in chosen
        and rule.severity.rank >= severity
        and rule.confidence.rank >= confidence
        and (platforms is None or rule.platform in platforms)
    }


def _matching(
    patterns: Iterable[str],
    place: Path,
    settings: Settings,
    rules: Sequence[Rule],
    names: _Names | None = None,
) -> set[str]:
    """The ids that patterns mean; one that means nothing is a mistake, not an empty set.

    names: `_names` of the rules, for who asks often.
    """
    found: set[str] = set()
    for index, pattern in enumerate(patterns):
        if names is None:
            names = _names(rules)
        hits = _meaning(pattern.lower(), names)
        if not hits:
            line = settings.lines.get((*place, index)) or settings.lines.get(place, 1)
            raise ConfigurationError(
                f"{settings.path}:{line}: no rule is called {pattern!r}{closest(rules, pattern)}"
            )
        found |= hits
    return found


@dataclass(frozen=True, slots=True)
class _Names:
    """known: ids and aliases in lower case -> the ids of the rules that are called so.

    wild: what patterns with wildcards were found to mean.
    """

    known: Mapping[str, set[str]]
    wild: dict[str, set[str]]


def _names(rules: Sequence[Rule]) -> _Names:
    known: dict[str, set[str]] = {}
    for rule in rules:
        for name in (rule.id, *rule.aliases):
            known.setdefault(name.lower(), set()).add(rule.id)
    return _Names(known, {})


def _meaning(pattern: str, names: _Names) -> set[str]:
    """The ids of all rules that a pattern in lower case means.

    A framework has hundreds of patterns for thousands of names, nearly none of which begin and end
    as the pattern does: only those are compared letter by letter, and once for all controls.
    """
    if "*" not in pattern and "?" not in pattern:
        return names.known.get(pattern, set())
    if pattern not in names.wild:
        parts = re.split(r"[*?]", pattern)
        head, tail = parts[0], parts[-1]
        least = len(head) + len(tail)
        # Between them a single star stands for anything.
        enough = "?" not in pattern and len(parts) == 2
        names.wild[pattern] = {
            rule_id
            for name, ids in names.known.items()
            if name.startswith(head)
            and name.endswith(tail)
            and len(name) >= least
            and (enough or like(name, pattern))
            for rule_id in ids
        }
    return names.wild[pattern]


def _framework(settings: Settings, rules: Sequence[Rule]) -> Framework | None:
    """The framework that a policy maps, its controls resolved to rules."""
    values = settings.values
    about = values.get("framework")
    if about is None:
        if "controls" in values:
            line = settings.lines.get(("controls",), 1)
            raise ConfigurationError(
                f"{settings.path}:{line}: controls need a framework: its name, version and source"
            )
        return None
    controls = []
    names = _names(rules)
    for name, control in values.get("controls", {}).items():
        if ("rules" in control) == ("manual" in control):
            line = settings.lines.get(("controls", name), 1)
            raise ConfigurationError(
                f"{settings.path}:{line}: control {name} wants either rules or manual, with why "
                "no rule can judge it"
            )
        place = ("controls", name, "rules")
        chosen = _matching(control.get("rules", ()), place, settings, rules, names)
        manual = control.get("manual", "")
        controls.append(Control(name, control["title"], tuple(sorted(chosen)), manual))
    return Framework(about["name"], about["version"], about["source"], tuple(controls))


def _check_parameters(
    rule_id: str,
    given: Mapping[str, Value],
    settings: Settings,
    name: str,
    rules: Sequence[Rule],
) -> None:
    known = next(rule.parameters for rule in rules if rule.id == rule_id)
    for parameter, value in given.items():
        line = settings.lines.get(("parameters", name, parameter), 1)
        if parameter not in known:
            raise ConfigurationError(
                f"{settings.path}:{line}: {rule_id} has no parameter {parameter!r}; "
                f"it has {', '.join(known) or 'none'}"
            )
        if not _is_like(value, known[parameter]):
            raise ConfigurationError(
                f"{settings.path}:{line}: {parameter!r} of {rule_id} is of another type than "
                f"its default, {known[parameter]!r}"
            )


def _is_like(value: Value, default: Value) -> bool:
    """Whether a parameter has the type that its rule reckons with, elements of lists as well."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, (list, tuple)):
        items = value if isinstance(value, list) else [None]
        return isinstance(value, list) and all(
            any(_is_like(item, known) for known in default) or not default for item in items
        )
    if isinstance(default, (int, float)):
        return isinstance(value, (int, float))
    return default is None or isinstance(value, type(default))


def _with_severities(rules: Iterable[Rule], levels: Mapping[str, str]) -> tuple[Rule, ...]:
    return tuple(
        replace(rule, severity=Level(levels[rule.id])) if rule.id in levels else rule
        for rule in rules
    )


def _merged(
    layers: Iterable[Mapping[str, Mapping[str, Value]]],
) -> dict[str, Mapping[str, Value]]:
    result: dict[str, Mapping[str, Value]] = {}
    for layer in layers:
        for rule_id, given in layer.items():
            result[rule_id] = {**result.get(rule_id, {}), **given}
    return result


def _waivers(settings: Settings) -> list[Waiver]:
    return [
        Waiver(
            rule=entry["rule"],
            reason=entry["reason"],
            owner=entry.get("owner", ""),
            address=entry.get("address"),
            path=entry.get("path"),
            until=entry.get("until"),
            location=settings.location("waivers", index),
            environment=entry.get("environment"),
        )
        for index, entry in enumerate(settings.values.get("waivers", ()))
    ]
