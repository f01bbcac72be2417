"""Audit logs are thrown away here before anybody can read them.

An exclusion whose filter names the logs cloudaudit.googleapis.com drops what tells who changed or
read what. Excluding single noisy methods, with a filter that says which, is another matter.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_AUDIT = re.compile(r"cloudaudit")
_NARROWED = re.compile(r"protoPayload\.|methodName|serviceName|principalEmail|\bNOT\b|-logName")


@rule(
    on=(
        "google_logging_project_exclusion",
        "google_logging_folder_exclusion",
        "google_logging_organization_exclusion",
    ),
    severity=MEDIUM,
    fix="Exclude noisy methods by protoPayload.methodName, not the audit logs as a whole.",
    cwe=778,
    references=("https://cloud.google.com/logging/docs/exclusions",),
    bad=(
        """
resource "google_logging_project_exclusion" "audit" {
  filter = "logName:cloudaudit.googleapis.com"  # here
}
""",
    ),
    good=(
        """
resource "google_logging_project_exclusion" "health" {
  filter = "httpRequest.requestUrl=/health"
}
""",
        """
resource "google_logging_project_exclusion" "list" {
  filter = "logName:cloudaudit.googleapis.com AND protoPayload.methodName=storage.objects.list"
}
""",
        """
resource "google_logging_project_exclusion" "off" {
  disabled = true
  filter   = "logName:cloudaudit.googleapis.com"
}
""",
    ),
)
def check(exclusion):
    if exclusion.get("disabled", default=False):
        return
    text = exclusion.get("filter", default="")
    if matches(_AUDIT, text) and not matches(_NARROWED, text):
        yield exclusion.fail("filter", "audit logs are thrown away")
