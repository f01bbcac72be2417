"""Whoever deletes the claim deletes the data: the disk goes with it.

Delete is what a class does unless reclaimPolicy says Retain. For databases Retain keeps the disk
until somebody decides; for caches Delete is right, so this is for teams that choose.
"""

from scanner import LOW, rule


@rule(
    on="StorageClass",
    severity=LOW,
    fix="Set reclaimPolicy: Retain.",
    cwe=404,
    references=("https://kubernetes.io/docs/concepts/storage/storage-classes/#reclaim-policy",),
    bad=(
        """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: database}
provisioner: ebs.csi.aws.com
reclaimPolicy: Delete  # here
""",
        """
# here
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: database}
provisioner: ebs.csi.aws.com
""",
    ),
    good=(
        """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: database}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
""",
        """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local}
provisioner: kubernetes.io/no-provisioner
""",
    ),
)
def check(storage):
    if storage.get("provisioner", default="") == "kubernetes.io/no-provisioner":
        return  # its volumes are made by hand, and so is their policy
    if storage.get("reclaimPolicy", default="Delete") == "Delete":
        yield storage.fail("reclaimPolicy", "the data is deleted with its claim")
