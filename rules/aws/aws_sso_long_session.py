"""A session that somebody leaves open, or loses, works for half a day and more.

A permission set's sessions last one hour unless more is asked for, up to twelve. The hours that are
accepted can be set with the parameter hours.
"""

import re

from scanner import LOW, rule
from scanner.shapes import asks

_DURATION = re.compile(r"^PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,7}S)?$")


@rule(
    on="aws_ssoadmin_permission_set",
    severity=LOW,
    fix='Set session_duration = "PT8H" or less.',
    cwe=613,
    parameters={"hours": 8},
    references=(
        "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html",
    ),
    bad=(
        'resource "aws_ssoadmin_permission_set" "admin" { session_duration = "PT12H" }  # here',
        'resource "aws_ssoadmin_permission_set" "admin" { session_duration = "PT600M" }  # here',
    ),
    good=(
        'resource "aws_ssoadmin_permission_set" "admin" { session_duration = "PT8H" }',
        'resource "aws_ssoadmin_permission_set" "admin" { name = "admin" }',
        'resource "aws_ssoadmin_permission_set" "admin" { session_duration = "P1W" }',
    ),
)
def check(permissions):
    hours = permissions.parameters["hours"]

    def is_long(duration):
        # What is no duration finds nothing.
        found = _DURATION.findall(duration)
        return any(int(f"0{h}") * 60 + int(f"0{m}") > hours * 60 for h, m in found)

    if asks(permissions.get("session_duration", default="PT1H"), "is long", is_long):
        yield permissions.fail("session_duration", f"sessions last more than {hours} hours")
