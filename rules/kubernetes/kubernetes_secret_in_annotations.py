"""Annotations are read by everyone who may read the object, and by every controller and log.

A password for a load balancer or the copy of a Secret that `kubectl apply` keeps in
last-applied-configuration stands there in the clear. The name of a Secret is no secret.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import WORKLOADS, credential_in, entry_key, is_literal, is_secret_name

_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


@rule(
    on=(*WORKLOADS, "Service", "Ingress", "ConfigMap", "Secret", "ServiceAccount", "Namespace"),
    severity=HIGH,
    confidence=MEDIUM,
    fix="Move the value into a Secret and name the Secret in the annotation.",
    cwe=312,
    references=("https://kubernetes.io/docs/concepts/security/secrets-good-practices/",),
    bad=(
        """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/api-token: abc123  # here
    note: deploy with AKIAQWERTYUIOPASDFGH  # here
""",
        """
apiVersion: v1
kind: Secret
metadata:
  name: db
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"pw":"aHVudGVyMg=="}}'  # here
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/auth-secret-name: basic
    example.com/api-token: ""
    team: shop
""",
        """
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"host":"db"}}'
---
apiVersion: v1
kind: Secret
metadata: {name: db, annotations: {team: shop}}
""",
    ),
)
def check(resource):
    of_secret = resource.type == "Secret"
    for entry in resource.entries("metadata.annotations"):
        key = entry_key(entry)
        named = is_literal(entry.value) and is_secret_name(key)
        if named or credential_in(entry.value) or (of_secret and key == _APPLIED):
            yield entry.fail(message="an annotation holds a secret")
