"""Disks made by this class, and their snapshots, can be read by whoever gets at them in AWS.

The EBS driver encrypts only where the class says so (or the account does by default, which the
manifest cannot tell). Google Cloud and Azure encrypt every disk.
"""

from scanner import MEDIUM, rule

EBS = ("ebs.csi.aws.com", "kubernetes.io/aws-ebs", "ebs.csi.eks.amazonaws.com")


@rule(
    on="StorageClass",
    severity=MEDIUM,
    fix='Set parameters.encrypted: "true".',
    cwe=311,
    references=(
        "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md",
    ),
    bad=(
        """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: ebs.csi.aws.com
parameters:  # here
  type: gp3
""",
        """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: ebs.csi.aws.com
parameters:
  encrypted: "false"  # here
""",
    ),
    good=(
        """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: ebs.csi.aws.com
parameters: {type: gp3, encrypted: "true"}
""",
        """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: pd.csi.storage.gke.io
parameters: {type: pd-ssd}
""",
    ),
)
def check(storage):
    encrypted = storage.get("parameters.encrypted", default="false")
    if storage.get("provisioner") in EBS and encrypted != "true":
        yield storage.fail("parameters.encrypted", "volumes of this class are not encrypted")
