"""Anyone on the internet can send messages to this topic, or read what is sent.

A subscriber trusts what comes from its topic: a forged message is worked on like any other.
Senders outside of the project can be given a role by name.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("pubsub_topic", "pubsub_schema"),
    severity=HIGH,
    fix="Grant the role to the service accounts that publish.",
    aliases=("CKV_GCP_99",),
    cwe=732,
    references=("https://cloud.google.com/pubsub/docs/access-control",),
    bad=(
        """
resource "google_pubsub_topic_iam_member" "all" {
  topic  = "orders"
  role   = "roles/pubsub.publisher"
  member = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_pubsub_topic_iam_member" "app" {
  topic  = "orders"
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_pubsub_topic_iam_binding" "team" {
  topic  = "orders"
  role    = "roles/pubsub.publisher"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
