"""The API server no longer knows this version: the object cannot be applied, nor a chart upgraded.

The table holds the versions that Kubernetes has removed and the release that did; the parameter
cluster_minor says which release the cluster runs, 33 for 1.33.
"""

from scanner import HIGH, rule

# Group and version, the minor release that removed it, and the kinds.
REMOVED = (
    ("extensions/v1beta1", 16, ("DaemonSet", "Deployment", "NetworkPolicy", "ReplicaSet")),
    ("extensions/v1beta1", 16, ("PodSecurityPolicy",)),
    ("apps/v1beta1", 16, ("Deployment", "ReplicaSet", "StatefulSet")),
    ("apps/v1beta2", 16, ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")),
    ("admissionregistration.k8s.io/v1beta1", 22, ("MutatingWebhookConfiguration",)),
    ("admissionregistration.k8s.io/v1beta1", 22, ("ValidatingWebhookConfiguration",)),
    ("apiextensions.k8s.io/v1beta1", 22, ("CustomResourceDefinition",)),
    ("apiregistration.k8s.io/v1beta1", 22, ("APIService",)),
    ("certificates.k8s.io/v1beta1", 22, ("CertificateSigningRequest",)),
    ("coordination.k8s.io/v1beta1", 22, ("Lease",)),
    ("extensions/v1beta1", 22, ("Ingress",)),
    ("networking.k8s.io/v1beta1", 22, ("Ingress", "IngressClass")),
    ("rbac.authorization.k8s.io/v1beta1", 22, ("ClusterRole", "ClusterRoleBinding")),
    ("rbac.authorization.k8s.io/v1beta1", 22, ("Role", "RoleBinding")),
    ("scheduling.k8s.io/v1beta1", 22, ("PriorityClass",)),
    ("storage.k8s.io/v1beta1", 22, ("CSIDriver", "CSINode", "StorageClass", "VolumeAttachment")),
    ("autoscaling/v2beta1", 25, ("HorizontalPodAutoscaler",)),
    ("batch/v1beta1", 25, ("CronJob",)),
    ("discovery.k8s.io/v1beta1", 25, ("EndpointSlice",)),
    ("events.k8s.io/v1beta1", 25, ("Event",)),
    ("node.k8s.io/v1beta1", 25, ("RuntimeClass",)),
    ("policy/v1beta1", 25, ("PodDisruptionBudget", "PodSecurityPolicy")),
    ("autoscaling/v2beta2", 26, ("HorizontalPodAutoscaler",)),
    ("flowcontrol.apiserver.k8s.io/v1beta1", 26, ("FlowSchema", "PriorityLevelConfiguration")),
    ("storage.k8s.io/v1beta1", 27, ("CSIStorageCapacity",)),
    ("flowcontrol.apiserver.k8s.io/v1beta2", 29, ("FlowSchema", "PriorityLevelConfiguration")),
    ("flowcontrol.apiserver.k8s.io/v1beta3", 32, ("FlowSchema", "PriorityLevelConfiguration")),
    ("storage.k8s.io/v1beta1", 37, ("VolumeAttributesClass",)),
)


@rule(
    on=sorted({kind for _, _, kinds in REMOVED for kind in kinds}),
    severity=HIGH,
    fix="Use the version that replaced it, as the deprecation guide says.",
    related_ids=("no-extensions-v1beta",),
    cwe=477,
    references=("https://kubernetes.io/docs/reference/using-api/deprecation-guide/",),
    parameters={"cluster_minor": 33},
    bad=(
        """
apiVersion: batch/v1beta1  # here
kind: CronJob
metadata: {name: report}
""",
        """
apiVersion: flowcontrol.apiserver.k8s.io/v1beta3  # here
kind: FlowSchema
metadata: {name: quiet}
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
""",
        """
apiVersion: storage.k8s.io/v1beta1
kind: VolumeAttributesClass
metadata: {name: fast}
---
apiVersion: storage.k8s.io/v1beta1
kind: Lease
metadata: {name: odd}
""",
    ),
)
def check(thing):
    for version, minor, kinds in REMOVED:
        served = minor > thing.parameters["cluster_minor"] or thing.type not in kinds
        if not served and thing.get("apiVersion") == version:
            yield thing.fail("apiVersion", f"{version} was removed in Kubernetes 1.{minor}")
