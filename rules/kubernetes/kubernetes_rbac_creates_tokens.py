"""Who may create tokens of service accounts takes over any of them, as often as it likes.

create on serviceaccounts/token issues a token for an account without touching its secrets or pods.
Name the accounts in resourceNames.
"""

from scanner import HIGH, rule
from scanner.shapes import granted


@rule(
    on=("ClusterRole", "Role"),
    severity=HIGH,
    fix="Name the service accounts in resourceNames.",
    cwe=269,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: broker}
rules:
  - apiGroups: [""]
    resources: [serviceaccounts/token]  # here
    verbs: [create]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: broker, namespace: vault}
rules:
  - {apiGroups: [""], resources: [serviceaccounts/token], resourceNames: [web], verbs: [create]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: broker}
rules:
  - {apiGroups: [""], resources: [serviceaccounts], verbs: [create]}
""",
    ),
)
def check(role):
    for item in granted(role, "", ("serviceaccounts/token",), ("create",)):
        yield item.fail(message="the role issues tokens of any service account")
