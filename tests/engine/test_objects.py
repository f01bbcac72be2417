"""Kubernetes objects find each other by name, namespace and label, known and unknown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import View
from scanner.decisions import Decisions
from scanner.model import Location, Origin, Resource, Unknown
from scanner.relations import Index
from scanner.shapes import (
    components,
    contains,
    flag,
    granted,
    in_namespace,
    is_built_in,
    lists,
    named,
    namespace,
    pod_labels,
    replicas,
    routed,
    scaled,
    scaling,
    selected,
    selecting,
    selects,
    subjects,
)


class Source:
    def locate(self, path: object) -> Location:
        return Location("manifest.yaml")


def thing(kind: str, name: Any = "x", spaced: Any = None, **attributes: Any) -> Resource:
    metadata = {"name": name, **({} if spaced is None else {"namespace": spaced})}
    content = {"metadata": metadata, **attributes}
    return Resource(kind, f"{kind}/-/{name}", content, Origin.CODE, Source(), ".")


def deployment(name: str, labels: Any, spaced: Any = None) -> Resource:
    return thing("Deployment", name, spaced, spec={"template": {"metadata": {"labels": labels}}})


def service(name: str, selector: Any, spaced: Any = None) -> Resource:
    return thing("Service", name, spaced, spec={"selector": selector})


def views(*resources: Resource) -> list[View]:
    index, run = Index(resources), Decisions()
    return [View(resource, run, index, {}) for resource in resources]


def names(found: Any) -> list[str]:
    return [view.get("metadata.name") for view in found]


def verdicts(ask: Any, *resources: Resource) -> set[bool]:
    """What a question about the first resource answers over all outcomes of its decisions."""
    index, found, pending = Index(resources), set(), [()]
    while pending:
        run = Decisions(pending.pop())
        given = len(run._outcomes)
        found.add(bool(ask(View(resources[0], run, index, {}))))
        pending += [(*run.taken[:at], not run.taken[at]) for at in range(given, len(run.taken))]
    return found


# --- By label ------------------------------------------------------------------------------------

LABELS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xy"), max_size=3)
SPACES = st.sampled_from([None, "default", "shop"])


@settings(max_examples=100)
@given(
    st.lists(st.tuples(LABELS, SPACES), max_size=5), st.lists(st.tuples(LABELS, SPACES), max_size=5)
)
def test_the_table_finds_what_trying_each_with_each_finds(pods: Any, services: Any) -> None:
    workloads = [deployment(f"d{i}", labels, spaced) for i, (labels, spaced) in enumerate(pods)]
    holders = [service(f"s{i}", labels, spaced) for i, (labels, spaced) in enumerate(services)]
    for kind in ("PodDisruptionBudget", "NetworkPolicy"):
        path = "selector" if kind == "PodDisruptionBudget" else "podSelector"
        holders += [
            thing(kind, f"{kind}{i}", spaced, spec={path: {"matchLabels": labels}})
            for i, (labels, spaced) in enumerate(services)
        ]
    seen = views(*workloads, *holders)
    first, rest = seen[: len(workloads)], seen[len(workloads) :]
    for holder in rest:
        plain = holder.type == "Service"
        path = "spec.podSelector" if holder.type == "NetworkPolicy" else "spec.selector"
        matching = [
            pod
            for pod in first
            if namespace(pod) == namespace(holder)
            and selects(holder.sub(path), pod_labels(pod), plain)
        ]
        assert sorted(names(selected(holder))) == sorted(names(matching))
        for pod in first:
            back = holder.get("metadata.name") in names(selecting(pod, holder.type))
            assert back == (pod in matching)


def test_a_thousand_services_do_not_look_at_a_thousand_workloads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where most labels are the same, as those of a chart's release."""
    labels = [{"release": "shop", "app": f"a{i}", "tier": "web"} for i in range(1000)]
    pods = [deployment(f"d{i}", own) for i, own in enumerate(labels)]
    asking = [service(f"s{i}", own) for i, own in enumerate(labels)]
    looked = 0
    original = View.keyed

    def counted(self: View, *arguments: Any) -> Any:
        nonlocal looked
        for found in original(self, *arguments):
            looked += 1
            yield found

    monkeypatch.setattr(View, "keyed", counted)
    seen = views(*asking, *pods)
    assert all(len(list(selected(one))) == 1 for one in seen[:1000])
    assert all(len(list(selecting(one, "Service"))) == 1 for one in seen[1000:])
    assert looked == 2000


@pytest.mark.parametrize(
    ("expressions", "labels", "answer"),
    [
        ([{"key": "a", "operator": "In", "values": ["x", "y"]}], {"a": "y"}, True),
        ([{"key": "a", "operator": "In", "values": ["x"]}], {"a": "y"}, False),
        ([{"key": "a", "operator": "In", "values": ["x"]}], {}, False),
        ([{"key": "a", "operator": "NotIn", "values": ["x"]}], {"a": "y"}, True),
        ([{"key": "a", "operator": "NotIn", "values": ["x"]}], {"a": "x"}, False),
        ([{"key": "a", "operator": "NotIn", "values": ["x"]}], {}, True),
        ([{"key": "a", "operator": "Exists"}], {"a": "x"}, True),
        ([{"key": "a", "operator": "Exists"}], {}, False),
        ([{"key": "a", "operator": "DoesNotExist"}], {"a": "x"}, False),
        ([{"key": "a", "operator": "DoesNotExist"}], {}, True),
        ([], {}, True),
    ],
)
def test_expressions(expressions: Any, labels: Any, answer: bool) -> None:
    """kubernetes.io, "Labels and Selectors": resources that support set-based requirements."""
    spec = {"selector": {"matchExpressions": expressions}}
    holder, pod = views(thing("PodDisruptionBudget", spec=spec), deployment("d", labels))
    assert selects(holder.sub("spec.selector"), pod_labels(pod)) is answer
    assert bool(names(selected(holder))) is answer


def test_what_selects_nothing_and_what_selects_all() -> None:
    pod = deployment("d", {"a": "x"})
    empty = {"Service": False, "NetworkPolicy": True, "PodDisruptionBudget": False}
    for kind, all_of_them in empty.items():
        holder, workload = views(thing(kind, spec={}), pod)
        assert bool(names(selected(holder))) is all_of_them
        assert bool(names(selecting(workload, kind))) is all_of_them


@pytest.mark.parametrize(
    "pod",
    [
        deployment("d", {"a": Unknown("u")}),
        deployment("d", Unknown("u")),
        deployment("d", {"a": "x"}, Unknown("u")),
        thing("Deployment", "d", spec=Unknown("u")),
    ],
)
def test_what_is_unknown_of_a_workload_may_be_selected(pod: Resource) -> None:
    assert verdicts(lambda s: any(selected(s)), service("s", {"a": "x"}), pod) == {True, False}
    assert verdicts(lambda p: any(selecting(p, "Service")), pod, service("s", {"a": "x"})) == {
        True,
        False,
    }


def test_what_is_unknown_of_a_selector_is_asked_last() -> None:
    pods = [deployment("d", {"a": "x", "b": "y"}), deployment("e", {"a": "z", "b": "y"})]
    asking = service("s", {"a": "x", "b": Unknown("u")})
    assert verdicts(lambda s: any(selected(s)), asking, *pods) == {True, False}
    other = service("s", {"a": "w", "b": Unknown("u")})
    assert verdicts(lambda s: any(selected(s)), other, *pods) == {False}


# --- By name -------------------------------------------------------------------------------------


def test_names_are_looked_for_in_their_namespace() -> None:
    asking, *_ = views(
        thing("Ingress", spaced="shop"),
        thing("Service", "web", "shop"),
        thing("Service", "web"),
        thing("Service", "db", "shop"),
        thing("ClusterRole", "web"),
    )
    assert len(list(named(asking, "web", "Service"))) == 1
    assert len(list(named(asking, "web", "Service", "ClusterRole"))) == 2
    assert len(list(named(asking, "web", "Service", within="default"))) == 1
    assert len(list(named(asking, "other", "Service"))) == 0
    assert len(list(in_namespace(asking, "shop", "Service"))) == 2
    assert [namespace(view) for view in named(asking, "web", "ClusterRole")] == [""]


@pytest.mark.parametrize(("name", "spaced"), [(Unknown("u"), None), ("web", Unknown("u"))])
def test_an_unknown_name_may_be_the_one(name: Any, spaced: Any) -> None:
    ask = lambda view: any(named(view, "web", "Service"))  # noqa: E731
    assert verdicts(ask, thing("Ingress"), thing("Service", name, spaced)) == {True, False}


def test_autoscalers_and_their_workloads() -> None:
    target = {"scaleTargetRef": {"kind": "Deployment", "name": "web"}, "maxReplicas": 3}
    hpa, web, *others = views(
        thing("HorizontalPodAutoscaler", "h", spec=target),
        deployment("web", {}),
        deployment("web", {}, "shop"),
        thing("StatefulSet", "web"),
        deployment("db", {}),
    )
    assert names(scaled(hpa)) == ["web"]
    assert names(scaling(web)) == ["h"]
    assert [names(scaling(other)) for other in others] == [[], [], []]


def test_a_rollout_is_scaled_by_its_kind() -> None:
    target = {"scaleTargetRef": {"kind": "Rollout", "name": "web"}}
    hpa, rollout = views(
        thing("HorizontalPodAutoscaler", "h", spec=target), thing("Rollout.argoproj.io", "web")
    )
    assert names(scaled(hpa)) == ["web"]
    assert names(scaling(rollout)) == ["h"]


def test_routes() -> None:
    def ingress(name: str, **rule: Any) -> Resource:
        return thing("Ingress", name, spec={"rules": [rule]})

    one, *_ = views(
        ingress("one", host="a.example", http={"paths": [{"path": "/x"}]}),
        ingress("two", host="a.example", http={"paths": [{"path": "/x"}, {"path": "/y"}]}),
        ingress("three", host="b.example", http={"paths": [{"path": "/x"}]}),
        ingress("four", http={"paths": [{}]}),
        ingress("five"),
    )
    assert names(routed(one, "a.example", "/x")) == ["two"]
    assert names(routed(one, "", "/")) == ["four"]


# --- Roles ---------------------------------------------------------------------------------------


def role(name: str = "r", **rule: Any) -> View:
    full = {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"], **rule}
    return views(thing("ClusterRole", name, rules=[full]))[0]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({}, True),
        ({"apiGroups": ["*"]}, True),
        ({"verbs": ["*"]}, True),
        ({"resources": ["*"]}, False),
        ({"apiGroups": ["apps"]}, False),
        ({"verbs": ["create"]}, False),
        ({"resourceNames": ["one"]}, False),
        ({"resourceNames": []}, True),
    ],
)
def test_what_a_role_grants(rule: Any, found: bool) -> None:
    assert bool(list(granted(role(**rule), "", ("secrets",), ("get", "list")))) is found


def test_built_in_roles_grant_what_they_must() -> None:
    assert not list(granted(role("system:node"), "", ("secrets",), ("get",)))
    assert is_built_in(role("cluster-admin"))
    assert not is_built_in(role("administrators"))


def test_subjects_by_kind_and_name() -> None:
    listed = [{"kind": "User", "name": "a"}, {"kind": "Group", "name": "a"}]
    (binding,) = views(thing("RoleBinding", subjects=listed))
    assert [view.path for view in subjects(binding, "Group", ("a",))] == [("subjects", 1)]


# --- Programs, numbers and networks --------------------------------------------------------------


def program(*command: Any, args: Any = ()) -> View:
    container = {"command": list(command), "args": list(args)}
    (pod,) = views(thing("Pod", spec={"containers": [container]}))
    return pod


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("--a=b",), "b"),
        (("--a=b=c",), "b=c"),
        (("--a", "b"), "b"),
        (("--a", "--b"), "true"),
        (("--a",), "true"),
        (("--ab=c",), "none"),
        ((), "none"),
    ],
)
def test_flags(words: tuple[str, ...], value: str) -> None:
    for pod in (program("/bin/run", *words), program("run", args=words)):
        (container,) = components(pod, "run", "walk")
        assert flag(container, "a", default="none") == value


def test_a_variable_stands_for_a_flag() -> None:
    container = {"command": ["etcd", "--b=c"], "env": [{"name": "ETCD_A_X", "value": "y"}]}
    (pod,) = views(thing("Pod", spec={"containers": [container]}))
    (etcd,) = components(pod, "etcd")
    assert flag(etcd, "a-x", environment="ETCD_") == "y"
    assert flag(etcd, "b", environment="ETCD_") == "c"
    assert flag(etcd, "a-x", default="none") == "none"


def test_other_programs_are_none_of_these() -> None:
    assert not list(components(program("runner"), "run"))
    assert not list(components(program(), "run"))


def test_an_unknown_word_may_be_the_flag() -> None:
    pod = program("run", Unknown("u"), "--b=c").resource
    ask = lambda view: flag(next(components(view, "run")), "a", default="") == "x"  # noqa: E731
    assert verdicts(ask, pod) == {True, False}


def test_words_of_a_list() -> None:
    assert lists("Node,RBAC", "RBAC")
    assert lists("Node, RBAC", "RBAC")
    assert not lists("NodeX,XRBAC", "RBAC")
    assert not lists(None, "RBAC")


def test_replicas() -> None:
    specs: list[dict[str, Any]] = [{}, {"replicas": 3}, {"replicas": "2"}]
    found = [replicas(view) for view in views(*(thing("Deployment", spec=s) for s in specs))]
    assert found == [1, 3, 2]


@pytest.mark.parametrize(
    ("network", "found"),
    [
        ("0.0.0.0/0", True),
        ("169.254.169.254/32", True),
        ("169.254.0.1/16", True),
        ("169.254.0.0/17", False),
        ("::/0", False),
        ("nonsense", False),
        (None, False),
    ],
)
def test_networks_contain_addresses(network: Any, found: bool) -> None:
    assert contains(network, "169.254.169.254") is found
