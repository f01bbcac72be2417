"""Everything shares one namespace, so no quota, policy or role can tell one team from another.

Reported is what names the namespace default. What names none goes where kubectl, Kustomize, Helm
or a GitOps controller puts it, which the manifest does not tell.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS


@rule(
    on=(*WORKLOADS, "Service", "Ingress", "Role", "RoleBinding", "PersistentVolumeClaim"),
    severity=LOW,
    fix="Deploy into a namespace of its own.",
    related_ids=("CKV_K8S_21", "KSV-0110", "use-namespace"),
    cwe=653,
    references=("https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: default  # here
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}  # here
---
apiVersion: v1
kind: Pod
metadata: {name: kubernetes, namespace: default}  # here
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: kubernetes, namespace: default}
""",
    ),
)
def check(thing):
    if thing.get("metadata.namespace", default="") != "default":
        return
    if thing.type != "Service" or thing.get("metadata.name") != "kubernetes":
        yield thing.fail("metadata.namespace", "deployed into the namespace default")
