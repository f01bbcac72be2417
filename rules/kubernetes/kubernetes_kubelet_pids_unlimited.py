"""One pod that forks without end takes every process number of its node.

podPidsLimit is -1, no limit, unless it is set. A few thousand are enough for nearly everything.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="KubeletConfiguration",
    severity=LOW,
    fix="Set podPidsLimit, to 4096 say.",
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/policy/pid-limiting/",),
    bad=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1  # here
kind: KubeletConfiguration
maxPods: 110
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
podPidsLimit: -1  # here
""",
    ),
    good=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
podPidsLimit: 4096
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
podPidsLimit: 100
---
apiVersion: v1
kind: Pod
metadata: {name: web}
""",
    ),
)
def check(kubelet):
    if quantity(kubelet.get("podPidsLimit", default=-1), default=-1) < 1:
        yield kubelet.fail("podPidsLimit", "a pod may start any number of processes")
