"""Drift of a cluster: CPU seconds for many objects, read page by page and compared.

    python bench/kubernetes.py [OBJECTS]

Half of them Deployments, the rest Services, ConfigMaps and RoleBindings, in 20 namespaces; one
of fifty was changed by hand. A server in a process of its own answers from memory. Prints as
JSON: CPU and wall seconds of the whole command, from start-up and the reading of the manifests to
the report; requests; findings. The aim is 5,000 objects in under 5 seconds of CPU.
"""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


def declared(count: int) -> Iterator[dict[str, Any]]:
    """The objects of the manifests."""
    for number in range(count):
        home = {"name": f"o{number}", "namespace": f"n{number % 20}", "labels": {"app": "a"}}
        if number % 2 == 0:
            container = {
                "name": "web",
                "image": "nginx:1.25",
                "ports": [{"containerPort": 80}],
                "env": [{"name": f"V{n}", "value": str(n)} for n in range(5)],
                "resources": {"limits": {"cpu": 1, "memory": "1024Mi"}},
                "securityContext": {"allowPrivilegeEscalation": False},
            }
            yield {
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": home,
                "spec": {
                    "replicas": 3,
                    "selector": {"matchLabels": {"app": f"o{number}"}},
                    "template": {
                        "metadata": {"labels": {"app": f"o{number}"}},
                        "spec": {"containers": [container, {"name": "side", "image": "s:1"}]},
                    },
                },
            }
        elif number % 6 == 1:
            spec = {"selector": {"app": f"o{number}"}, "ports": [{"port": 80, "name": "http"}]}
            yield {"apiVersion": "v1", "kind": "Service", "metadata": home, "spec": spec}
        elif number % 6 == 3:
            data = {f"k{n}": "v" * 40 for n in range(5)}
            yield {"apiVersion": "v1", "kind": "ConfigMap", "metadata": home, "data": data}
        else:
            group = "rbac.authorization.k8s.io"
            yield {
                "apiVersion": f"{group}/v1",
                "kind": "RoleBinding",
                "metadata": home,
                "roleRef": {"apiGroup": group, "kind": "Role", "name": "r"},
                "subjects": [{"kind": "Group", "name": "devs", "apiGroup": group}],
            }


def live(item: dict[str, Any], number: int) -> dict[str, Any]:
    """As a server holds it: defaults, managedFields, and now and then a change."""
    found = copy.deepcopy(item)
    found["metadata"]["annotations"] = {LAST_APPLIED: json.dumps(item)}
    owned = {name: {} for name in ("f:spec", "f:data", "f:subjects") if name[2:] in item}
    entry = {"operation": "Update", "time": "2026-01-01T00:00:00Z", "fieldsV1": owned}
    found["metadata"]["managedFields"] = [{"manager": "kubectl-client-side-apply", **entry}]
    if item["kind"] == "Deployment":
        found["spec"] |= {"revisionHistoryLimit": 10, "progressDeadlineSeconds": 600}
        pod = found["spec"]["template"]["spec"]
        pod |= {"dnsPolicy": "ClusterFirst", "restartPolicy": "Always", "securityContext": {}}
        for container in pod["containers"]:
            container |= {"imagePullPolicy": "IfNotPresent", "terminationMessagePolicy": "File"}
        pod["containers"][0]["ports"][0]["protocol"] = "TCP"
        limits = {"cpu": "1", "memory": "1Gi"}
        pod["containers"][0]["resources"] = {"limits": limits, "requests": limits}
        if number % 50 == 0:
            found["spec"]["replicas"] = 9
    if item["kind"] == "Service":
        found["spec"] |= {"clusterIP": "10.0.0.1", "type": "ClusterIP", "sessionAffinity": "None"}
        found["spec"]["ports"][0] |= {"protocol": "TCP", "targetPort": 80}
    return found


def serve(count: int) -> None:
    """Answer until standard input ends."""
    from kubernetes_server import ClusterApi
    from web_server import Answer, WebServer

    api = ClusterApi(Answer)
    for number, item in enumerate(declared(count)):
        api.put(live(item, number))
    with WebServer(api) as server:
        print(server.url, flush=True)
        sys.stdin.read()
        print(len(server.log), flush=True)


def measure(count: int) -> dict[str, Any]:
    """Run the command once, in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "m").mkdir()
        items = [json.dumps(item, indent=1) for item in declared(count)]
        for start in range(0, count, 100):
            name = folder / "m" / f"{start}.yaml"
            name.write_text("\n---\n".join(items[start : start + 100]))
        command = [sys.executable, __file__, "--serve", str(count)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
            assert server.stdin is not None
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            names = {"cluster": "k", "user": "u"}
            config = {
                "apiVersion": "v1",
                "kind": "Config",
                "current-context": "c",
                "contexts": [{"name": "c", "context": names}],
                "clusters": [{"name": "k", "cluster": {"server": url}}],
                "users": [{"name": "u", "user": {}}],
            }
            (folder / "config").write_text(json.dumps(config))
            environment = {**os.environ, "KUBECONFIG": str(folder / "config")}
            environment["PYTHONPATH"] = str(ROOT)
            before, started = os.times(), time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "scanner.cli.main", "drift", "m", "--format", "json"],
                cwd=folder,
                env=environment,
                capture_output=True,
                check=False,
            )
            after, wall = os.times(), time.perf_counter() - started
            server.stdin.close()
            requests = int(server.stdout.readline())
        report = json.loads(done.stdout)
    spent = after.children_user + after.children_system
    return {
        "objects": count,
        "cpu_seconds": round(spent - before.children_user - before.children_system, 2),
        "wall_seconds": round(wall, 2),
        "requests": requests,
        "findings": len(report["results"]),
        "exit_code": done.returncode,
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]))
    else:
        print(json.dumps(measure(int(sys.argv[1]) if sys.argv[1:] else 5000), indent=1))
