"""The policy lets in everybody on every port, which is what there would be without it.

A rule without sources and ports, for 0.0.0.0/0, or for all namespaces allows every connection; and
what one policy allows no other takes back. A rule that is limited to ports is an entrance that
somebody meant, and is not reported.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORLD


@rule(
    on="NetworkPolicy",
    severity=MEDIUM,
    fix="Name the pods and namespaces that may connect, or the ports that are open.",
    cwe=923,
    references=("https://kubernetes.io/docs/concepts/services-networking/network-policies/",),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all}
spec:
  podSelector: {}
  ingress:
    - {}  # here
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all}
spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: {cidr: 0.0.0.0/0}  # here
        - namespaceSelector: {}  # here
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: entrance}
spec:
  podSelector: {matchLabels: {app: entrance}}
  ingress:
    - ports: [{port: 443}]
    - from: [{ipBlock: {cidr: 0.0.0.0/0}}]
      ports: [{port: 80}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - from:
        - {namespaceSelector: {}, podSelector: {matchLabels: {app: gateway}}}
        - namespaceSelector: {matchLabels: {team: shop}}
        - namespaceSelector: {matchExpressions: [{key: team, operator: Exists}]}
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}, ingress: []}
""",
    ),
)
def check(policy):
    for entry in policy.each("spec.ingress"):
        if entry.get("ports", default=[]):
            continue
        if not entry.get("from", default=[]):
            yield entry.fail("from", "every source may connect to every port")
        for peer in entry.each("from"):
            if peer.get("ipBlock.cidr") in WORLD or is_every_namespace(peer):
                yield peer.fail("", "every source may connect to every port")


def is_every_namespace(peer):
    if not peer.is_set("namespaceSelector") or peer.is_set("podSelector"):
        return False
    selector = peer.sub("namespaceSelector")
    return not selector.get("matchLabels", default={}) and not selector.get(
        "matchExpressions", default=[]
    )
