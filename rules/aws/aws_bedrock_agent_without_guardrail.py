"""Nothing filters what this agent is told and what it says.

A guardrail stops prompt attacks, denied topics and personal data in both directions. Agents whose
application filters itself may do without.
"""

from scanner import LOW, rule


@rule(
    on="aws_bedrockagent_agent",
    severity=LOW,
    fix="Set guardrail_configuration to a guardrail and its version.",
    aliases=("CKV_AWS_383",),
    cwe=693,
    references=("https://docs.aws.amazon.com/bedrock/latest/userguide/agents-guardrail.html",),
    bad=('resource "aws_bedrockagent_agent" "help" { agent_name = "help" }  # here',),
    good=(
        """
resource "aws_bedrockagent_agent" "help" {
  guardrail_configuration = [{ guardrail_identifier = "abc", guardrail_version = "1" }]
}
""",
        'resource "aws_bedrock_guardrail" "all" { name = "all" }',
    ),
)
def check(agent):
    if not any(True for _ in agent.each("guardrail_configuration")):
        yield agent.fail("guardrail_configuration", "nothing filters the agent")
