"""A ConfigMap is readable for everyone who may look at the namespace; it is no place for secrets.

Rights on Secrets are given out sparingly, they can be encrypted in etcd and are kept out of logs;
ConfigMaps are none of that. Keys that only name a file or a setting of passwords are left alone.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import entry_key, is_literal, is_secret_name, secret_in


@rule(
    on="ConfigMap",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Move the value into a Secret.",
    related_ids=("KSV-0109", "KSV-01010"),
    cwe=312,
    references=(
        "https://kubernetes.io/docs/concepts/configuration/configmap/",
        "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    ),
    bad=(
        """
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  host: db
  db_password: hunter2  # here
""",
        """
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  settings.env: |  # here
    HOST=db
    API_TOKEN=abcdef123
""",
    ),
    good=(
        """
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  db_password_file: /run/secrets/db
  db_password: ""
  settings.env: |
    HOST=db
    API_TOKEN=${API_TOKEN}
""",
        """
apiVersion: v1
kind: ConfigMap
metadata: {name: password}
data: {host: db}
""",
    ),
)
def check(config):
    for entry in config.entries("data"):
        named = is_secret_name(entry_key(entry)) and is_literal(entry.value)
        if named or secret_in(entry.value):
            yield entry.fail(message="a secret stands in a ConfigMap")
