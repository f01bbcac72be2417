"""Anyone on the internet can read the messages of this subscription, and make them disappear.

A message that a stranger acknowledges never reaches the program that it was meant for.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("pubsub_subscription"),
    severity=HIGH,
    fix="Grant roles/pubsub.subscriber to the service account that reads.",
    cwe=732,
    references=("https://cloud.google.com/pubsub/docs/access-control",),
    bad=(
        """
resource "google_pubsub_subscription_iam_member" "all" {
  subscription = "orders"
  role   = "roles/pubsub.subscriber"
  member = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_pubsub_subscription_iam_member" "app" {
  subscription = "orders"
  role   = "roles/pubsub.subscriber"
  member = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_pubsub_subscription_iam_binding" "team" {
  subscription = "orders"
  role    = "roles/pubsub.subscriber"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
