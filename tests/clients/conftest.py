"""What every test needs: the server's address, and the examples of the documentation."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
sys.path.insert(0, str(EXAMPLES))
sys.dont_write_bytecode = True


@pytest.fixture(scope="session")
def server():
    """The address of the server, which run.sh starts."""
    return os.environ["WELLSPRING_URL"]


@pytest.fixture(scope="session")
def example():
    """Imports an example of the documentation."""
    return importlib.import_module


@pytest.fixture(scope="session")
def lines():
    """Runs an example of the documentation as its reader does, and gives the lines that it prints."""

    def run(name):
        ran = subprocess.run(
            [sys.executable, EXAMPLES / f"{name}.py"], capture_output=True, text=True, timeout=60, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.splitlines()

    return run
