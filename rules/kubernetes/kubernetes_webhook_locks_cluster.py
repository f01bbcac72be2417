"""If this webhook is down, nothing can be repaired: it has a say in every pod, its own included.

With failurePolicy Fail (the default) and neither a namespaceSelector, an objectSelector nor
matchConditions, pods of kube-system and of the webhook itself wait for it to answer.
"""

from scanner import MEDIUM, rule

LIMITS = ("namespaceSelector", "objectSelector", "matchConditions")


@rule(
    on=("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"),
    severity=MEDIUM,
    fix="Exclude kube-system and the webhook's own namespace with a namespaceSelector.",
    cwe=703,
    references=(
        "https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/",
    ),
    bad=(
        """
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: inject}
webhooks:
  - name: inject.example.com  # here
    rules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE]}]
  - name: all.example.com  # here
    rules: [{apiGroups: ["*"], apiVersions: ["*"], resources: ["*"], operations: ["*"]}]
""",
    ),
    good=(
        """
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: inject}
webhooks:
  - name: inject.example.com
    namespaceSelector: {matchLabels: {inject: "true"}}
    rules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE]}]
  - name: lenient.example.com
    failurePolicy: Ignore
    rules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE]}]
""",
        """
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: widgets}
webhooks:
  - name: widgets.example.com
    rules: [{apiGroups: [example.com], apiVersions: [v1], resources: [widgets]}]
""",
    ),
)
def check(configuration):
    for webhook in configuration.each("webhooks"):
        if webhook.get("failurePolicy", default="Fail") == "Ignore":
            continue
        if any(webhook.get(limit, default={}) for limit in LIMITS):
            continue
        resources = [item for entry in webhook.each("rules") for item in entry.each("resources")]
        if any(item.value in ("pods", "*", "*/*") for item in resources):
            yield webhook.fail("namespaceSelector", "every pod waits for this webhook")
