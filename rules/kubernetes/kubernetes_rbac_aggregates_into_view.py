"""Everyone with the role view gets what this role grants, and view is meant to be harmless.

The label aggregate-to-view adds a role's rules to the built-in view. Kubernetes keeps secrets and
everything that writes out of it, because view is given away freely; so should you.
"""

from scanner import MEDIUM, rule

LABEL = "rbac.authorization.k8s.io/aggregate-to-view"
READING = ("get", "list", "watch")


@rule(
    on="ClusterRole",
    severity=MEDIUM,
    fix="Aggregate rules that write or read secrets into edit or admin instead.",
    cwe=269,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: widgets
  labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
rules:
  - apiGroups: [example.com]
    resources: [widgets]
    verbs:
      - get
      - update  # here
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: widgets
  labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
rules:
  - apiGroups: [""]
    resources: [secrets]  # here
    verbs: [get]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: widgets
  labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
rules:
  - {apiGroups: [example.com], resources: [widgets], verbs: [get, list, watch]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: widgets
  labels: {rbac.authorization.k8s.io/aggregate-to-edit: "true"}
rules:
  - {apiGroups: [example.com], resources: [widgets], verbs: [get, update]}
  - {apiGroups: [""], resources: [secrets], verbs: [get]}
""",
    ),
)
def check(role):
    if role.get(("metadata", "labels", LABEL)) != "true":
        return
    for entry in role.each("rules"):
        for item in entry.each("resources"):
            if item.value == "secrets":
                yield item.fail(message="view is extended by secrets")
        for verb in entry.each("verbs"):
            if verb.value not in READING:
                yield verb.fail(message=f"view is extended by {verb.value}")
