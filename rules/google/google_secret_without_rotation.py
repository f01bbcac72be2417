"""Nobody is reminded to replace this secret, and old ones leak in the end.

With a rotation period Secret Manager sends a message when it is time, which a function can answer
by making a new version. A secret that expires needs none.
"""

from scanner import LOW, rule


@rule(
    on="google_secret_manager_secret",
    severity=LOW,
    fix="Add rotation with a rotation_period, and topics.",
    cwe=324,
    references=("https://cloud.google.com/secret-manager/docs/secret-rotation",),
    bad=(
        """
resource "google_secret_manager_secret" "db" {  # here
  secret_id = "db"
}
""",
    ),
    good=(
        """
resource "google_secret_manager_secret" "db" {
  secret_id = "db"
  rotation {
    rotation_period = "7776000s"
  }
}
""",
        """
resource "google_secret_manager_secret" "db" {
  secret_id = "db"
  ttl = "86400s"
}
""",
        """
resource "google_secret_manager_secret" "db" {
  secret_id = "db"
  expire_time = "2027-01-01T00:00:00Z"
}
""",
    ),
)
def check(secret):
    if secret.is_set("ttl") or secret.is_set("expire_time"):
        return
    if not secret.is_set("rotation.rotation_period"):
        yield secret.fail("rotation", "nobody is reminded to replace it")
