"""Who may impersonate acts as anyone, cluster administrators included.

A request with an Impersonate-User or -Group header is judged as that user's or group's. Limit the
rule by resourceNames to the identities that are meant.
"""

from scanner import HIGH, rule
from scanner.shapes import granted


@rule(
    on=("ClusterRole", "Role"),
    severity=HIGH,
    fix="Remove impersonate, or name the identities in resourceNames.",
    related_ids=("CKV2_K8S_3", "KSV-0043"),
    cwe=269,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: proxy}
rules:
  - apiGroups: [""]
    resources: [users]  # here
    verbs: [impersonate]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: proxy, namespace: shop}
rules:
  - apiGroups: [""]
    resources: [serviceaccounts]  # here
    verbs: [impersonate]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: proxy}
rules:
  - {apiGroups: [""], resources: [groups], resourceNames: [viewers], verbs: [impersonate]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: proxy, namespace: shop}
rules:
  - {apiGroups: [""], resources: [serviceaccounts], verbs: [get, list]}
""",
    ),
)
def check(role):
    for item in granted(role, "", ("users", "groups", "serviceaccounts"), ("impersonate",)):
        yield item.fail(message=f"the role may impersonate any of the {item.value}")
