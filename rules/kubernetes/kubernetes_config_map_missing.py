"""The container waits for ever: a ConfigMap that it takes its settings from does not exist.

ConfigMaps are looked for in the same folder and namespace; where there are none at all they are
kept elsewhere, and those that Kustomize generates are not seen, hence the low confidence. What is
marked optional may be missing, and kube-root-ca.crt is made by Kubernetes.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, in_namespace, named, namespace, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    confidence=LOW,
    fix="Make the ConfigMap, or name one that exists.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/configuration/configmap/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1
          env:
            - name: MODE
              valueFrom:
                configMapKeyRef: {name: wbe, key: mode}  # here
          envFrom:
            - configMapRef: {name: wbe}  # here
      volumes:
        - name: files
          configMap:
            name: files  # here
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1
          envFrom: [{configMapRef: {name: web}}, {configMapRef: {name: local, optional: true}}]
      volumes:
        - {name: ca, configMap: {name: kube-root-ca.crt}}
        - {name: tmp, emptyDir: {}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {volumes: [{name: files, configMap: {name: files}}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: other}
""",
    ),
)
def check(workload):
    if not any(in_namespace(workload, namespace(workload), "ConfigMap")):
        return
    for reference in references(workload):
        name = reference.get("name", default="kube-root-ca.crt")
        if name == "kube-root-ca.crt" or reference.get("optional", default=False):
            continue
        if not any(named(workload, name, "ConfigMap")):
            yield reference.fail("name", f"there is no ConfigMap {name}")


def references(workload):
    for volume in pod_spec(workload).each("volumes"):
        yield volume.sub("configMap")
    for container in containers(workload):
        for source in container.each("envFrom"):
            yield source.sub("configMapRef")
        for variable in container.each("env"):
            yield variable.sub("valueFrom.configMapKeyRef")
