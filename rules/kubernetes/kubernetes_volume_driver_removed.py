"""The pod never starts: Kubernetes no longer has the storage driver that this volume names.

GlusterFS, Ceph RBD, CephFS, Quobyte, Flocker, ScaleIO, StorageOS and Photon were gone by 1.31.
Cloud disks are still understood, since their volumes are handed to CSI drivers. Mount what the
others offered by a PersistentVolumeClaim of a CSI driver.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, entry_key, matches, pod_spec

_REMOVED = re.compile(
    r"\A(?:cephfs|flocker|glusterfs|photonPersistentDisk|quobyte|rbd|scaleIO|storageos)\Z"
)


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Replace the volume by a PersistentVolumeClaim of a CSI driver.",
    cwe=477,
    references=("https://kubernetes.io/docs/concepts/storage/volumes/",),
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
      volumes:
        - name: data
          glusterfs: {endpoints: gluster, path: data}  # here
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
        - {name: rbd, csi: {driver: rbd.csi.ceph.com}}
        - {name: data, persistentVolumeClaim: {claimName: data}}
        - {name: files, nfs: {server: files.example.com, path: /data}}
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
""",
    ),
)
def check(workload):
    for volume in pod_spec(workload).each("volumes"):
        for source in volume.entries():
            if matches(_REMOVED, entry_key(source)):
                yield source.fail(message=f"the driver {entry_key(source)} was removed")
