"""Record what HashiCorp's parser, Terraform and python-hcl2 say about the snippets of a corpus.

    python tests/oracles/hcl_record.py --node-modules DIR

DIR is a node_modules folder that has @cdktn/hcl2json (`npm install @cdktn/hcl2json`); `node` and
`terraform` must be on PATH. hcl_corpus.json beside this file holds expressions, whole files, and
values: templates made of constants alone, which Terraform renders, in both
syntaxes. Writes syntax.json, values.json, json_values.json and structure.json (what whole files
hold: those of this repository, and generated ones, see hcl_generate.py) to tests/hcl/recorded/.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hcl_generate import generate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RECORDED = HERE.parent / "hcl" / "recorded"
SEED = 3
CORPUS = json.loads((HERE / "hcl_corpus.json").read_text("utf-8"))
EXPRESSIONS, FILES, VALUES = CORPUS["expressions"], CORPUS["files"], CORPUS["values"]


def ask(node_modules: str, expressions: list[str], files: list[str]) -> dict[str, Any]:
    """The answers of HashiCorp's parser, in the order of the questions."""
    done = subprocess.run(
        ["node", str(HERE / "hcl_oracle.js")],
        input=json.dumps({"expressions": expressions, "files": files}),
        env={**os.environ, "NODE_PATH": node_modules},
        capture_output=True,
        text=True,
        check=True,
    )
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def hashicorp(node_modules: str) -> dict[str, Any]:
    """The answers of HashiCorp's parser, each with its snippet and python-hcl2's opinion."""
    answers = ask(node_modules, EXPRESSIONS, FILES)
    return {
        "expressions": [
            {"text": text, **answer, "python_hcl2": python_hcl2(f"x = {text}\n")}
            for text, answer in zip(EXPRESSIONS, answers["expressions"], strict=True)
        ],
        "files": [
            {"text": text, **answer, "python_hcl2": python_hcl2(text)}
            for text, answer in zip(FILES, answers["files"], strict=True)
        ],
    }


def structure(node_modules: str) -> list[dict[str, Any]]:
    """What HashiCorp's parser sees in files: this repository's, and generated ones."""
    own = [path for folder in ("fixtures", "tests") for path in (ROOT / folder).rglob("*.tf")]
    texts = [path.read_text("utf-8") for path in sorted(own)]
    texts += generate(SEED, files=70, mutants=110)
    answers = ask(node_modules, [], texts)["files"]
    return [
        {"text": text, "accepted": answer["accepted"], "json": answer.get("json")}
        for text, answer in zip(texts, answers, strict=True)
    ]


def python_hcl2(text: str) -> bool:
    """Whether python-hcl2 accepts a file; recorded for comparison, HashiCorp's answer counts."""
    import hcl2
    from lark.exceptions import LarkError

    try:
        hcl2.loads(text)
    except (LarkError, ValueError, RuntimeError, KeyError, TypeError, AttributeError):
        return False
    return True


def terraform_values(texts: list[str], *, as_json: bool = False) -> list[dict[str, Any]]:
    """What Terraform makes of templates: their values, or None where it refuses."""
    if as_json:
        outputs = ", ".join(f'"x{n}": {{"value": {text}}}' for n, text in enumerate(texts))
        name, source = "main.tf.json", f'{{"output": {{{outputs}}}}}'
    else:
        blocks = (f'output "x{n}" {{\n  value = {text}\n}}\n' for n, text in enumerate(texts))
        name, source = "main.tf", "".join(blocks)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(source.encode())
        values = terraform_outputs(folder)
    # An unclosed heredoc may swallow its neighbours up to the next marker.
    if values is not None and len(values) == len(texts):
        return [
            {"text": text, "accepted": True, "value": values[f"x{n}"]["value"]}
            for n, text in enumerate(texts)
        ]
    if len(texts) == 1:
        return [{"text": texts[0], "accepted": False, "value": None}]
    half = len(texts) // 2
    return [
        *terraform_values(texts[:half], as_json=as_json),
        *terraform_values(texts[half:], as_json=as_json),
    ]


def terraform_outputs(folder: str) -> dict[str, Any] | None:
    """The outputs of the configuration in a folder; None when Terraform refuses it."""
    for command in (["apply", "-auto-approve", "-no-color"], ["output", "-json"]):
        done = subprocess.run(
            ["terraform", f"-chdir={folder}", *command],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return None
    outputs: dict[str, Any] = json.loads(done.stdout)
    return outputs


def write(name: str, data: Any) -> None:
    RECORDED.mkdir(exist_ok=True)
    path = RECORDED / name
    path.write_text(json.dumps(data, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--node-modules", required=True, metavar="DIR")
    arguments = parser.parse_args()
    node_modules = os.path.abspath(arguments.node_modules)
    write("syntax.json", hashicorp(node_modules))
    write("structure.json", structure(node_modules))
    write("values.json", terraform_values(VALUES))
    write("json_values.json", terraform_values(CORPUS["json_values"], as_json=True))


if __name__ == "__main__":
    main()
