"""The pod reads and writes the shared memory of the node's other processes.

With hostIPC everything that talks through System V IPC or POSIX queues on the node is open to the
container: databases and GPU programs keep data there. The containers of one pod share their own
IPC without it.
"""

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, pod_spec


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Remove hostIPC: true (Compose: ipc: host).",
    aliases=("CKV_K8S_18", "KSV-0008", "host-ipc"),
    cwe=653,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostIPC: true  # here
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
  hostIPC: false
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
  containers:
    - name: app
      image: app:1.0
      volumeMounts: [{name: shm, mountPath: /dev/shm}]
  volumes: [{name: shm, emptyDir: {medium: Memory, sizeLimit: 64Mi}}]
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if pod.get("hostIPC", default=False):
        yield pod.fail("hostIPC", "the pod shares the node's IPC")
