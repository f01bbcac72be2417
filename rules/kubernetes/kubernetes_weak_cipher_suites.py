"""Old cipher suites let recorded traffic of the cluster be read later.

A list of suites that names RC4, 3DES, CBC or plain RSA key exchange brings back what Go leaves out
by default. Without a list, and with TLS 1.3, only strong ones are used.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import components, flag, matches

WEAK = re.compile(r"RC4|3DES|_CBC_|TLS_RSA_WITH")
PROGRAMS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler")


@rule(
    on=("Pod", "KubeletConfiguration"),
    severity=MEDIUM,
    fix="Name suites with ECDHE and GCM or CHACHA20 only, or leave the list out.",
    related_ids=("CKV_K8S_105", "CKV_K8S_151"),
    cwe=327,
    references=("https://wiki.mozilla.org/Security/Server_Side_TLS",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --tls-cipher-suites=TLS_RSA_WITH_AES_128_GCM_SHA256]  # here
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
tlsCipherSuites:
  - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
  - TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
tlsMinVersion: VersionTLS13
""",
    ),
)
def check(holder):
    for suite in holder.each("tlsCipherSuites"):
        if matches(WEAK, suite.value):
            yield suite.fail(message="a weak cipher suite is offered")
    for program in components(holder, *PROGRAMS):
        if matches(WEAK, flag(program, "tls-cipher-suites", default="")):
            yield program.fail("command", "a weak cipher suite is offered")
