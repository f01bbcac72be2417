"""Secrets are written in clear text, although there is a configuration that encrypts them.

The API server encrypts with the first provider of the list; identity leaves things as they are. It
belongs at the end, where it lets old values be read.
"""

from scanner import HIGH, rule


@rule(
    on="EncryptionConfiguration",
    severity=HIGH,
    fix="Put identity last, after the provider that is to encrypt.",
    cwe=311,
    references=("https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/",),
    bad=(
        """
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - identity: {}  # here
      - kms: {apiVersion: v2, name: vault, endpoint: "unix:///run/kms.sock"}
""",
    ),
    good=(
        """
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - kms: {apiVersion: v2, name: vault, endpoint: "unix:///run/kms.sock"}
      - identity: {}
""",
        """
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [events]
    providers: [{identity: {}}]
""",
    ),
)
def check(configuration):
    for entry in configuration.each("resources"):
        secret = any(item.value in ("secrets", "*.", "*.*") for item in entry.each("resources"))
        if secret and entry.is_set(("providers", 0, "identity")):
            yield entry.fail(("providers", 0), "secrets are stored as they are")
