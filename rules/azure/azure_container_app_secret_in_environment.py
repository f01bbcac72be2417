"""Everybody who may look at the app's revisions reads the secret, in the portal and in the state.

secret_name points to the app's secrets, which come from Key Vault with key_vault_secret_id.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on="azurerm_container_app",
    severity=HIGH,
    fix="Declare a secret and name it with secret_name.",
    cwe=798,
    references=("https://learn.microsoft.com/azure/container-apps/manage-secrets",),
    bad=(
        """
resource "azurerm_container_app" "a" {
  template {
    container {
      name = "app"
      env {
        name  = "DB_PASSWORD"
        value = "Tr0ub4dor3"  # here
      }
    }
  }
}
""",
        """
resource "azurerm_container_app" "a" {
  template {
    container {
      name = "app"
      env {
        name  = "DEPLOY"
        value = "AKIAQ4J7WZ2XKSLMN5TP"  # here
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_container_app" "a" {
  template {
    container {
      name = "app"
      env {
        name        = "DB_PASSWORD"
        secret_name = "db"
      }
    }
  }
}
""",
        """
resource "azurerm_container_app" "a" {
  template {
    container {
      name = "app"
      env {
        name  = "LOG_LEVEL"
        value = "debug-and-more"
      }
    }
  }
}
""",
    ),
)
def check(app):
    for container in app.each("template.container"):
        for variable in container.each("env"):
            value = variable.get("value", default="")
            if credential_in(value):
                yield variable.fail("value", "the variable holds a credential")
            elif is_secret_name(variable.get("name", default="")) and is_literal(value):
                yield variable.fail("value", "the variable holds a secret")
