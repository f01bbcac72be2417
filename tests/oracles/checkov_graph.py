"""Checkov's graph of tests/packs/recorded/graph: ``tests/packs/recorded/graph.json``.

Run by the interpreter of Checkov's environment, in the repository's root:
``.venv-checkov/bin/python -I tests/oracles/checkov_graph.py``.

Kept are the blocks that its checks ask about and the edges between them. An edge to an output of a
module is followed to what the output refers to, as the solvers of its checks do.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path("tests/packs/recorded/graph")
KINDS = ("resource", "data", "provider", "module")
NAMED = ("block_name_", "block_type_", "id_", "source_", "_resource_type")


def main() -> None:
    """Record the graph that Checkov hands to its graph checks."""
    os.environ["LOG_LEVEL"] = "CRITICAL"
    from checkov.common.graph.checks_infra.registry import BaseRegistry
    from checkov.runner_filter import RunnerFilter
    from checkov.terraform.runner import Runner

    graphs: list[Any] = []

    def run_checks(_self: Any, graph: Any, *_: object) -> dict[Any, Any]:
        graphs.append(graph)
        return {}

    BaseRegistry.run_checks = run_checks
    Runner().run(root_folder=str(FOLDER), runner_filter=RunnerFilter(framework=["terraform"]))
    (graph,) = graphs
    nodes = dict(graph.nodes())
    edges = [(start, end) for start, end in graph.edge_list()]

    def ends(index: int) -> list[int]:
        if nodes[index]["block_type_"] != "output":
            return [index]
        return [one for start, end in edges if start == index for one in ends(end)]

    found: dict[str, Any] = {
        "nodes": {
            _key(node): {name: node[name] for name in NAMED if name in node}
            for node in nodes.values()
            if node["block_type_"] in KINDS
        },
        "edges": sorted(
            {
                (_key(nodes[start]), _key(nodes[one]))
                for start, end in edges
                for one in ends(end)
                if nodes[start]["block_type_"] in ("resource", "data")
                and nodes[one]["block_type_"] in KINDS
            }
        ),
    }
    # Instances are in no order.
    found["nodes"] = dict(sorted(found["nodes"].items()))
    text = json.dumps(found, indent=1)
    FOLDER.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def _key(node: dict[str, Any]) -> str:
    return f"{node['resource_type']} {node['__address__']}"


if __name__ == "__main__":
    main()
