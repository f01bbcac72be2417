"""One stolen device can speak for all others and read everything they send.

A policy that allows iot:* on every resource gives each certificate the whole broker. Policy
variables such as ${iot:Connection.Thing.ThingName} keep a device to its own topics.
"""

from scanner import HIGH, rule
from scanner.shapes import allowing, grants, on_everything


@rule(
    on="aws_iot_policy",
    severity=HIGH,
    fix="Allow single actions on the device's own client id and topics.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html",
        "https://docs.aws.amazon.com/iot/latest/developerguide/audit-chk-iot-policy-permissive.html",
    ),
    bad=(
        """
resource "aws_iot_policy" "device" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iot:*", Resource = "*" }]
  })
}
""",
        """
resource "aws_iot_policy" "device" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = ["iot:Publish", "iot:Receive"], Resource = ["*"] }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iot_policy" "device" {
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = "iot:Publish"
      Resource = "arn:aws:iot:eu-central-1:1:topic/$${iot:Connection.Thing.ThingName}"
    }]
  })
}
""",
        """
resource "aws_iot_policy" "device" {
  policy = jsonencode({
    Statement = [
      { Effect = "Deny", Action = "iot:*", Resource = "*" },
      { Effect = "Allow", Action = "iot:GetThingShadow", Resource = "*" },
    ]
  })
}
""",
    ),
)
def check(policy):
    for statement in allowing(policy, "policy"):
        if grants(statement, "iot:Publish", "iot:Subscribe") and on_everything(statement):
            yield policy.fail("policy", "the device may use every topic")
