"""Only the last of several variables of one name counts, and it is easy to change the other one.

`kubectl apply` merges the list by name and may also lose one of the two.
A variable whose value uses the earlier one of the same name is written as two names better.
"""

from scanner import LOW, rule
from scanner.shapes import CONTAINED, containers, repeated


@rule(
    on=CONTAINED,
    severity=LOW,
    fix="Remove all but one of the variables of that name.",
    aliases=("duplicate-env-var",),
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
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
          env:
            - name: MODE
              value: production
            - name: MODE  # here
              value: debug
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
          env:
            - {name: MODE, value: production}
            - {name: LEVEL, value: production}
        - name: proxy
          image: proxy:1.0
          env: [{name: MODE, value: proxy}]
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
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for variable in repeated(container, ("env",), "name"):
            yield variable.fail("name", f"{variable.get('name')} is set twice")
