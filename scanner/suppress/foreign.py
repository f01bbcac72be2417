"""Other scanners' ignores, as far as they are about rules of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from scanner.model import Comment, Diagnostic, Extended, Location, Resource, Rule
from scanner.peer_ignores import EXACT, FILE, RESOURCE, PeerIgnore, in_annotations, in_comment
from scanner.suppress.ignore import DATE, Ignore, annotations_of, note
from scanner.wildcards import like


class Foreign:
    """Reads them, with what decides whether they count; notes go to `diagnostics`."""

    def __init__(
        self,
        rules: Sequence[Rule],
        names: Mapping[str, str],
        today: str,
        workspace: str,
        diagnostics: list[Diagnostic],
    ) -> None:
        self.rules = rules
        self.names = names
        self.today = today
        self.workspace = workspace
        self.diagnostics = diagnostics

    def found(self, comments: Sequence[Comment], resources: Sequence[Resource]) -> Iterator[Ignore]:
        """Those in comments and annotations."""
        alone = {(c.path, c.line) for c in comments if c.own_line}
        blocks: dict[str, list[Location]] | None = None
        for comment in comments:
            for peer in in_comment(comment.text):
                where = Location(comment.path, comment.line, 1, comment.line, 1)
                ignore = self._ignore(peer, where)
                if ignore is None:
                    continue
                ignore.target = comment.line
                while comment.own_line and (comment.path, ignore.target) in alone:
                    ignore.target += 1
                if peer.cover == RESOURCE:
                    blocks = _blocks(resources) if blocks is None else blocks
                    here = blocks.get(comment.path, ())
                    head = _around(here, comment.line)
                    if here and head is None:
                        message = f"{peer.written} stands in no block and ignores nothing"
                        self.diagnostics.append(note("ignore-of-other-scanner", message, where))
                        continue
                    # A Dockerfile or workflow is one thing: there it covers the file.
                    ignore.whole_file = head is None
                    ignore.target = head or 0
                yield ignore
        for resource in resources:
            if resource.type[:1].isupper():
                for key, peer in in_annotations(annotations_of(resource)):
                    where = resource.source.locate(("metadata", "annotations", key))
                    ignore = self._ignore(peer, where)
                    if ignore is not None:
                        ignore.resource = resource
                        yield ignore

    def _ignore(self, peer: PeerIgnore, where: Location) -> Ignore | None:
        """What counts of it; notes say what does not, and why."""
        if peer.workspace is not None and not like(self.workspace, peer.workspace):
            return None
        if peer.until is not None and (not DATE.match(peer.until) or peer.until < self.today):
            message = f"{peer.written} ended on {peer.until}; fix, renew or remove it"
            self.diagnostics.append(note("ignore-expired", message, where))
            return None
        known: set[str] = set()
        for name in peer.ids:
            rule = self.names.get(name.lower()) or self.names.get(f"avd-{name.lower()}")
            if rule is None:
                message = f"{peer.written} ignores nothing here: {self._why_not(name)}"
                self.diagnostics.append(note("ignore-of-other-scanner", message, where))
            else:
                known.add(rule)
        if peer.ids and not known:
            return None
        reason = peer.reason.strip() or f"no reason given ({peer.written})"
        rules = frozenset(known) if peer.ids else None
        ignore = Ignore(rules, reason, peer.until, where, foreign=True)
        ignore.whole_file, ignore.exact = peer.cover == FILE, peer.cover == EXACT
        return ignore

    def _why_not(self, name: str) -> str:
        low = {name.lower(), f"avd-{name.lower()}"}
        near = [r.id for r in self.rules if low & {one.lower() for one in r.related_ids}]
        if near:
            return f"{name} asks more or less than {' and '.join(near)}; ignore these by name"
        return f"no rule asks what {name} asks"


def _blocks(resources: Iterable[Resource]) -> dict[str, list[Location]]:
    """Where resources stand, by file: whole blocks and objects."""
    found: dict[str, list[Location]] = {}
    for resource in resources:
        if isinstance(resource.source, Extended):
            extent = resource.source.extent()
            found.setdefault(extent.path, []).append(extent)
            if resource.type == "github_workflow":
                found[extent.path] += _steps(resource)
    return found


def _steps(workflow: Resource) -> Iterator[Location]:
    """The steps of a workflow, each with the lines up to the next one, as Checkov counts them."""
    jobs = workflow.attributes.get("jobs")
    for name, job in jobs.items() if isinstance(jobs, Mapping) else ():
        steps = job.get("steps") if isinstance(job, Mapping) else None
        count = len(steps) if isinstance(steps, list) else 0
        places = [workflow.source.locate(("jobs", name, "steps", n)) for n in range(count)]
        for place, following in zip_longest(places, places[1:]):
            end = following.start_line - 1 if following is not None else place.end_line
            yield replace(place, end_line=max(place.start_line, end))


def _around(blocks: Sequence[Location], line: int) -> int | None:
    """The first line of the smallest block around a line."""
    around = [b for b in blocks if b.start_line <= line <= b.end_line]
    if not around:
        return None
    return min(around, key=lambda b: b.end_line - b.start_line).start_line
