"""An HMAC key is a password for Cloud Storage that never expires and is easily copied.

It is meant for tools that speak Amazon's S3 protocol. Its secret is stored in the Terraform state.
Programs that know Google's own login need none.
"""

from scanner import LOW, rule


@rule(
    on="google_storage_hmac_key",
    severity=LOW,
    fix="Let the program log in as its service account, and remove the key.",
    cwe=798,
    references=("https://cloud.google.com/storage/docs/authentication/hmackeys",),
    bad=(
        'resource "google_storage_hmac_key" "k" { service_account_email = "a@p" }  # here',
        'resource "google_storage_hmac_key" "k" { state = "ACTIVE" }  # here',
    ),
    good=(
        'resource "google_storage_hmac_key" "k" { state = "INACTIVE" }',
        'resource "google_service_account" "app" { account_id = "app" }',
    ),
)
def check(key):
    if key.get("state", default="ACTIVE") == "ACTIVE":
        yield key.fail(message="a key that does not expire gives access to Cloud Storage")
