"""gitRepo volumes run git as root on the node, with whatever the repository tells it to do.

A crafted repository has executed commands on nodes that way, and since Kubernetes 1.33 the
volume is refused. Clone in an init container into an emptyDir instead.
"""

from scanner import HIGH, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=HIGH,
    fix="Clone the repository in an init container into an emptyDir.",
    cwe=94,
    references=("https://kubernetes.io/docs/concepts/storage/volumes/#gitrepo",),
    bad=(
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
    - name: source
      gitRepo:  # here
        repository: https://git.example.com/app.git
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
    - name: source
      emptyDir: {}
""",
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
        - name: gitRepo
          configMap: {name: git}
""",
    ),
)
def check(workload):
    for volume in pod_spec(workload).each("volumes"):
        if volume.is_set("gitRepo"):
            yield volume.fail("gitRepo", "the node clones a repository as root")
