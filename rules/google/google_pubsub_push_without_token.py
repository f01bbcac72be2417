"""Whoever guesses the address of this endpoint can send it messages as if they were Pub/Sub's.

With an OIDC token the endpoint can tell who calls; without TLS the token and the messages can be
read on the way.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_CLEAR = re.compile(r"(?i)\Ahttp:")


@rule(
    on="google_pubsub_subscription",
    severity=MEDIUM,
    fix="Add push_config.oidc_token, and use an https address.",
    cwe=306,
    references=("https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions",),
    bad=(
        """
resource "google_pubsub_subscription" "orders" {
  push_config {  # here
    push_endpoint = "https://shop.example.com/orders"
  }
}
""",
        """
resource "google_pubsub_subscription" "orders" {
  push_config {
    push_endpoint = "http://shop.example.com/orders"  # here
    oidc_token {
      service_account_email = "push@p.iam.gserviceaccount.com"
    }
  }
}
""",
    ),
    good=(
        """
resource "google_pubsub_subscription" "orders" {
  push_config {
    push_endpoint = "https://shop.example.com/orders"
    oidc_token {
      service_account_email = "push@p.iam.gserviceaccount.com"
    }
  }
}
""",
        """
resource "google_pubsub_subscription" "orders" {
  topic = "orders"
}
""",
    ),
)
def check(subscription):
    for push in subscription.each("push_config"):
        if matches(_CLEAR, push.get("push_endpoint", default="")):
            yield push.fail("push_endpoint", "messages are sent without TLS")
        elif not push.is_set("oidc_token.service_account_email"):
            yield push.fail("oidc_token", "the endpoint cannot tell who calls")
