"""Files in a memory volume count as the container's memory, until it is killed.

An emptyDir with medium: Memory and no sizeLimit may take all that the pod may have; what fills it,
a log or a cache, then gets the container killed for want of memory. A sizeLimit makes the write
fail instead.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set sizeLimit beside medium: Memory.",
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",),
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
        - name: cache
          emptyDir:  # here
            medium: Memory
""",
    ),
    good=(
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
        - name: cache
          emptyDir: {medium: Memory, sizeLimit: 64Mi}
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
    - name: tmp
      emptyDir: {}
""",
    ),
)
def check(workload):
    for volume in pod_spec(workload).each("volumes"):
        in_memory = volume.get("emptyDir.medium", default="") == "Memory"
        if in_memory and not volume.is_set("emptyDir.sizeLimit"):
            name = volume.get("name")
            yield volume.fail("emptyDir.sizeLimit", f"the memory volume {name} has no size")
