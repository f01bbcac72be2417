"""What the local server forgets of stacks, as the documentation has the answers."""

from typing import Any

from family import World, swap

DOCUMENTATION = {
    "aws_cloudformation_stack": "https://docs.aws.amazon.com/AWSCloudFormation/latest/"
    "APIReference/API_Stack.html",
}
AMENDED = {"aws_cloudformation_stack.main": {"disable_rollback": True}}


def amend(world: World, answers: dict[str, Any]) -> None:
    """Capabilities, and no way back."""
    swap(
        answers,
        "DescribeStacks",
        "<DisableRollback>false</DisableRollback>",
        "<DisableRollback>true</DisableRollback>"
        "<Capabilities><member>CAPABILITY_IAM</member></Capabilities>",
        after="<StackName>queues</StackName>",
    )


def _edit(old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        key = next(key for key in answers if "DescribeStacks" in key)
        return {key: (old, new)}

    return edits


_MAIN = "aws_cloudformation_stack.main: "
EDITS = {
    f"{_MAIN}parameters": _edit(
        "<ParameterValue>live</ParameterValue>", "<ParameterValue>test</ParameterValue>"
    ),
    f"{_MAIN}capabilities": _edit("<member>CAPABILITY_IAM</member>", ""),
    f"{_MAIN}tags": _edit("<Value>core</Value>", "<Value>other</Value>"),
}
