"""A volume of this type lets whoever writes the pod reach storage that no administrator offered.

Restricted pods mount what belongs to the cluster's API (ConfigMaps, Secrets, claims, projected and
downward data, images) or to the pod (emptyDir, ephemeral and CSI volumes). Network disks come in
through a PersistentVolumeClaim, and folders of the node not at all.
"""

import re

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, entry_key, matches, pod_spec

# The Pod Security Standards, restricted, "Volume Types"; and the volume's own name.
_ALLOWED = re.compile(
    r"\A(?:name|configMap|csi|downwardAPI|emptyDir|ephemeral|image|persistentVolumeClaim|projected"
    r"|secret)\Z"
)


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Mount the storage by a PersistentVolumeClaim.",
    related_ids=("KSV-0028",),
    cwe=668,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
  volumes:
    - name: data
      nfs:  # here
        server: files.example.com
        path: /data
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
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
        - {name: tmp, emptyDir: {}}
        - {name: settings, configMap: {name: web}}
        - {name: model, image: {reference: "model:1.0"}}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
      volumes:
        - {name: cache, ephemeral: {}}
        - {name: keys, csi: {driver: secrets-store.csi.k8s.io}}
""",
    ),
)
def check(workload):
    for volume in pod_spec(workload).each("volumes"):
        for source in volume.entries():
            if not matches(_ALLOWED, entry_key(source)):
                name = volume.get("name")
                yield source.fail(message=f"volume {name} is of the type {entry_key(source)}")
