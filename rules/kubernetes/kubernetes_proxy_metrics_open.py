"""The metrics of kube-proxy, and its configuration, are open to the whole network.

It listens on 127.0.0.1:10249 unless metricsBindAddress names another address.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches

LOCAL = re.compile(r"^(127\.\d+\.\d+\.\d+|\[?::1\]?|localhost)(:\d+)?$")


@rule(
    on="KubeProxyConfiguration",
    severity=LOW,
    fix="Remove metricsBindAddress or set 127.0.0.1:10249.",
    cwe=668,
    references=("https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/",),
    bad=(
        """
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
metricsBindAddress: 0.0.0.0:10249  # here
""",
    ),
    good=(
        """
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
""",
        """
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
metricsBindAddress: 127.0.0.1:10249
""",
    ),
)
def check(proxy):
    # An empty text is what kubeadm writes for the default.
    address = proxy.get("metricsBindAddress", default="") or "127.0.0.1"
    if not matches(LOCAL, address):
        yield proxy.fail("metricsBindAddress", "the metrics are open to the network")
