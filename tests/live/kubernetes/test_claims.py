"""What is live and no longer declared, told by managedFields alone; and where order counts."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scanner.drift.managers import entries
from scanner.drift.objects import differences
from scanner.drift.values import MISSING
from scanner.live.kubernetes.schema import built_in
from scanner.outcome import DriftClass

SCHEMA = built_in()
DEPLOYMENT: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web", "namespace": "shop", "labels": {"app": "web"}},
    "spec": {
        "replicas": 3,
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {
                "initContainers": [
                    {"name": "wait", "image": "a"},
                    {"name": "migrate", "image": "b"},
                ],
                "containers": [{"name": "web", "image": "nginx:1.25"}],
            },
        },
    },
}
# As kubectl apply --server-side records it: no values, no defaults, ``.`` for elements of lists.
APPLIED: dict[str, Any] = {
    "f:metadata": {"f:labels": {"f:app": {}}},
    "f:spec": {
        "f:replicas": {},
        "f:selector": {},
        "f:template": {
            "f:metadata": {"f:labels": {"f:app": {}}},
            "f:spec": {
                "f:initContainers": {
                    'k:{"name":"wait"}': {".": {}, "f:name": {}, "f:image": {}},
                    'k:{"name":"migrate"}': {".": {}, "f:name": {}, "f:image": {}},
                },
                "f:containers": {'k:{"name":"web"}': {".": {}, "f:name": {}, "f:image": {}}},
            },
        },
    },
}  # fmt: skip


def entry(fields: dict[str, Any], manager: str = "ci", operation: str = "Apply") -> dict[str, Any]:
    return {
        "manager": manager,
        "operation": operation,
        "time": "2026-02-03T04:05:06Z",
        "fieldsV1": fields,
    }


def pod(item: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = item["spec"]["template"]["spec"]
    return found


def applied(*others: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The live object after `kubectl apply --server-side` of DEPLOYMENT with more in it, and what
    that owns."""
    live, owned = copy.deepcopy(DEPLOYMENT), copy.deepcopy(APPLIED)
    live["spec"]["revisionHistoryLimit"] = 10
    live["metadata"]["labels"]["team"] = "a"
    owned["f:metadata"]["f:labels"]["f:team"] = {}
    web = pod(live)["containers"][0]
    web |= {"args": ["-x"], "env": [{"name": "A", "value": "1"}], "imagePullPolicy": "Always"}
    web["securityContext"] = {"privileged": True}
    mine = owned["f:spec"]["f:template"]["f:spec"]["f:containers"]['k:{"name":"web"}']
    mine |= {"f:args": {}, "f:env": {'k:{"name":"A"}': {".": {}, "f:name": {}, "f:value": {}}}}
    mine["f:securityContext"] = {"f:privileged": {}}
    live["metadata"]["managedFields"] = [entry(owned), *others]
    return live, owned


def found(
    live: dict[str, Any],
    declared: dict[str, Any] = DEPLOYMENT,
    recorded: dict[str, Any] | None = None,
) -> dict[str, tuple[DriftClass, Any]]:
    compared = differences(declared, live, recorded, entries(live), SCHEMA)
    return {
        ".".join(map(str, one.path)): (one.of, one.live if one.declared is MISSING else "declared")
        for one in compared.differences
    }


WEB = "spec.template.spec.containers.0"
REMOVED = {
    "metadata.labels.team": (DriftClass.UNDEPLOYED, "a"),
    f"{WEB}.args": (DriftClass.UNDEPLOYED, ["-x"]),
    f"{WEB}.env.0": (DriftClass.UNDEPLOYED, {"name": "A", "value": "1"}),
    f"{WEB}.securityContext.privileged": (DriftClass.UNDEPLOYED, True),
}


class TestRemovedFromTheManifest:
    def test_what_the_server_side_apply_owns_was_declared_once(self) -> None:
        live, _ = applied()
        assert found(live) == REMOVED

    def test_nothing_is_removed_that_the_manifest_still_has(self) -> None:
        live, _ = applied()
        assert found(live, live) == {}

    def test_what_an_update_owns_may_be_a_default(self) -> None:
        live, owned = applied()
        live["metadata"]["managedFields"] = [entry(owned, "helm", "Update")]
        assert found(live) == {}

    def test_a_controller_that_applies_its_own_fields_is_not_the_manifest_s(self) -> None:
        live, _ = applied()
        live["metadata"]["annotations"] = {"mesh/injected": "yes"}
        own = {"f:metadata": {"f:annotations": {"f:mesh/injected": {}}}}
        live["metadata"]["managedFields"].append(entry(own, "mesh"))
        assert found(live) == REMOVED

    def test_parts_of_an_object_from_several_files(self) -> None:
        """Both teams apply the label; only what the one with these keys had is told."""
        declared = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "c", "labels": {"app": "web"}},
            "data": {"a": "1"},
        }
        live = copy.deepcopy(declared)
        live["data"] |= {"old": "1", "b": "2"}
        label = {"f:labels": {"f:app": {}}}
        mine = {"f:metadata": label, "f:data": {"f:a": {}, "f:old": {}}}
        live["metadata"]["managedFields"] = [
            entry(mine),
            entry({"f:metadata": label, "f:data": {"f:b": {}}}, "other"),
        ]
        assert found(live, declared) == {"data.old": (DriftClass.UNDEPLOYED, "1")}
        # Whose it was nobody knows, where both own all that is declared.
        live["metadata"]["managedFields"][1]["fieldsV1"]["f:data"]["f:a"] = {}
        assert found(live, declared) == {}

    def test_an_edit_by_hand_is_no_removal(self) -> None:
        edit = {"f:spec": {"f:paused": {}}}
        live, _ = applied(entry(edit, "kubectl-edit", "Update"))
        live["spec"]["paused"] = True
        live["metadata"]["managedFields"][0] = entry(APPLIED)
        assert found(live) == {"spec.paused": (DriftClass.DIFFERS, True)}

    def test_a_set(self) -> None:
        declared = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "c", "finalizers": ["keep"]},
            "data": {"a": "1"},
        }
        live = copy.deepcopy(declared)
        live["metadata"]["finalizers"] += ["old", "theirs"]
        owned = {"f:metadata": {"f:finalizers": {'v:"keep"': {}, 'v:"old"': {}}}}
        live["metadata"]["managedFields"] = [entry({**owned, "f:data": {"f:a": {}}})]
        assert found(live, declared) == {"metadata.finalizers": (DriftClass.UNDEPLOYED, "declared")}

    @pytest.mark.parametrize(
        ("manager", "label", "value"),
        [
            ("helm", "app.kubernetes.io/managed-by", "Helm"),
            ("kustomize-controller", "kustomize.toolkit.fluxcd.io/name", "apps"),
            ("argocd-controller", "app.kubernetes.io/instance", "shop"),
            ("argocd-controller", "argocd.argoproj.io/instance", "shop"),
        ],
    )
    def test_what_tools_add_to_all_that_they_apply(
        self, manager: str, label: str, value: str
    ) -> None:
        live, owned = copy.deepcopy(DEPLOYMENT), copy.deepcopy(APPLIED)
        live["metadata"]["labels"][label] = value
        owned["f:metadata"]["f:labels"]["f:" + label] = {}
        live["metadata"]["managedFields"] = [entry(owned, manager)]
        assert found(live) == {}
        # The same where `kubectl apply` noted it, as Argo CD also applies.
        recorded = copy.deepcopy(DEPLOYMENT)
        recorded["metadata"]["labels"][label] = value
        assert found(live, recorded=recorded) == {}
        live["metadata"]["labels"]["other"] = "x"
        owned["f:metadata"]["f:labels"]["f:other"] = {}
        assert found(live) == {"metadata.labels.other": (DriftClass.UNDEPLOYED, "x")}


def containers(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "image": {"wait": "a", "migrate": "b"}.get(name, "c")} for name in names]


class TestOrder:
    """Source: the descriptions of these fields in the API's own OpenAPI document."""

    def test_init_containers_run_one_after_another(self) -> None:
        live = copy.deepcopy(DEPLOYMENT)
        pod(live)["initContainers"].reverse()
        place = "spec.template.spec.initContainers"
        assert found(live) == {place: (DriftClass.DIFFERS, "declared")}
        assert found(live, recorded=DEPLOYMENT) == {place: (DriftClass.DRIFTED, "declared")}
        assert found(live, recorded=live) == {place: (DriftClass.UNDEPLOYED, "declared")}
        (one,) = differences(DEPLOYMENT, live, DEPLOYMENT, [], SCHEMA).differences
        assert (one.declared, one.live) == (["wait", "migrate"], ["migrate", "wait"])

    def test_injected_ones_are_not_ours_to_order(self) -> None:
        live = copy.deepcopy(DEPLOYMENT)
        pod(live)["initContainers"] = containers("mesh", "wait", "mesh-2", "migrate")
        assert found(live) == {}

    def test_containers_start_together(self) -> None:
        declared, live = copy.deepcopy(DEPLOYMENT), copy.deepcopy(DEPLOYMENT)
        pod(declared)["containers"] = containers("web", "side")
        pod(live)["containers"] = containers("side", "web")
        assert found(live, declared) == {}

    @pytest.mark.parametrize(
        ("values", "order", "differs"),
        [
            (("1", "2"), (1, 0), False),
            (("1", "http://$(A)"), (1, 0), True),
            (("1", "http://$(A)"), (0, 1), False),
            # The reference was never resolved, and is not now.
            (("$(B)", "2"), (0, 1), False),
            (("$(NODE)", "2"), (1, 0), False),
        ],
    )
    def test_a_variable_may_use_those_before_it(
        self, values: tuple[str, str], order: tuple[int, int], differs: bool
    ) -> None:
        env = [{"name": name, "value": value} for name, value in zip("AB", values, strict=True)]
        declared, live = copy.deepcopy(DEPLOYMENT), copy.deepcopy(DEPLOYMENT)
        pod(declared)["containers"][0]["env"] = env
        pod(live)["containers"][0]["env"] = [env[index] for index in order]
        assert list(found(live, declared)) == ([f"{WEB}.env"] if differs else [])

    @pytest.mark.parametrize(
        ("place", "first", "second", "counts"),
        [
            ("envFrom", {"secretRef": {"name": "a"}}, {"configMapRef": {"name": "b"}}, True),
            ("args", "-a", "-b", True),
            ("volumeMounts", {"mountPath": "/a"}, {"mountPath": "/b"}, False),
        ],
    )
    def test_lists_of_a_container(self, place: str, first: Any, second: Any, counts: bool) -> None:
        declared, live = copy.deepcopy(DEPLOYMENT), copy.deepcopy(DEPLOYMENT)
        pod(declared)["containers"][0][place] = [first, second]
        pod(live)["containers"][0][place] = [second, first]
        assert list(found(live, declared)) == ([f"{WEB}.{place}"] if counts else [])
        live, recorded = copy.deepcopy(declared), copy.deepcopy(declared)
        assert found(live, declared, recorded) == {}

    def test_name_servers(self) -> None:
        declared, live = copy.deepcopy(DEPLOYMENT), copy.deepcopy(DEPLOYMENT)
        pod(declared)["dnsConfig"] = {"nameservers": ["10.0.0.1", "10.0.0.2"]}
        pod(live)["dnsConfig"] = {"nameservers": ["10.0.0.2", "10.0.0.1"]}
        assert list(found(live, declared)) == ["spec.template.spec.dnsConfig.nameservers"]

    def test_the_first_rule_that_matches_decides_what_a_failed_pod_means(self) -> None:
        rules = [
            {"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget"}]},
            {"action": "FailJob", "onExitCodes": {"operator": "In", "values": [42]}},
        ]
        declared = {
            "apiVersion": "batch/v1",
            "kind": "Job",
            "metadata": {"name": "j"},
            "spec": {"podFailurePolicy": {"rules": rules}, "template": {"spec": {}}},
        }
        live = copy.deepcopy(declared)
        live["spec"]["podFailurePolicy"]["rules"].reverse()
        assert list(found(live, declared)) == ["spec.podFailurePolicy.rules"]

    def test_rules_of_a_role_have_no_order(self) -> None:
        rules = [
            {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]},
            {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]},
        ]
        declared = {
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "Role",
            "metadata": {"name": "r"},
            "rules": rules,
        }
        assert found({**declared, "rules": rules[::-1]}, declared) == {}
