"""The API server refuses the workload: a container mounts a volume that the pod does not have.

The name must be one of the pod's volumes or, in a StatefulSet, of its volumeClaimTemplates. A typo
in one of the two is the usual cause.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Declare the volume under volumes, or correct the name of the mount.",
    cwe=1173,
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
          volumeMounts:
            - name: dta  # here
              mountPath: /data
      volumes:
        - {name: data, emptyDir: {}}
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
      volumeDevices:
        - {name: disk, devicePath: /dev/xvda}  # here
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
          volumeMounts: [{name: data, mountPath: /data}]
          volumeDevices: [{name: disk, devicePath: /dev/xvda}]
      volumes:
        - {name: data, emptyDir: {}}
        - {name: disk, persistentVolumeClaim: {claimName: disk}}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  volumeClaimTemplates:
    - metadata: {name: data}
  template:
    spec:
      containers:
        - name: db
          image: db:1.0
          volumeMounts: [{name: data, mountPath: /data}]
""",
    ),
)
def check(workload):
    declared = [volume.get("name", default="") for volume in pod_spec(workload).each("volumes")]
    declared += [
        claim.get("metadata.name", default="")
        for claim in workload.each("spec.volumeClaimTemplates")
    ]
    for container in containers(workload):
        for attribute in ("volumeMounts", "volumeDevices"):
            for mount in container.each(attribute):
                name = mount.get("name", default="")
                if name not in declared:
                    yield mount.fail("name", f"the pod has no volume {name}")
