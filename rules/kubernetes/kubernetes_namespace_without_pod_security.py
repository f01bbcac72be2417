"""Nothing keeps a privileged pod out of this namespace.

Pod Security admission enforces what the namespace's label says, and privileged without one. Where
another controller (Kyverno, Gatekeeper) decides, or the cluster's own default is stricter, switch
this rule off. The namespaces of Kubernetes itself are left alone.
"""

from scanner import MEDIUM, rule

ENFORCE = ("metadata", "labels", "pod-security.kubernetes.io/enforce")


@rule(
    on="Namespace",
    severity=MEDIUM,
    fix="Label the namespace pod-security.kubernetes.io/enforce: restricted (or baseline).",
    cwe=693,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-admission/",),
    bad=(
        """
apiVersion: v1
kind: Namespace
metadata:  # here
  name: shop
""",
        """
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:  # here
    pod-security.kubernetes.io/warn: restricted
""",
    ),
    good=(
        """
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}
""",
        """
apiVersion: v1
kind: Namespace
metadata: {name: kube-system}
""",
    ),
)
def check(place):
    if place.get("metadata.name", default="").startswith("kube-"):
        return
    if not place.is_set(ENFORCE):
        yield place.fail(ENFORCE, "Pod Security admission enforces nothing here")
