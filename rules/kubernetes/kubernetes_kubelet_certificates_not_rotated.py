"""A certificate that leaked stays good for a year, and the node drops out when it expires.

rotateCertificates renews the kubelet's client certificate, serverTLSBootstrap has its serving one
signed by the cluster; both are off by default in the configuration file. The feature gate
RotateKubeletServerCertificate renews that too, and is on by default.
"""

from scanner import LOW, rule

GATE = "featureGates.RotateKubeletServerCertificate"


@rule(
    on="KubeletConfiguration",
    severity=LOW,
    fix="Set rotateCertificates and serverTLSBootstrap to true.",
    related_ids=("CKV_K8S_149",),
    cwe=324,
    references=("https://kubernetes.io/docs/tasks/tls/certificate-rotation/",),
    bad=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
rotateCertificates: false  # here
serverTLSBootstrap: true
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
rotateCertificates: true
serverTLSBootstrap: false  # here
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
rotateCertificates: true
serverTLSBootstrap: true
featureGates: {RotateKubeletServerCertificate: false}  # here
""",
    ),
    good=(
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
rotateCertificates: true
serverTLSBootstrap: true
""",
        """
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
rotateCertificates: true
tlsCertFile: /etc/kubernetes/kubelet.crt
tlsPrivateKeyFile: /etc/kubernetes/kubelet.key
""",
    ),
)
def check(kubelet):
    if not kubelet.get("rotateCertificates", default=False):
        yield kubelet.fail("rotateCertificates", "the client certificate is not renewed")
    if not kubelet.get(GATE, default=True):
        yield kubelet.fail(GATE, "the serving certificate is not renewed")
    if not kubelet.is_set("tlsCertFile") and not kubelet.get("serverTLSBootstrap", default=False):
        yield kubelet.fail("serverTLSBootstrap", "the serving certificate is not the cluster's")
