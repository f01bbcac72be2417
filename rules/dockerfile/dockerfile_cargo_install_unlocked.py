"""cargo install ignores the crate's own Cargo.lock and takes the newest of all its dependencies.

What you install is then a mixture that its authors never built or tested, and that changes every
day. --locked builds what they released.
"""

from scanner import LOW, rule
from scanner.shapes import commands, has_option, operands, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add --locked.",
    cwe=1357,
    references=("https://doc.rust-lang.org/cargo/commands/cargo-install.html",),
    bad=(
        """
FROM rust:1.90
# here
RUN cargo install sccache --version 0.10.0
""",
    ),
    good=(
        """
FROM rust:1.90
RUN cargo install --locked sccache@0.10.0
""",
        """
FROM rust:1.90
RUN cargo build --release && cargo install --frozen --path .
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "cargo"):
            if operands(command)[:1] == ["install"] and not has_option(
                command, "--locked", "--frozen"
            ):
                yield command.fail(message="the crate's lock file is ignored")
