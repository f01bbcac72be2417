"""What the types of ECR share: the repositories, and settings of one repository."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import Gone
from scanner.live.aws.kinds import Item, Managed, Reader
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, Field, Listing, by, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

REPOSITORIES = Operation("ecr", "DescribeRepositories")
GONE = frozenset({"RepositoryNotFoundException"})


def setting(type_name: str, name: str, absent: str, of: Field) -> Reader:
    """The reader of a document that a repository may have, asked for by ``ecr:<name>``.

    absent: the error code of a repository without it. Asked of the repositories that Terraform
    manages, or the setting of.
    """
    operation = Operation("ecr", name, absent=frozenset({absent}), gone=GONE)

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        names = dict.fromkeys((*managed.of("aws_ecr_repository"), *managed.of(type_name)))
        return [Item(one) for one in names]

    def answer(api: Api, item: Item) -> Mapping[str, Any]:
        found = api.call(operation, repositoryName=item.id)
        if found is None:
            raise Gone("the repository has none")
        return found

    rows = (
        field("repository", "repositoryName"),
        of,
        computed("registry_id", "registryId"),
    )
    return tabled(
        type_name,
        Listing((operation,), items),
        key=by("repository"),
        fields=(),
        details=(Detail((operation,), answer, rows, bulk=True),),
        import_id="{repository}",
    )
