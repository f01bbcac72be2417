"""Starts the worker: in isolated mode the interpreter finds nothing beside this file by itself."""

import importlib
import importlib.util
import os
import sys

NAME = "trueup_worker"


def main() -> None:
    """Load the package that this file lies in, by a name that nothing else has, and serve."""
    folder = os.path.dirname(os.path.abspath(__file__))
    spec = importlib.util.spec_from_file_location(
        NAME, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = package
    spec.loader.exec_module(package)
    importlib.import_module(f"{NAME}.protocol").serve()


if __name__ == "__main__":
    main()
