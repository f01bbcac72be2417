"""The program gets the text $(NAME) instead of a value: NAME is defined below its use.

Kubernetes puts in what stands earlier in the list, or came from envFrom, and leaves anything else
as it is, without a word. $$(NAME) is meant literally.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, asks, containers, might


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Move the definition above the variable that uses it.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/",
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
            - name: URL
              value: https://$(HOST)/  # here
            - name: HOST
              value: shop.example.com
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
            - {name: HOST, value: shop.example.com}
            - {name: URL, value: "https://$(HOST)/"}
            - {name: PATTERN, value: "$$(NAME)"}
            - {name: NAME, value: x}
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
      env:
        - {name: FIRST, value: $(GIVEN)}
        - {name: GIVEN, value: again}
      envFrom: [{configMapRef: {name: web}}]
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
      env:
        - {name: HOST, value: first}
        - {name: URL, value: "https://$(HOST)/"}
        - {name: HOST, value: second}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        if container.is_set("envFrom"):
            continue
        if might(container.get("env"), "uses a variable too early"):
            yield container.fail("env", "a variable may be defined below its use")
        variables = sorted(container.each("env"), key=lambda variable: variable.key)
        for place, variable in enumerate(variables):
            earlier = [before.get("name", default="") for before in variables[:place]]
            for after in variables[place + 1 :]:
                name = after.get("name", default="")
                if _uses(variable.get("value", default=""), name) and name not in earlier:
                    yield variable.fail("value", f"{name} is defined below its use")
                    break


def _uses(value, name):
    def in_value(known):
        used = re.compile(r"(?<!\$)(?:\$\$)*\$\(" + re.escape(str(known)) + r"\)")
        return asks(value, f"uses {known}", lambda text: used.search(str(text)))

    return asks(name, f"is used in {value}", in_value)
