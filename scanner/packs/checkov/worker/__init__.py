"""Runs in Checkov's interpreter, as ``python -I worker/__main__.py [DIRECTORY...]``: resources in,
verdicts out. The directories are of the user's own checks.

Imports the standard library, Checkov and its own modules, and nothing else of trueup's, which is
not there. Each line on standard input is a request in JSON, each line on the first standard output
its answer, in order:

    {"do": "hello"}   -> {"protocol": 1, "checkov": "3.3.30", "root": ".../checkov"}
    {"do": "index"}   -> {"index": {...}}, see `index.build`
    {"do": "external"} -> {"index": {...}}, see `external.External.index`; after the other index,
                      which has Checkov's own checks alone
    {"do": "warm", "modules": [...]}
                      -> {}, when these are imported; what all checks import, where none is named
    {"do": "judge", "kind": "resource", "type": "aws_x", "name": "b", "path": "...",
     "conf": {...}, "modules": [...]}
                      -> {"said": [[check id, verdict, evaluated keys], ...]}
    {"do": "graph", "framework": "terraform", "nodes": [...], "edges": [...]}
                      -> {"said": [[check id, verdict, node, keys], ...]}, see `graph`

A verdict is Checkov's (``PASSED``, ``FAILED``, ``UNKNOWN``) or ``CRASHED`` for a check that raised,
whose exception's name stands where its keys would. Of a Dockerfile or workflow, which is judged as
a whole, an answer may be there for each part that fails; its keys are the steps to that part (after
the exception's name, of one that raised). kind: which family of checks is asked, see
`families`. modules: those with checks of that type, which are imported once; after the first
request of a type they may be left out.

A request may say what of `conf` is not certain: ``unread`` is what nobody knows, ``chosen`` what
the platform may have set by itself and ``zeros`` what may stand for nothing, each as ``[[path of a
mapping, [names]], ...]``. Then each answer ends with two lists of places: what the check asked for
that nobody knows, and what its verdict hinges on being set, ``["vpc_config/0/vpc_id"]``; see
`watched`.

Checks are cheap and their imports are not: importing ``checkov.terraform`` brings all of the
scanner, since its packages import everything below them. Here these packages are empty, and of the
checks only those are imported that some resource wants.

Checks do as they like with standard output, so the protocol has descriptors of its own. Sockets and
programs are refused: no check needs them, and nothing of what is scanned may leave.
"""
