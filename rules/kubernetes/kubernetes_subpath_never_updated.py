"""The container never sees a change of this ConfigMap or Secret, such as a rotated certificate.

A mount with subPath is a copy of what was there when the container started; the kubelet updates
whole mounts alone. Mount the folder where the file may change while the pod runs.
"""

from scanner import LOW, rule
from scanner.shapes import SERVING, containers, pod_spec


@rule(
    on=SERVING,
    severity=LOW,
    fix="Mount the ConfigMap or Secret as a folder, without subPath.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/concepts/configuration/configmap/",
        "https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath",
    ),
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
            - name: tls
              mountPath: /etc/tls.crt
              subPath: tls.crt  # here
      volumes:
        - {name: tls, secret: {secretName: tls}}
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
      volumeMounts: [{name: web, mountPath: /etc/web.conf, subPathExpr: $(MODE).conf}]  # here
  volumes:
    - {name: web, configMap: {name: web}}
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
          volumeMounts:
            - {name: tls, mountPath: /etc/tls}
            - {name: data, mountPath: /data, subPath: web}
      volumes:
        - {name: tls, secret: {secretName: tls}}
        - {name: data, persistentVolumeClaim: {claimName: data}}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Never
  containers:
    - name: app
      image: app:1.0
      volumeMounts: [{name: tls, mountPath: /etc/tls.crt, subPath: tls.crt}]
  volumes:
    - {name: tls, secret: {secretName: tls}}
""",
    ),
)
def check(workload):
    sources = ("configMap", "secret", "projected")
    updated = [
        volume.get("name", default="")
        for volume in pod_spec(workload).each("volumes")
        if any(volume.is_set(source) for source in sources)
    ]
    for container in containers(workload, serving=True):
        for mount in container.each("volumeMounts"):
            for attribute in ("subPath", "subPathExpr"):
                if mount.is_set(attribute) and mount.get("name", default="") in updated:
                    yield mount.fail(attribute, "a mount by subPath is never updated")
