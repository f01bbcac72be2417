"""A wildcard grants what exists today and whatever is added tomorrow.

A role with * in its verbs, resources or API groups covers secrets, exec and every custom resource
that an operator brings along later. Name what is needed. Roles that Kubernetes itself defines
(cluster-admin, system:*) are left alone.
"""

from scanner import HIGH, rule


@rule(
    on=("Role", "ClusterRole"),
    severity=HIGH,
    fix="Name the API groups, resources and verbs that are needed.",
    aliases=("CKV_K8S_49",),
    related_ids=("KSV-0044", "KSV-0045", "KSV-0046", "wildcard-in-rules"),
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: ["pods", "*"]  # here
    verbs: ["get"]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs:
      - "*"  # here
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - apiGroups: ["", "apps"]
    resources: ["pods", "deployments"]
    verbs: ["get", "list", "watch"]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: cluster-admin
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: system:controller:generic-garbage-collector
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["delete"]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: metrics
rules:
  - nonResourceURLs: ["/metrics/*"]
    verbs: ["get"]
""",
    ),
)
def check(role):
    name = role.get("metadata.name", default="")
    if name == "cluster-admin" or name.startswith("system:"):
        return
    for entry in role.each("rules"):
        for attribute in ("apiGroups", "resources", "verbs"):
            for item in entry.each(attribute):
                if item.value == "*":
                    yield item.fail(message=f"{attribute} has a wildcard")
