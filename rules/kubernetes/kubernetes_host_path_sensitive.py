"""The pod reads the node's own files: keys, kubelet credentials, other pods' secrets, devices.

The root, /etc, /proc, /sys, /dev, /root, /var/run and the folders of the kubelet, etcd and the
container runtime are enough to take the node over when writable, and to steal its credentials when
not. Single harmless files such as /etc/localtime are left alone.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, matches, pod_spec

_SENSITIVE = re.compile(
    r"\A/(?:/|\./)*(?:(?:bin|boot|dev|etc|home|lib|lib64|proc|run|sbin|sys|usr|var|var/lib|var/run"
    r"|etc/cron\.d|etc/ssh|etc/shadow|etc/sudoers)?"
    r"|(?:root|etc/kubernetes|var/lib/(?:kubelet|etcd|docker|containerd|containers|rancher))(?:/.*)?"
    r")/*\Z"
)


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Mount the one file that is needed, read-only, or remove the volume.",
    related_ids=("sensitive-host-mounts", "KSV-0121"),
    cwe=668,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
    ),
    bad=(
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
        - name: host
          hostPath:
            path: /  # here
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
    - name: pods
      hostPath: {path: /var/lib/kubelet/pods}  # here
    - name: etc
      hostPath: {path: /etc/}  # here
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
    - name: time
      hostPath: {path: /etc/localtime, type: File}
    - name: data
      hostPath: {path: /var/lib/shop}
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
      volumeMounts: [{name: run, mountPath: /var/run}]
  volumes:
    - name: run
      emptyDir: {}
""",
    ),
)
def check(workload):
    for volume in pod_spec(workload).each("volumes"):
        path = volume.get("hostPath.path", default="")
        if matches(_SENSITIVE, path):
            yield volume.fail("hostPath.path", f"volume {volume.get('name')} is the node's {path}")
