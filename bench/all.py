"""Every table of this folder, one after the other: `make bench`."""

import subprocess
import sys
from pathlib import Path

QUIET = {"all.py"}


def main() -> None:
    """Run each bench as a process of its own, so that none warms the next."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.name not in QUIET:
            print(f"\n== {path.stem}", flush=True)
            subprocess.run([sys.executable, str(path)], check=True)


if __name__ == "__main__":
    main()
