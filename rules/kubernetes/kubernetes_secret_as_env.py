"""A secret in the environment is inherited by every child process and printed by crash reports.

A mounted file is read by who opens it, changes when the Secret does, and stays out of dumps of the
environment. Many images take secrets by the environment alone, so this is hygiene.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Mount the Secret as a volume and read it from its file.",
    aliases=("CKV_K8S_35",),
    related_ids=("read-secret-from-env-var",),
    cwe=526,
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
              valueFrom:
                secretKeyRef: {name: db, key: password}  # here
          envFrom:
            - secretRef: {name: web}  # here
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
          env: [{name: DB_PASSWORD_FILE, value: /run/secrets/db/password}]
          envFrom: [{configMapRef: {name: web}}]
          volumeMounts: [{name: db, mountPath: /run/secrets/db}]
      volumes:
        - {name: db, secret: {secretName: db}}
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
        - name: NODE
          valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for variable in container.each("env"):
            if variable.is_set("valueFrom.secretKeyRef"):
                name = variable.get("name")
                yield variable.fail("valueFrom.secretKeyRef", f"{name} is a Secret's value")
        for source in container.each("envFrom"):
            if source.is_set("secretRef"):
                yield source.fail("secretRef", "the environment holds all of a Secret")
