"""The volume is a folder of whichever node the pod lands on, with no walls around it.

Pods that mount it read and write the node's disk, past Pod Security, which looks at pods only; and
the data is gone when the pod moves. A local volume is tied to its node and made for that.
"""

from scanner import MEDIUM, rule


@rule(
    on="PersistentVolume",
    severity=MEDIUM,
    fix="Use a storage class with a driver, or a local volume with nodeAffinity.",
    cwe=668,
    references=("https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",),
    bad=(
        """
apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec:
  hostPath: {path: /var/data}  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec: {local: {path: /mnt/disks/ssd1}}
""",
        """
apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec: {csi: {driver: ebs.csi.aws.com, volumeHandle: vol-0123}}
""",
    ),
)
def check(volume):
    if volume.is_set("spec.hostPath"):
        yield volume.fail("spec.hostPath", "the volume is a folder of the node")
