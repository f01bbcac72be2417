"""Who may approve certificate requests issues itself a certificate for any user or node.

Approving needs approve on the signer, signing needs sign; both may be limited to one signer by
resourceNames. A certificate cannot be revoked before it expires.
"""

from scanner import HIGH, rule
from scanner.shapes import granted


@rule(
    on="ClusterRole",
    severity=HIGH,
    fix="Leave approval to the controller; name the signer in resourceNames.",
    related_ids=("CKV_K8S_156",),
    cwe=269,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: approver}
rules:
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests/approval]
    verbs: [update]
  - apiGroups: [certificates.k8s.io]
    resources: [signers]  # here
    verbs: [approve]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: approver}
rules:
  - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [get]}
  - apiGroups: [certificates.k8s.io]
    resources: [signers]
    resourceNames: [example.com/serving]
    verbs: [approve]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: requester}
rules:
  - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create]}
  - {apiGroups: [certificates.k8s.io], resources: [signers], verbs: [get]}
""",
    ),
)
def check(role):
    for item in granted(role, "certificates.k8s.io", ("signers",), ("approve", "sign")):
        yield item.fail(message="the role approves certificates of every signer")
