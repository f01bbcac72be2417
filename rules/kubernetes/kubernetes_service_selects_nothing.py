"""The Service sends its traffic nowhere: no workload carries the labels it selects.

This is how a blue-green switch goes wrong: the selector names a colour that is not deployed. Only
workloads in the same folder and namespace are looked at, so the finding is of medium confidence:
the pods may come from elsewhere, and a folder without any workload is left alone.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, in_namespace, namespace, selected


@rule(
    on="Service",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Make the selector equal to labels of the pod template it is meant for.",
    aliases=("dangling-service",),
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/services-networking/service/",),
    bad=(
        """
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:  # here
    app: web
    colour: green
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-blue
spec:
  template:
    metadata:
      labels: {app: web, colour: blue}
""",
        """
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:  # here
    app: web
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: other
  labels: {app: web}
---
apiVersion: v1
kind: Pod
metadata:
  name: db
  namespace: shop
  labels: {app: db}
""",
    ),
    good=(
        """
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-blue
spec:
  template:
    metadata:
      labels: {app: web, colour: blue}
""",
        """
apiVersion: v1
kind: Service
metadata:
  name: elsewhere
spec:
  selector:
    app: web
""",
        """
apiVersion: v1
kind: Service
metadata:
  name: outside
spec:
  type: ExternalName
  externalName: example.com
---
apiVersion: v1
kind: Pod
metadata:
  name: db
  labels: {app: db}
""",
        """
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  template:
    metadata:
      labels: {app: web}
    spec:
      containers: [{name: web, image: "web:1"}]
---
apiVersion: v1
kind: Pod
metadata:
  name: db
  labels: {app: db}
""",
    ),
)
def check(service):
    if not service.get("spec.selector", default={}):
        return  # its endpoints are kept by hand, or it is a name for something outside
    if any(in_namespace(service, namespace(service), *WORKLOADS)) and not any(selected(service)):
        yield service.fail("spec.selector", "the selector matches no workload in this folder")
