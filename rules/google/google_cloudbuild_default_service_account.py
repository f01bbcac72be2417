"""Every build of the project has the rights of every other.

Without an account of its own a trigger runs as the project's default one, so that the build of the
smallest tool may deploy all the others.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_cloudbuild_trigger",
    severity=MEDIUM,
    fix="Make a service account for the build and set service_account.",
    cwe=250,
    references=(
        "https://cloud.google.com/build/docs/securing-builds/configure-user-specified-service-accounts",
    ),
    bad=(
        """
resource "google_cloudbuild_trigger" "ci" {  # here
  name = "ci"
}
""",
    ),
    good=(
        """
resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  service_account = "projects/p/serviceAccounts/ci@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_service_account" "ci" {
  account_id = "ci"
}

resource "google_cloudbuild_trigger" "ci" {
  name = "ci"
  service_account = google_service_account.ci.id
}
""",
    ),
)
def check(trigger):
    if not trigger.is_set("service_account"):
        yield trigger.fail("service_account", "the build runs as the default account")
