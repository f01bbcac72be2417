"""A database of the Glue data catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.compare.sparse import sparse
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, Listing, by, field, nested, tabled, tagged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.live.aws.api import Api

DATABASES = Operation("glue", "GetDatabases")
TAGS = Operation("glue", "GetTags", gone=frozenset({"EntityNotFoundException"}))


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for one in api.items(DATABASES, "DatabaseList"):
        # The catalog's id is the account's, unless it is another catalog's.
        yield Item(required(one, "Name"), {"CatalogId": api.account, **one})


def _tags(api: Api, item: Item) -> Any:
    arn = f"arn:{api.partition}:glue:{api.region}:{api.account}:database/{item.id}"
    return api.call(TAGS, ResourceArn=arn) or {}


READER = tabled(
    "aws_glue_catalog_database",
    Listing((DATABASES,), _items),
    key=by("name"),
    fields=(
        field("name", "Name"),
        field("catalog_id", "CatalogId"),
        field("description", "Description", default=""),
        field("location_uri", "LocationUri", default=""),
        field("parameters", "Parameters", default={}),
        field(
            "create_table_default_permission",
            nested(
                "CreateTableDefaultPermissions",
                {
                    "permissions": "Permissions",
                    "principal": nested(
                        "Principal",
                        {"data_lake_principal_identifier": "DataLakePrincipalIdentifier"},
                    ),
                },
            ),
            sparse(),
            # What Lake Formation gives where nothing is said.
            default=[
                {
                    "permissions": ["ALL"],
                    "principal": [{"data_lake_principal_identifier": "IAM_ALLOWED_PRINCIPALS"}],
                }
            ],
        ),
        field(
            "federated_database",
            nested(
                "FederatedDatabase",
                {"connection_name": "ConnectionName", "identifier": "Identifier"},
            ),
            sparse(),
            default=[],
        ),
        field(
            "target_database",
            nested(
                "TargetDatabase",
                {"catalog_id": "CatalogId", "database_name": "DatabaseName", "region": "Region"},
            ),
            sparse(),
            default=[],
        ),
    ),
    details=(Detail((TAGS,), _tags, tagged()),),
    # Every account has this one, as soon as anything looks into the catalog.
    everywhere=lambda item, attributes: item.id == "default",
    import_id="{catalog_id}:{name}",
)
