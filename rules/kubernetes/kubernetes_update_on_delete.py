"""An update changes nothing until somebody deletes the pods by hand, one after the other.

With updateStrategy OnDelete a security fix is applied and not running. Some operators delete the
pods in an order of their own; then ignore the finding with that as the reason.
"""

from scanner import LOW, rule


@rule(
    on=("DaemonSet", "StatefulSet"),
    severity=LOW,
    fix="Set updateStrategy.type to RollingUpdate.",
    cwe=1188,
    references=("https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/",),
    bad=(
        """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  updateStrategy:
    type: OnDelete  # here
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec: {minReadySeconds: 5}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}}
""",
    ),
)
def check(workload):
    if workload.get("spec.updateStrategy.type", default="RollingUpdate") == "OnDelete":
        yield workload.fail("spec.updateStrategy.type", "an update waits for pods to be deleted")
