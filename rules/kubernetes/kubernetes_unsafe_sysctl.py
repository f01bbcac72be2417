"""This kernel parameter is not kept apart between pods, or nobody has shown that it is.

Setting it may weaken or starve the other pods of the node, and the kubelet refuses the pod unless
an administrator allowed the parameter. The safe ones are listed by Kubernetes.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, matches, pod_spec

# The Pod Security Standards, baseline, "Sysctls", as admission has them since 1.32; a slash may
# stand for the dot.
_SAFE = re.compile(
    r"\A(?:kernel[./]shm_rmid_forced|net[./]ipv4[./](?:ip_local_port_range"
    r"|ip_unprivileged_port_start|tcp_syncookies|ping_group_range|ip_local_reserved_ports"
    r"|tcp_keepalive_time|tcp_fin_timeout|tcp_keepalive_intvl|tcp_keepalive_probes|tcp_rmem|tcp_wmem))\Z"
)


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove the sysctl, or set it for a node pool of its own.",
    related_ids=("KSV-0026", "unsafe-sysctls"),
    cwe=693,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        sysctls:
          - name: net.ipv4.tcp_syncookies
            value: "1"
          - name: kernel.msgmax  # here
            value: "65536"
      containers:
        - name: app
          image: app:1.0
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - {name: net.ipv4.ip_local_port_range, value: "1024 65535"}
      - {name: kernel/shm_rmid_forced, value: "1"}
  containers:
    - name: app
      image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {sysctls: []}
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    for sysctl in pod_spec(workload).each("securityContext.sysctls"):
        name = sysctl.get("name", default="")
        if not matches(_SAFE, name):
            yield sysctl.fail("name", f"the sysctl {name} is not a safe one")
