"""A secret on the command line shows in the manifest, in the process list and in every log of it.

Anybody on the node, and every container that shares the pod's processes, reads the arguments of a
running program. Let the program read the secret from a file; $(NAME) only hides it from the
manifest.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import CONTAINED, containers, matches, secret_in

_FLAG = re.compile(
    r"(?:\A|\s)--?(?:[a-z0-9]+[-_.])*(?:password|passwd|passphrase|token|api[-_]?key|access[-_]?key"
    r"|client[-_]secret|secret[-_]key)=(?!(?:true|false)(?:\s|\Z))[\"']?[^$/{<%\s\"']",
    re.IGNORECASE,
)


@rule(
    on=CONTAINED,
    severity=HIGH,
    confidence=MEDIUM,
    fix="Mount the secret as a file and give the program its path.",
    cwe=214,
    references=("https://kubernetes.io/docs/concepts/security/secrets-good-practices/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          args:
            - --user=shop
            - --db-password=hunter2  # here
            - DB_PASSWORD=hunter22  # here
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: app
              image: app:1.0
              args: ["report --mail-password=hunter2"]  # here
              command: [sh, -c, "export API_TOKEN=abcdef123 && report"]  # here
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          command: [serve]
          args: [--password=$(PASSWORD), --password-file=/run/db, --token=true, --token-ttl=5m]
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
      command: [sh, -c, "DB_PASSWORD=$(cat /run/secrets/db) serve"]
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for attribute in ("command", "args"):
            for word in container.each(attribute):
                if matches(_FLAG, word.value) or secret_in(word.value):
                    name = container.get("name")
                    yield word.fail(message=f"the {attribute} of {name} hold a secret")
