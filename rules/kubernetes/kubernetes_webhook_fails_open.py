"""The check can be switched off by overloading it: what it does not answer is let through.

failurePolicy: Ignore admits an object whenever the webhook is slow or down. For a webhook that
enforces policy that is a hole; one that only adds conveniences may well be ignored. Fail is the
default of admissionregistration.k8s.io/v1.
"""

from scanner import MEDIUM, rule


@rule(
    on="ValidatingWebhookConfiguration",
    severity=MEDIUM,
    fix="Set failurePolicy: Fail, and exclude kube-system with a namespaceSelector.",
    cwe=636,
    references=(
        "https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/",
    ),
    bad=(
        """
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks:
  - name: policy.example.com
    failurePolicy: Ignore  # here
""",
    ),
    good=(
        """
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks: [{name: policy.example.com}]
""",
        """
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: defaults}
webhooks: [{name: defaults.example.com, failurePolicy: Ignore}]
""",
    ),
)
def check(configuration):
    for webhook in configuration.each("webhooks"):
        if webhook.get("failurePolicy", default="Fail") == "Ignore":
            yield webhook.fail("failurePolicy", "what the webhook does not answer is admitted")
