"""Anyone on the network sees the node's pods, their settings and their environment's names.

The read-only port serves without any authentication. In the configuration file it is off (0) by
default.
"""

from scanner import HIGH, rule


@rule(
    on="KubeletConfiguration",
    severity=HIGH,
    fix="Set readOnlyPort to 0.",
    related_ids=("CKV_K8S_141",),
    cwe=306,
    references=("https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",),
    bad=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
readOnlyPort: 10255  # here
""",
    ),
    good=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
readOnlyPort: 0
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
port: 10250
""",
    ),
)
def check(kubelet):
    if kubelet.get("readOnlyPort", default=0) != 0:
        yield kubelet.fail("readOnlyPort", "the kubelet serves a port without authentication")
