"""Everybody who may look at the group in the portal reads the secret.

Values in secure_environment_variables are not shown; better still is Key Vault with the group's
identity.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, entry_key, is_literal, is_secret_name


@rule(
    on="azurerm_container_group",
    severity=HIGH,
    fix="Move the value to secure_environment_variables, and keep it in Key Vault.",
    related_ids=("CKV_AZURE_235",),
    cwe=798,
    references=(
        "https://learn.microsoft.com/azure/container-instances/container-instances-environment-variables",
    ),
    bad=(
        """
resource "azurerm_container_group" "g" {
  container {
    name = "app"
    environment_variables = {
      DB_PASSWORD = "Tr0ub4dor3"  # here
    }
  }
}
""",
        """
resource "azurerm_container_group" "g" {
  container {
    name = "app"
    environment_variables = {
      DEPLOY = "AKIAQ4J7WZ2XKSLMN5TP"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_container_group" "g" {
  container {
    name = "app"
    environment_variables = {
      DB_PASSWORD_FILE = "/run/db"
      LOG_LEVEL        = "debug-and-more"
      API_KEY          = ""
    }
  }
}
""",
        """
resource "azurerm_container_group" "g" {
  container {
    name = "app"
    secure_environment_variables = {
      DB_PASSWORD = "Tr0ub4dor3"
    }
  }
}
""",
    ),
)
def check(group):
    for container in group.each("container"):
        for entry in container.entries("environment_variables"):
            if credential_in(entry.value):
                yield entry.fail(message="the variable holds a credential")
            elif is_secret_name(entry_key(entry)) and is_literal(entry.value):
                yield entry.fail(message="the variable holds a secret")
