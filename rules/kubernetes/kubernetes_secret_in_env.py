"""A secret in the manifest is read by everyone who may read the repository or the workload.

It stands in version control for good, in etcd, in `kubectl describe` and in every copy of the
rendered manifest. A reference to a Secret, a path to a file and an empty value are no secrets.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import CONTAINED, containers, credential_in, is_literal, is_secret_name


@rule(
    on=CONTAINED,
    severity=HIGH,
    confidence=MEDIUM,
    fix="Move the value into a secret, and mount it or refer to it.",
    related_ids=("env-var-secret", "KSV-0109"),
    cwe=798,
    references=("https://kubernetes.io/docs/concepts/security/secrets-good-practices/",),
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
            - name: DB_PASSWORD
              value: hunter2  # here
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
        - name: SETTINGS
          value: key=AKIAQWERTYUIOPASDFGH  # here
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
            - name: DB_PASSWORD
              valueFrom: {secretKeyRef: {name: db, key: password}}
            - {name: DB_PASSWORD_FILE, value: /run/secrets/db}
            - {name: DB_HOST, value: db}
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
        - {name: API_TOKEN, value: ""}
        - {name: ADMIN_PASSWORD, value: $(GENERATED)}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for variable in container.each("env"):
            name, value = variable.get("name", default=""), variable.get("value", default="")
            if credential_in(value) or (is_literal(value) and is_secret_name(name)):
                yield variable.fail("value", f"{name} holds a secret in clear text")
