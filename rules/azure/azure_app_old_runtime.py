"""The language's version gets no more fixes, so each new flaw in it stays open.

PHP below 8.2, Python below 3.10, Node.js below 20, .NET below 8 and Java 7 are past their end. Apps
from container images have no such setting.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import APPS, matches

_OLD = {
    "dotnet_version": re.compile(r"^(v?[23567]\.0|v?3\.1|v4\.0|core)"),
    "java_version": re.compile(r"^(1\.)?7(\.|$)"),
    "node_version": re.compile(r"^~?(6|8|10|12|14|16|18)(\D|$)"),
    "php_version": re.compile(r"^(5|7|8\.[01])(\.|$)"),
    "python_version": re.compile(r"^(2\.|3\.[6-9](\.|$))"),
}


@rule(
    on=APPS,
    severity=MEDIUM,
    fix="Move the app to a version that its makers still support.",
    related_ids=("CKV_AZURE_80", "CKV_AZURE_81", "CKV_AZURE_82", "CKV_AZURE_83"),
    cwe=1104,
    references=("https://learn.microsoft.com/azure/app-service/language-support-policy",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    application_stack {
      php_version = "7.4"  # here
    }
  }
}
""",
        """
resource "azurerm_windows_web_app" "a" {
  site_config {
    application_stack {
      dotnet_version = "v6.0"  # here
    }
  }
}
""",
        """
resource "azurerm_linux_function_app" "a" {
  site_config {
    application_stack {
      python_version = "3.9"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    application_stack {
      python_version = "3.12"
    }
  }
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    application_stack {
      node_version = "22-lts"
    }
  }
}
""",
        """
resource "azurerm_windows_web_app" "a" {
  site_config {
    application_stack {
      current_stack  = "dotnet"
      dotnet_version = "v9.0"
    }
  }
}
""",
    ),
)
def check(app):
    for name, old in _OLD.items():
        place = f"site_config.application_stack.{name}"
        if matches(old, app.get(place, default="")):
            yield app.fail(place, "the version gets no more fixes")
