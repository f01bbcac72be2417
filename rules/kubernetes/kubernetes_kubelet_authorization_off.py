"""Any account of the cluster runs commands in every pod of the node.

With AlwaysAllow the kubelet asks nobody whether a request may be made. Webhook, the default of the
configuration file, asks the API server.
"""

from scanner import CRITICAL, rule


@rule(
    on="KubeletConfiguration",
    severity=CRITICAL,
    fix="Set authorization.mode to Webhook.",
    related_ids=("CKV_K8S_139",),
    cwe=862,
    references=("https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",),
    bad=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authorization:
  mode: AlwaysAllow  # here
""",
    ),
    good=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authorization: {mode: Webhook}
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDomain: cluster.local
""",
    ),
)
def check(kubelet):
    if kubelet.get("authorization.mode", default="Webhook") == "AlwaysAllow":
        yield kubelet.fail("authorization.mode", "the kubelet allows every request")
