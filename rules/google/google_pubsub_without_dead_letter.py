"""A message that cannot be worked on is delivered again and again until it expires, and is lost.

A dead letter topic takes it after some attempts, so that somebody can look at it and the rest goes
on. Subscriptions that Pub/Sub writes to BigQuery or Cloud Storage itself need one no less.
"""

from scanner import LOW, rule


@rule(
    on="google_pubsub_subscription",
    severity=LOW,
    fix="Add dead_letter_policy with a dead_letter_topic.",
    cwe=754,
    references=("https://cloud.google.com/pubsub/docs/dead-letter-topics",),
    bad=(
        """
resource "google_pubsub_subscription" "orders" {  # here
  topic = "orders"
}
""",
    ),
    good=(
        """
resource "google_pubsub_subscription" "orders" {
  topic = "orders"
  dead_letter_policy {
    dead_letter_topic = "projects/p/topics/dead"
  }
}
""",
        """
resource "google_pubsub_subscription" "orders" {
  topic = google_pubsub_topic.dead.id
}

resource "google_pubsub_topic" "dead" {
  name = "dead"
}

resource "google_pubsub_subscription" "main" {
  topic = "orders"
  dead_letter_policy {
    dead_letter_topic = google_pubsub_topic.dead.id
  }
}
""",
    ),
)
def check(subscription):
    if subscription.is_set("dead_letter_policy.dead_letter_topic"):
        return
    # A subscription that drains a dead letter topic is where it ends.
    for topic in subscription.beside("google_pubsub_topic"):
        if not topic.related("google_pubsub_subscription", "dead_letter_policy.dead_letter_topic"):
            continue
        if any(
            one.resource.address == subscription.resource.address
            for one in topic.related("google_pubsub_subscription", "topic")
        ):
            return
    yield subscription.fail("dead_letter_policy", "messages that fail are lost")
