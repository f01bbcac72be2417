"""Whoever speaks to the container runtime's socket starts privileged containers: root on the node.

Docker's, containerd's, CRI-O's and Podman's sockets know no smaller right, and mounting one
read-only changes nothing, since writing to a socket is not writing to its file. Build images with a
builder that needs no daemon, and read metrics from the kubelet.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, matches, pod_spec

_SOCKET = re.compile(
    r"/(?:docker|dockershim|containerd|crio|podman|buildkitd|cri-dockerd)\.sock/*\Z"
    r"|\A(?:/var)?/run/(?:containerd|crio|podman|docker)/*\Z"
)


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Remove the volume that holds the container runtime's socket.",
    related_ids=("CKV_K8S_27", "KSV-0006", "docker-sock"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
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
      containers:
        - name: app
          image: app:1.0
      volumes:
        - name: docker
          hostPath:
            path: /var/run/docker.sock  # here
""",
        """
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
      volumes:
        - name: runtime
          hostPath: {path: /run/containerd}  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
  volumes:
    - name: app
      hostPath: {path: /run/app/app.sock}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
  volumes:
    - name: docker
      emptyDir: {}
""",
    ),
)
def check(workload):
    for volume in pod_spec(workload).each("volumes"):
        if matches(_SOCKET, volume.get("hostPath.path", default="")):
            yield volume.fail("hostPath.path", "the pod holds the container runtime's socket")
