"""Anyone on the network runs commands in every pod of the node.

The kubelet's API execs into containers and shows their logs. In its configuration file anonymous
requests are refused by default, and are let in only where it says so.
"""

from scanner import CRITICAL, rule


@rule(
    on="KubeletConfiguration",
    severity=CRITICAL,
    fix="Set authentication.anonymous.enabled to false.",
    related_ids=("CKV_K8S_138",),
    cwe=306,
    references=("https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",),
    bad=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous:
    enabled: true  # here
""",
    ),
    good=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}}
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {webhook: {enabled: true}}
""",
    ),
)
def check(kubelet):
    if kubelet.get("authentication.anonymous.enabled", default=False):
        yield kubelet.fail("authentication.anonymous.enabled", "the kubelet lets anyone in")
