"""The autoscaler never acts: utilisation is measured against a request that is not there.

A target in percent is a share of what the containers request. If one of them requests no CPU (or
memory), Kubernetes cannot compute the share and does nothing. Without metrics it takes CPU.
"""

from scanner import MEDIUM, rule
from scanner.shapes import containers, scaled


@rule(
    on="HorizontalPodAutoscaler",
    severity=MEDIUM,
    fix="Set the request that the metric is a share of on every container.",
    cwe=1188,
    references=(
        "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics",
    ),
    bad=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {kind: Deployment, name: web}
  maxReplicas: 4
  metrics:
    - type: Resource
      resource: {name: memory, target: {type: Utilization, averageUtilization: 80}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - {name: app, image: "app:1", resources: {requests: {memory: 64Mi}}}
        - name: proxy
          image: proxy:1
          resources:
            requests: {cpu: 10m}  # here
""",
        """
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 4}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: app  # here
          image: app:1
""",
    ),
    good=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 4}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - {name: app, image: "app:1", resources: {requests: {cpu: 10m}}}
        - {name: proxy, image: "proxy:1", resources: {limits: {cpu: 10m}}}
""",
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {kind: Deployment, name: web}
  maxReplicas: 4
  metrics:
    - {type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 200m}}}
    - {type: Pods, pods: {metric: {name: queue}, target: {type: AverageValue, averageValue: 5}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: app, image: "app:1"}]}}}
""",
    ),
)
def check(autoscaler):
    metrics = list(autoscaler.each("spec.metrics"))
    for name in ("cpu", "memory"):
        if metrics and not any(is_share(metric, name) for metric in metrics):
            continue
        if not metrics and name == "memory":
            continue
        for workload in scaled(autoscaler):
            for container in containers(workload, serving=True):
                requested = container.is_set(f"resources.requests.{name}")
                if not requested and not container.is_set(f"resources.limits.{name}"):
                    yield container.fail(f"resources.requests.{name}", f"no {name} is requested")


def is_share(metric, name):
    resource = metric.sub("resource")
    return resource.get("name") == name and resource.get("target.type") == "Utilization"
