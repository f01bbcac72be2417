"""How fast the HCL parser is, beside python-hcl2 on the same text in the same process.

    python bench/parse.py [--megabytes 2] [FILE ...]

Without files it reads a generated corpus in the manner of public modules. Prints MB per second of
CPU time (best of three) and the ratio; python-hcl2 gets a sample, since it takes minutes for more.
"""

from __future__ import annotations

import argparse
import marshal
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scanner.hcl import parse
from scanner.hcl.cache import parse_cached

RESOURCE = """# The {n}th bucket and what belongs to it
resource "aws_s3_bucket" "bucket_{n}" {{
  count         = var.create_{n} && length(var.names) > {n} ? 1 : 0
  bucket        = "${{var.prefix}}-logs-{n}"
  force_destroy = false

  tags = merge(local.tags, {{
    Name        = "logs-{n}"
    Environment = var.environment
    "Cost:Center" = var.cost_centers[{n}].name
  }})
}}

resource "aws_security_group" "group_{n}" {{
  name        = var.name
  description = "Traffic of ${{var.name}} in ${{data.aws_region.current.name}}"
  vpc_id      = module.vpc.vpc_id

  ingress {{
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "172.16.0.0/12"]
  }}

  dynamic "egress" {{
    for_each = {{ for k, v in var.rules_{n} : k => v if v.enabled }}
    content {{
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = lookup(egress.value, "protocol", "tcp")
      cidr_blocks = egress.value.cidr_blocks
    }}
  }}

  lifecycle {{
    create_before_destroy = true
  }}
}}

resource "aws_iam_role_policy" "policy_{n}" {{
  name = "policy-{n}"
  role = aws_iam_role.role[0].id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [
      {{
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${{aws_s3_bucket.bucket_{n}[0].arn}}/*"
      }},
    ]
  }})
}}

variable "names_{n}" {{
  description = "The names that this module gives to what it makes, in the order of creation."
  type        = map(object({{ name = string, size = optional(number, {n}) }}))
  default     = {{}}
}}

output "script_{n}" {{
  description = "How to start"
  value       = <<-EOT
    #!/bin/sh
    aws s3 ls s3://${{aws_s3_bucket.bucket_{n}[0].id}}
    %{{ for name in var.names ~}}
    echo ${{name}}
    %{{ endfor ~}}
  EOT
}}

"""


def corpus(size: int) -> str:
    """About `size` characters of Terraform code."""
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(RESOURCE.format(n=len(parts)))
        length += len(parts[-1])
    return "".join(parts)


def best(read: Callable[[str], Any], text: str, rounds: int = 3) -> float:
    """The least CPU time, in seconds, that reading `text` takes."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return min(times)


def rates(tree_sitter: Path) -> dict[str, float]:
    """MB per second of each parser that is here. tree_sitter: a Python that has it."""
    import hcl2

    text = corpus(1_000_000)
    # It takes minutes for a megabyte, and time in proportion to the size.
    sample = corpus(60_000)
    hcl2.loads(corpus(100))  # which reads its grammar
    ours, theirs = [], []
    for _ in range(3):  # in turns, so that whatever else the machine does falls on both
        theirs.append(len(sample) / 1e6 / best(hcl2.loads, sample, 1))
        ours.append(len(text) / 1e6 / best(parse, text, 1))
    found = {"trueup": max(ours), "python-hcl2": max(theirs)}
    if tree_sitter.exists():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "main.tf"
            path.write_text(text)
            script = Path(__file__).parent / "tree_sitter_rate.py"
            done = subprocess.run(
                [str(tree_sitter), str(script), str(path)],
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            found["tree-sitter-hcl"] = len(text) / 1e6 / float(done.stdout)
    return found


def tree_memory(size: int) -> float:
    """MB of memory that the text and tree of about `size` characters of code take."""
    tracemalloc.start()
    text = corpus(size)
    before = tracemalloc.get_traced_memory()[0] - sys.getsizeof(text)
    parsed = parse(text)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert not parsed.problems
    return (after - before) / 1e6 * size / len(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=2.0)
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    text = "".join(path.read_text("utf-8") for path in arguments.files)
    text = text or corpus(int(arguments.megabytes * 1e6))
    parsed = parse(text)
    sys.stdout.write(f"{len(text) / 1e6:.2f} MB, {len(parsed.problems)} problems\n")

    ours = len(text) / 1e6 / best(parse, text)
    sys.stdout.write(f"trueup       {ours:8.2f} MB/s\n")
    with tempfile.TemporaryDirectory() as folder:
        parse_cached(text, folder)
        cached = len(text) / 1e6 / best(lambda t: parse_cached(t, folder), text)
        stored = len(marshal.dumps(parsed.body))
    sys.stdout.write(
        f"from cache   {cached:8.2f} MB/s, {stored / len(text):.2f} bytes a character\n"
    )

    import hcl2

    sample = text if arguments.files and len(text) < 200_000 else corpus(60_000)
    sys.stdout.write(f"python-hcl2 on a sample of {len(sample) / 1e6:.2f} MB\n")
    theirs = len(sample) / 1e6 / best(hcl2.loads, sample, 2)
    same = len(sample) / 1e6 / best(parse, sample)
    sys.stdout.write(
        f"python-hcl2  {theirs:8.2f} MB/s; trueup {same:.2f}: {same / theirs:.0f} times\n"
    )


if __name__ == "__main__":
    main()
