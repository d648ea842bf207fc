"""Run by the tests in a process of its own: fetches the table of a server into a folder. Words: origin, folder, member."""

import sys
from pathlib import Path

from inequality.errors import SourceError
from inequality.store import Gate, Remote
from inequality.store.keeping import Asked, Store
from inequality.store.limits import Limits


def main(origin: str, folder: str, member: str = "", limit: str = "") -> int:
    remote = Remote("table.csv", f"{origin}/{'table.zip' if member else 'table.csv'}", Gate("csv", ("area",)), member=member)
    asked = Asked("swiid", [remote], (origin,))
    store = Store(Path(folder) / "cache", Path(folder) / "data.lock", Limits(attempts=2, first_wait=0.01))
    if limit:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    print("ready", flush=True)
    try:
        known = store.editions(asked)
        edition = store.open(known[-1], asked) if known else store.fetch(asked)
    except SourceError as error:
        print(type(error).__name__, error, flush=True)
        told = Path("/proc/self/status")
        peak = [line.split()[1] for line in told.read_text().splitlines() if line.startswith("VmHWM")] if told.exists() else []
        print("memory", *peak, "kB", flush=True)  # not ru_maxrss, which begins with that of the process that started this one
        return 1
    print(edition.id, edition.files["table.csv"], flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
