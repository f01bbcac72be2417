"""Record what the examples of the AWS rules are as a plan and as a state, by the real Terraform.

    python tests/oracles/rule_origins.py [--states | --missing | --answers] [RULE-ID ...]

Needs ``terraform`` on PATH, the AWS provider 5.100.0 within its reach (TF_CLI_CONFIG_FILE may name
a mirror) and moto (the dev extra). Every example becomes a module of one configuration, which is
planned at once and applied in batches, to an AWS server in this process. What an example leaves
out and the provider requires is added, and names that one account can have only once get the
example's number.
The server is moto, completed after the documentation of the services: see origins/mends.py,
origins/keeping.py and origins/edges.py (what it forgets), origins/lacking.py (what it does not
serve).

For each rule it writes tests/rules/origins/RULE-ID.json: of each example the plan and the state as
if it had been a root module of its own, reduced to what a scan reads; or the reason why Terraform
or the server would not have it. --states: apply again what is recorded as planned. --missing: only
what has a plan and no state.

Beside that it writes what the server answers of the applied examples, see origins/answers.py.
--answers: only that, of the examples with a state whose types have a live reader and that are not
yet among the recorded answers; after a new reader, name the rules that look at its type. Examples
that mean the same object, by an ARN that both give, are applied to servers of their own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Record all rules, or those named."""
    from origins.answers import is_wanted
    from origins.applying import apply_all
    from origins.command import start
    from origins.planning import plan_all
    from origins.records import examples, read_plans, recorded, write

    parser = argparse.ArgumentParser(description="Record plans and states of the rules' examples.")
    parser.add_argument("--states", action="store_true", help="apply the recorded plans again")
    parser.add_argument("--missing", action="store_true", help="only those without a state")
    parser.add_argument("--answers", action="store_true", help="only what reading live takes")
    parser.add_argument("rules", nargs="*", metavar="RULE-ID")
    options = parser.parse_args()
    found = examples(options.rules)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        schemas = start(folder)
        if options.answers:
            read_plans(found)
            todo = [one for one in found if one.plan and is_wanted(one, bool(options.rules))]
            apply_all(todo, folder, schemas, lambda: None)
            print(f"{len(todo)} examples asked for")
            return
        if options.states or options.missing:
            read_plans(found)
        else:
            plan_all(found, folder, schemas)
            write(found)  # applying may take long, and what is planned is worth keeping
        kept = {
            one.module
            for one in found
            if options.missing and recorded(one).get("state") is not None
        }
        todo = [one for one in found if one.plan and one.module not in kept]
        apply_all(todo, folder, schemas, lambda: write(found))
    planned = sum(one.plan is not None for one in found)
    applied = sum(one.state is not None for one in found)
    print(f"{len(found)} examples: {planned} planned, {applied} applied")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
