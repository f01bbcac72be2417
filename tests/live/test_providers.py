"""Which account, region and role: what the code says, and what the user allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scanner.live.facade import Sessions, read_live
from scanner.live.providers import ProviderSettings, provider_settings, role_for
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource

ROLE = "arn:aws:iam::{}:role/reader"
ONE, TWO = ROLE.format("111111111111"), ROLE.format("222222222222")


def provider(name: str, **attributes: Any) -> Resource:
    address = f"provider.{name}"
    return Resource("terraform_provider", address, attributes, Origin.CODE, LiveSource(""), ".")


def test_what_the_blocks_say() -> None:
    found = provider_settings(
        [
            provider("aws", region="eu-west-1"),
            provider(
                "aws.other",
                assume_role=[{"role_arn": TWO}],
                allowed_account_ids=["222222222222"],
                profile="p",
            ),
            provider("aws.odd", region="../../etc", allowed_account_ids=["x"]),
            provider("google", project="shop-prod", region="europe-west1", zone="europe-west1-b"),
            provider(
                "google-beta.dr", project="example.com:shop-dr", impersonate_service_account="r@x"
            ),
            provider("google.odd", project="../../x", region="x/y", credentials="{}"),
            provider("azurerm", region="westeurope"),
        ]
    )
    assert found == {
        "aws": ProviderSettings(region="eu-west-1"),
        "aws.other": ProviderSettings(role=TWO, profile="p", account="222222222222"),
        "aws.odd": ProviderSettings(),
        "google": ProviderSettings(
            project="shop-prod", region="europe-west1", zone="europe-west1-b"
        ),
        "google-beta.dr": ProviderSettings(project="example.com:shop-dr", role="r@x"),
        "google.odd": ProviderSettings(),
    }


@pytest.mark.parametrize(
    ("account", "settings", "allowed", "role"),
    [
        # What the code names is used when the user names it too.
        ("", ProviderSettings(role=ONE), [ONE, TWO], ONE),
        ("", ProviderSettings(role=ONE), [], None),
        ("", ProviderSettings(role=ROLE.format("333333333333")), [TWO], None),
        # The role of the resource's account.
        ("222222222222", ProviderSettings(), [ONE, TWO], TWO),
        ("", ProviderSettings(account="222222222222"), [ONE, TWO], TWO),
        ("333333333333", ProviderSettings(), [ONE, TWO], None),
        # Nothing tells the account.
        ("", ProviderSettings(), [ONE], ONE),
        ("", ProviderSettings(), [ONE, TWO], None),
    ],
)
def test_roles(
    account: str, settings: ProviderSettings, allowed: list[str], role: str | None
) -> None:
    assert role_for(account, settings, allowed) == role


def test_what_is_in_another_account_is_unread_and_not_missing(
    session: Any, admin: Callable[[str], Any]
) -> None:
    arn = "arn:aws:iam::999999999999:role/theirs"
    theirs = Resource(
        "aws_iam_role",
        "aws_iam_role.theirs",
        {"name": "theirs", "arn": arn},
        Origin.STATE,
        LiveSource(""),
        ".",
        id="theirs",
        account="999999999999",
    )
    live = read_live([theirs], Sessions(aws=lambda _: session))
    assert [(one.id, one.account) for one in live.view.unread] == [("theirs", "999999999999")]
    assert "999999999999, the credentials are of 123456789012" in live.view.unread[0].reason
    assert live.view.listed == frozenset()


def test_a_nested_module_says_what_the_root_calls_its_provider(load_code: Any) -> None:
    resources = load_code(
        {
            "main.tf": """
provider "aws" { alias = "east" }
module "a" {
  source    = "./a"
  providers = { aws = aws.east, aws.dr = aws.west }
}
module "b" { source = "./a" }
resource "aws_sqs_queue" "root" { provider = aws.east }
""",
            "a/main.tf": """
resource "aws_sqs_queue" "own" {}
resource "aws_sqs_queue" "dr" { provider = aws.dr }
""",
        }
    )
    found = {one.address: one.provider for one in resources if one.type == "aws_sqs_queue"}
    assert found == {
        "aws_sqs_queue.root": "aws.east",
        "module.a.aws_sqs_queue.own": "aws.east",
        "module.a.aws_sqs_queue.dr": "aws.west",
        "module.b.aws_sqs_queue.own": "aws",
        "module.b.aws_sqs_queue.dr": "aws.dr",
    }


@pytest.fixture
def load_code(tmp_path: Any) -> Callable[[dict[str, str]], list[Resource]]:
    from scanner.load.terraform import load_terraform
    from scanner.project import Project
    from scanner.terraform.options import TerraformOptions

    def load_code(files: dict[str, str]) -> list[Resource]:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        root = str(tmp_path)
        options = TerraformOptions(boundary=root)
        return list(load_terraform([root], Project(root, root), options).resources)

    return load_code
