"""Who may set externalIPs draws other people's traffic to their pods (CVE-2020-8554).

The nodes send packets for such an address to this Service, whoever the address belongs to, even
that of the cluster's DNS or of an outside service. Kubernetes advises to switch the field off.
"""

from scanner import HIGH, rule


@rule(
    on="Service",
    severity=HIGH,
    fix="Use type LoadBalancer, or an Ingress, instead of externalIPs.",
    aliases=("KSV-0108",),
    cwe=300,
    references=(
        "https://kubernetes.io/docs/concepts/services-networking/service/#external-ips",
        "https://github.com/kubernetes/kubernetes/issues/97076",
    ),
    bad=(
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  externalIPs: [203.0.113.7]  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, type: LoadBalancer, loadBalancerIP: 203.0.113.7}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, externalIPs: []}
""",
    ),
)
def check(service):
    if service.get("spec.externalIPs", default=[]):
        yield service.fail("spec.externalIPs", "the Service claims addresses of its own choice")
