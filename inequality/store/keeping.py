"""The store: what a source asks for, as files that are checked, pinned to an edition, and found again."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from pathlib import Path

from inequality.errors import BlockedError, EditionError, OfflineError, SourceError, StoreError
from inequality.store.bars import progress
from inequality.store.cache import Cache, home
from inequality.store.history import History
from inequality.store.inspection import Wrong, inspect
from inequality.store.limits import LIMITS, Limits
from inequality.store.part import Part
from inequality.store.pins import Lock, Pin, lock_path
from inequality.store.received import Received, Validators
from inequality.store.remote import Remote
from inequality.store.wanted import Wanted, shown

__all__ = ["Asked", "Edition", "Store", "offline"]


def offline() -> bool:
    """Whether INEQUALITY_OFFLINE forbids every connection."""
    return os.environ.get("INEQUALITY_OFFLINE", "") not in ("", "0")


@dataclass(frozen=True)
class Asked:
    """What one reader needs for one selection.

    Parameters
    ----------
    source : str
        Name of the source.
    remotes : tuple of Remote
        The files.
    hosts : tuple of str
        Where they may come from.
    by_hand : str
        How a user gets them where the publisher blocks programs.
    label : callable or None
        Reads the publisher's own label of the edition out of the files.
    words : str
        What follows ``inequality fetch`` on the command line to ask for them.
    """

    source: str
    remotes: Sequence[Remote]
    hosts: tuple[str, ...]
    by_hand: str = ""
    label: Callable[[Mapping[str, Path]], str] | None = None
    words: str = ""

    @property
    def wanted(self) -> list[Wanted]:
        """The files, each with what is known of where it may come from."""
        words = self.words or self.source
        return [Wanted(self.source, remote, self.hosts, self.by_hand, remote.sha256, words) for remote in self.remotes]


@dataclass(frozen=True)
class Edition:
    """The files of one edition, checked and local.

    Parameters
    ----------
    source, name : str
        Together ``source@edition``.
    pins : tuple of Pin
        A file each, in the order asked for.
    files : mapping of str to Path
        By name.
    news : str
        ``"pinned"`` where it was not in the lock before, ``"refetched"``, or nothing.
    """

    source: str
    name: str
    pins: tuple[Pin, ...]
    files: Mapping[str, Path] = field(default_factory=dict)
    news: str = ""

    @property
    def id(self) -> str:
        """``source@edition``."""
        return f"{self.source}@{self.name}"

    @property
    def day(self) -> str:
        """ISO date from which it counts as known: published, or else retrieved; of several files the last."""
        return max(pin.published or pin.retrieved[:10] for pin in self.pins)

    @property
    def sha256(self) -> str:
        """Hash of the file; of several, of the list of their hashes and names as `sha256sum` prints it."""
        if len(self.pins) == 1:
            return self.pins[0].sha256
        listing = "".join(f"{pin.sha256}  {pin.name}\n" for pin in sorted(self.pins, key=lambda pin: pin.name))
        return hashlib.sha256(listing.encode()).hexdigest()

    @property
    def order(self) -> tuple[object, ...]:
        """The edition that was retrieved last is the lock's own; then the one published last."""
        natural = tuple((int(text), "") if text.isdigit() else (-1, text) for text in re.split(r"(\d+)", self.name))
        return max(pin.retrieved for pin in self.pins), self.day, natural


class Store:
    """The cache, the lock and the log.

    Parameters
    ----------
    cache : Path, optional
        Folder of the cache; else INEQUALITY_CACHE, or the system's place for caches.
    lock : Path, optional
        The lock; else INEQUALITY_LOCK, ``data.lock`` in the working folder or above it, or the one in the cache.
    limits : Limits, optional
        Bounds of a fetch.
    """

    def __init__(self, cache: Path | None = None, lock: Path | None = None, limits: Limits | None = None) -> None:
        self.cache = Cache(cache or home())
        self.lock = Lock(lock or lock_path(self.cache.root))
        self.history = History(self.cache.root / "log.jsonl")
        self.limits = limits or LIMITS

    def editions(self, asked: Asked) -> list[Edition]:
        """Return the editions in the lock that hold every file asked for, the one retrieved last at the end."""
        pins = {(pin.edition, pin.name, pin.request): pin for pin in self.lock.pins(asked.source)}
        found = []
        for name in dict.fromkeys(edition for edition, _, _ in pins):
            held = [pins.get((name, wanted.remote.name, wanted.request)) for wanted in asked.wanted]
            if all(held) and held:
                found.append(Edition(asked.source, name, tuple(pin for pin in held if pin)))
        return sorted(found, key=lambda edition: edition.order)

    def open(self, edition: Edition, asked: Asked) -> Edition:
        """Return an edition of the lock with its files; what the cache lacks is fetched again, and must have the same hash."""
        files, news = {}, ""
        for pin, wanted in zip(edition.pins, asked.wanted, strict=True):
            path = self.cache.find(pin.sha256, pin.name)
            if path is None:
                path, news = self._again(edition, pin, wanted), "refetched"
            files[pin.name] = path
        return replace(edition, files=files, news=news)

    def fetch(self, asked: Asked, *, accept: Callable[[Edition], str] = lambda edition: "") -> Edition:
        """Fetch what the publisher has now, and pin it.

        Parameters
        ----------
        asked : Asked
            The files.
        accept : callable
            Is given the edition that came, returns why it is not to be pinned, or nothing.

        Returns
        -------
        Edition
            The one in the lock where the bytes are the same; else a new one.

        Raises
        ------
        SourceError
            If a file cannot be had whole and right, or the edition is not accepted.
        """
        got = [self._one(wanted) for wanted in asked.wanted]
        return self._pin(asked, got, accept)

    def bring(self, asked: Asked, paths: Sequence[Path], **options: Callable[[Edition], str]) -> Edition:
        """Take in files that the user got by hand, through the same gates; the others are fetched."""
        brought: dict[str, tuple[Pin, Path]] = {}
        for path in paths:
            wanted = self._fitting(path, [wanted for wanted in asked.wanted if wanted.remote.name not in brought])
            brought[wanted.remote.name] = self._import(path, wanted)
        got = [brought.get(wanted.remote.name) or self._one(wanted) for wanted in asked.wanted]
        return self._pin(asked, got, **options)

    def _pin(
        self,
        asked: Asked,
        got: Sequence[tuple[Pin, Path]],
        accept: Callable[[Edition], str] = lambda edition: "",
    ) -> Edition:
        files = {pin.name: path for pin, path in got}
        pins = tuple(pin for pin, _ in got)
        label = asked.label(files) if asked.label else Edition(asked.source, "", pins).day
        known = self.editions(asked)
        same = [old for old in known if [pin.sha256 for pin in old.pins] == [pin.sha256 for pin in pins]]
        edition = replace(same[-1], files=files) if same else self._named(Edition(asked.source, _plain(label), pins, files))
        if reason := accept(edition):
            raise EditionError(
                f"{asked.source}: {reason}",
                possible=", ".join(sorted({old.id for old in known} | {edition.id})),
                remedy=f"ask for {edition.id}, or bring in a copy of the file: {asked.wanted[0].importing}",
            )
        if same and known[-1].name == edition.name:
            return edition
        # Bytes that were there before and are there again: their edition becomes the one retrieved last.
        pins = tuple(replace(pin, retrieved=new.retrieved) for pin, new in zip(edition.pins, pins, strict=True))
        edition = replace(edition, pins=pins)
        try:
            self.lock.add(edition.pins)
        except StoreError:  # another process was faster, with other bytes under this name
            edition = self._named(replace(edition, name=_plain(label)))
            self.lock.add(edition.pins)
        for pin in edition.pins:
            self.history.add("pinned", **vars(pin), lock=str(self.lock.path.absolute()))
        return replace(edition, news="pinned")

    def _named(self, edition: Edition) -> Edition:
        """With a name that no other bytes have: the label, and where that is not enough, eight digits of the hash."""
        taken = {pin.identity: pin.sha256 for pin in self.lock.pins(edition.source)}
        for name in (edition.name, f"{edition.name}+{edition.sha256[:8]}"):
            pins = tuple(replace(pin, edition=name) for pin in edition.pins)
            if all(taken.get(pin.identity, pin.sha256) == pin.sha256 for pin in pins):
                return replace(edition, name=name, pins=pins)
        raise StoreError(f"{edition.id}+{edition.sha256[:8]} stands for two contents", remedy="delete its lines in the lock")

    def _again(self, edition: Edition, pin: Pin, wanted: Wanted) -> Path:
        try:
            found, path = self._one(replace(wanted, sha256=pin.sha256))
        except OfflineError:
            raise
        except SourceError as error:
            raise EditionError(
                f"{edition.id} is pinned in {self.lock.path}, but its file {pin.name} cannot be had again: {error.problem}",
                possible=f"{pin.bytes:,} bytes with the sha256 {pin.sha256[:16]}..., as fetched on {pin.retrieved[:10]}",
                remedy=f"bring in a copy ({wanted.importing}), or take what the publisher has now "
                f"(inequality fetch {wanted.words or edition.source} --update), which is a new edition",
            ) from error
        return path

    def _one(self, wanted: Wanted) -> tuple[Pin, Path]:
        """Fetch one file from the first address that has it right."""
        if not wanted.urls:
            raise BlockedError(
                f"{wanted.called} cannot be fetched by a program",
                possible=f"{wanted.remote.gate.expected} that you bring in",
                remedy=wanted.alternative,
            )
        if offline():
            raise OfflineError(
                f"{wanted.called} would have to be fetched into {self.cache.root}, which INEQUALITY_OFFLINE forbids",
                possible=", ".join(sorted({f"{pin.source}@{pin.edition}" for pin in self.lock.pins(wanted.source)}))
                or f"no edition of {wanted.source} yet",
                remedy=f"unset INEQUALITY_OFFLINE, or bring in the file: {wanted.importing}",
            )
        errors: list[SourceError] = []
        for url in wanted.urls:
            try:
                return self._from(url, wanted)
            except StoreError:
                raise
            except SourceError as error:
                errors.append(error)
        if len(errors) > 1:
            errors[0].add_note(f"Also tried: {'; '.join(error.problem for error in errors[1:])}")
        raise errors[0]

    def _from(self, url: str, wanted: Wanted) -> tuple[Pin, Path]:
        from inequality.store.ranges import receive_member  # here: without them requests need not be loaded
        from inequality.store.transport import receive

        remote = wanted.remote
        before = self.history.fetched(wanted.source, wanted.request, url)
        have = self.cache.find(before["sha256"], remote.name) if before and not wanted.sha256 else None
        known = Validators(before["etag"], before["last_modified"]) if have else Validators()
        with self.cache.part() as part, progress(remote.name, remote.bytes) as tell:
            how = receive_member if remote.member else receive
            received = how(wanted, url, part, known=known, limits=self.limits, tell=tell)
            if received.status == 304:
                assert have is not None
                self._gate(have, wanted, url)  # which may know more than when the file came in
                pin = self._pinned(wanted, received, before["sha256"], have.stat().st_size)
                return replace(pin, published=pin.published or before["published"]), have
            part.flush()
            self._check(part, wanted, received)
            path = self.cache.keep(part, remote.name)
            pin = self._pinned(wanted, received, part.sha256, part.size)
        self._log(pin, received)
        return pin, path

    def _check(self, part: Part, wanted: Wanted, received: Received) -> None:
        if wanted.sha256 and part.sha256 != wanted.sha256:
            raise wanted.refused(
                received.url,
                f"has other bytes: sha256 {part.sha256[:16]}..., {part.size:,} bytes",
                possible=f"sha256 {wanted.sha256[:16]}...",
            )
        if not wanted.sha256 or wanted.sha256 == wanted.remote.sha256:
            self._gate(part.path, wanted, received.url)

    def _gate(self, path: Path, wanted: Wanted, url: str) -> None:
        try:
            inspect(path, wanted.remote.gate)
        except Wrong as error:
            cause = None if wanted.key else error  # it quotes the answer, and that may quote the key
            if error.page:
                raise wanted.blocked(url, error.came) from cause
            raise wanted.refused(url, error.came, possible=error.expected) from cause

    def _pinned(self, wanted: Wanted, received: Received, sha256: str, size: int) -> Pin:
        published = _moment(received.validators.last_modified)
        return Pin(
            wanted.source,
            "",
            wanted.remote.name,
            wanted.request,
            sha256,
            size,
            f"{_moment(received.date) or datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
            f"{published:%Y-%m-%d}" if published else "",
            received.url,
        )

    def _log(self, pin: Pin, received: Received) -> None:
        validators = received.validators
        self.history.add(
            "fetched",
            **{name: value for name, value in vars(pin).items() if name != "edition"},
            final_url=shown(received.final_url),
            etag=validators.etag,
            last_modified=validators.last_modified,
            content_type=received.content_type,
            attempts=received.attempts,
        )

    def _fitting(self, path: Path, wanted: Sequence[Wanted]) -> Wanted:
        """Return which of the files a user's file is: the one of its name, or the only one."""
        if not path.is_file():
            raise StoreError(f"{path} is not there", possible="a file that you may read", remedy="look at its name again")
        named = [one for one in wanted if one.remote.name.casefold() == path.name.casefold()] or list(wanted)
        if len(named) != 1:
            names = ", ".join(one.remote.name for one in wanted) or "none any more"
            raise StoreError(f"{path} can be any of several files", possible=names, remedy="give it the name of one of them")
        return named[0]

    def _import(self, path: Path, wanted: Wanted) -> tuple[Pin, Path]:
        with self.cache.part() as part:
            try:
                with path.open("rb") as file:
                    while piece := file.read(1 << 20):
                        part.write(piece)
            except OSError as error:
                raise StoreError(f"{path} cannot be read ({error.strerror})", remedy="mend its permissions") from error
            part.flush()
            self._gate(part.path, wanted, path.name)
            kept = self.cache.keep(part, wanted.remote.name)
            pin = self._pinned(wanted, Received("", "", 200), part.sha256, part.size)
        self.history.add("imported", **{name: value for name, value in vars(pin).items() if name != "edition"})
        return pin, kept

    def locks(self) -> list[Lock]:
        """Return this lock, the cache's own, and those that other projects on this machine wrote, as the log tells."""
        paths = {self.lock.path.absolute(), self.cache.root / self.lock.path.name}
        paths |= {Path(str(facts["lock"])) for facts in self.history.lines("pinned") if facts.get("lock")}
        return [Lock(path) for path in sorted(paths) if path.is_file()]

    def room(self) -> int:
        """Return the free bytes on the disk of the cache."""
        place = next(folder for folder in (self.cache.root, *self.cache.root.parents) if folder.is_dir())
        return shutil.disk_usage(place).free


def _moment(header: str) -> datetime.datetime | None:
    """The moment that an HTTP header names, in UTC; None where it names none."""
    try:
        return parsedate_to_datetime(header).astimezone(datetime.UTC) if header else None
    except (TypeError, ValueError, OverflowError):
        return None


def _plain(label: str) -> str:
    """A publisher's label as part of a name: no blanks, no @ and no / in it."""
    return re.sub(r"[^\w.+\-]+", "-", label.strip()).strip("-") or "unlabelled"
