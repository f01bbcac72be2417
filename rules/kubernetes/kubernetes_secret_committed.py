"""The values of this Secret are in the repository: base64 is an encoding, not encryption.

Everyone who ever could read the repository has them, also after they are removed. Keep Secrets out
of it: SealedSecrets, SOPS and External Secrets put something there that is worth nothing alone.
Public parts (certificates, user names), placeholders and empty values are left alone.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import asks, entry_key, is_literal, matches

_PUBLIC = re.compile(r"(?:\.crt|\.pub|\.pem|\Ausername|\Auser|\Ahost|\Aport|\Anamespace)\Z")
# The words, and what they are in base64.
_PLACEHOLDER = re.compile(
    r"\A(?:change[-_]?me|your[-_ ].{1,60}|dummy|replace[-_]?me|placeholder|todo|x{3,}|\*{3,}|\.{3,}"
    r"|Y2hhbmdlbWU=|Y2hhbmdlLW1l|cGxhY2Vob2xkZXI=)\Z",
    re.IGNORECASE,
)


@rule(
    on="Secret",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Remove the Secret, rotate what it held, and create it from a secret store.",
    cwe=798,
    code_only=True,
    references=("https://kubernetes.io/docs/concepts/security/secrets-good-practices/",),
    bad=(
        """
apiVersion: v1
kind: Secret
metadata: {name: db}
data:
  username: c2hvcA==
  password: aHVudGVyMg==  # here
""",
        """
apiVersion: v1
kind: Secret
metadata: {name: db}
stringData:
  password: hunter2  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Secret
metadata: {name: ca}
data: {ca.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t}
stringData:
  password: ${DB_PASSWORD}
  token: changeme
  key: ""
""",
        """
apiVersion: v1
kind: Secret
metadata:
  name: builder-token
  annotations: {kubernetes.io/service-account.name: builder}
type: kubernetes.io/service-account-token
""",
        """
apiVersion: v1
kind: Secret
metadata: {name: repository}
sops: {version: 3.9.0}
stringData: {password: "ENC[AES256_GCM,data:abc]"}
""",
    ),
)
def check(secret):
    for attribute in ("data", "stringData"):
        for entry in secret.entries(attribute):
            if matches(_PUBLIC, entry_key(entry)) or not is_literal(entry.value):
                continue
            sealed = asks(entry.value, "is sealed by SOPS", lambda text: text.startswith("ENC["))
            if not sealed and not matches(_PLACEHOLDER, entry.value):
                yield entry.fail(message="the value of a Secret is in the repository")
