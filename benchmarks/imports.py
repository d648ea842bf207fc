"""Times starting the package against starting numpy, and fails above the limits.

Run it as ``python benchmarks/imports.py``, on an otherwise idle machine.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

ROUNDS = 31
YARDSTICK = "import numpy"
LIMITS = {"import inequality": 0.5, "inequality --help": 1.5}
COMMANDS = {
    YARDSTICK: ["-c", "import numpy"],
    "import inequality": ["-c", "import inequality"],
    "inequality --help": ["-m", "wealth_inequality", "--help"],
}


def seconds(arguments: list[str]) -> float:
    """Time one process from start to end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Print the table; 1 if a limit is passed."""
    for arguments in COMMANDS.values():  # compiles to bytecode and warms the file cache
        seconds(arguments)
    # Interleaved, so that a busy moment of the machine falls on all of them.
    rounds = [{name: seconds(arguments) for name, arguments in COMMANDS.items()} for _ in range(ROUNDS)]
    slow = False
    print(f"{'':<20}{'median':>10}{'ratio':>8}{'limit':>8}")
    for name in COMMANDS:
        ratio = median(one[name] / one[YARDSTICK] for one in rounds)
        limit = LIMITS.get(name)
        slow |= limit is not None and ratio > limit
        print(f"{name:<20}{median(one[name] for one in rounds) * 1000:>7.0f} ms{ratio:>8.2f}{limit or '':>8}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
