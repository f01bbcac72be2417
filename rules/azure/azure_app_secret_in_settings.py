"""Everybody who may see the app's settings or the state reads the secret.

A reference, @Microsoft.KeyVault(...), shows nothing and takes up the new value when the secret is
changed.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import APPS, credential_in, entry_key, is_literal, is_secret_name, matches

_REFERENCE = re.compile(r"^\s*@Microsoft\.", re.IGNORECASE)


@rule(
    on=APPS,
    severity=HIGH,
    fix=(
        "Keep the secret in Key Vault and write @Microsoft.KeyVault(SecretUri=...) as the setting."
    ),
    cwe=798,
    references=("https://learn.microsoft.com/azure/app-service/app-service-key-vault-references",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {
  app_settings = {
    DB_PASSWORD = "Tr0ub4dor3"  # here
  }
}
""",
        """
resource "azurerm_linux_function_app" "a" {
  app_settings = {
    DEPLOY = "AKIAQ4J7WZ2XKSLMN5TP"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  app_settings = {
    DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)"
  }
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  app_settings = {
    DB_PASSWORD_FILE = "/run/db"
    LOG_LEVEL        = "debug-and-more"
    API_KEY          = ""
  }
}
""",
    ),
)
def check(app):
    for setting in app.entries("app_settings"):
        if credential_in(setting.value):
            yield setting.fail(message="the setting holds a credential")
        elif (
            is_secret_name(entry_key(setting))
            and is_literal(setting.value)
            and not matches(_REFERENCE, setting.value)
        ):
            yield setting.fail(message="the setting holds a secret")
