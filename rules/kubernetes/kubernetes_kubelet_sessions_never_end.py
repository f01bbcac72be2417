"""A forgotten exec session stays open for ever, for whoever comes to the keyboard next.

streamingConnectionIdleTimeout of 0 switches the end of idle sessions off; four hours is the
default.
"""

from scanner import LOW, rule


@rule(
    on="KubeletConfiguration",
    severity=LOW,
    fix="Remove streamingConnectionIdleTimeout: 0.",
    related_ids=("CKV_K8S_143",),
    cwe=613,
    references=("https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",),
    bad=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
streamingConnectionIdleTimeout: 0s  # here
""",
    ),
    good=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
streamingConnectionIdleTimeout: 5m
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
maxPods: 110
""",
    ),
)
def check(kubelet):
    # Written by kubeadm as 0s, which the kubelet takes for its default; by hand mostly as 0.
    if kubelet.get("streamingConnectionIdleTimeout", default="4h") in ("0", "0s", "0m", "0h"):
        yield kubelet.fail("streamingConnectionIdleTimeout", "idle sessions never end")
