"""Callers are sent to pods that said they cannot answer: readiness probes count for nothing here.

publishNotReadyAddresses is for the members of a StatefulSet that find each other through a headless
Service before they are ready. On an ordinary Service it breaks each rollout.
"""

from scanner import MEDIUM, rule


@rule(
    on="Service",
    severity=MEDIUM,
    fix="Remove publishNotReadyAddresses, or make the Service headless.",
    cwe=703,
    references=(
        "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec",
    ),
    bad=(
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  publishNotReadyAddresses: true  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Service
metadata: {name: db-peers}
spec: {clusterIP: None, selector: {app: db}, publishNotReadyAddresses: true}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
""",
    ),
)
def check(service):
    published = service.get("spec.publishNotReadyAddresses", default=False)
    if published and service.get("spec.clusterIP", default="") != "None":
        yield service.fail(
            "spec.publishNotReadyAddresses", "pods get traffic before they can answer"
        )
