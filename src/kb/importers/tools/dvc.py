"""DVC and DVCLive: the state of a pipeline at a commit, experiments in `refs/exps`, and folders of DVCLive."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from kb.errors import KbError
from kb.history.references import changed, held, resolved
from kb.importers.dvc import experiments, pipeline, place, results, settings
from kb.importers.dvc.experiments import Known
from kb.importers.dvc.pipeline import Pipeline
from kb.importers.dvc.place import Place
from kb.importers.dvc.snapshot import Cache, Repository, Snapshot, TooMuch, WorkTree
from kb.importers.importer import Importer, Request
from kb.importers.run import Run, Trouble

_AT_ONCE: Final = 500
_WORKSPACE: Final = "workspace"


class Dvc(Importer):
    """Reads what DVC keeps in git and in the work tree."""

    name: ClassVar[str] = "dvc"
    summary: ClassVar[str] = "Results of DVC pipelines in commits and in refs/exps, and folders of DVCLive."
    usual: ClassVar[tuple[str, ...]] = ("dvc.yaml", "dvc.lock", "dvclive")

    def runs(self, request: Request) -> Iterator[Run | Trouble]:
        here = place.find(request.root, request.source)
        for found in _runs(here, _asked(here, request.ids)):
            if isinstance(found, Trouble) or not request.groups or found.group in request.groups:
                yield found


def _asked(here: Place, ids: frozenset[str]) -> frozenset[str]:
    """The ids without the folder of the pipeline."""
    return frozenset(id_.removeprefix(f"{here.folder}:") for id_ in ids)


def _runs(here: Place, ids: frozenset[str]) -> Iterator[Run | Trouble]:
    if not here.in_git:
        if any((folder / ".git").exists() for folder in (here.top, *here.top.parents)):
            yield Trouble(here.uri, "git does not read this repository", "`git status` says why.")
        elif not ids or _WORKSPACE in ids:
            yield _workspace(here)
        return
    known, others = experiments.chosen(experiments.experiments(here.top), ids)
    revisions = [word for word in others if word != _WORKSPACE] if ids else ["HEAD"]
    states = []
    for found in (_state(here, word) for word in revisions):
        if isinstance(found, Trouble):
            yield found
        elif found is not None:
            states.append(found)
    reading = _Reading(here, explicit=bool(ids))
    yield from reading.runs(experiments.ordered([*known, *states]))
    if _WORKSPACE in ids:
        yield _workspace(here)
    elif not ids:
        yield from _uncommitted(here, reading.seen)


def _pipeline(here: Place, snapshot: Snapshot) -> Pipeline:
    if not here.live:
        return pipeline.read(snapshot, here.folder)
    metrics, params, plots = (
        posixpath.join(here.folder, name) for name in ("metrics.json", "params.yaml", "plots/metrics")
    )
    return Pipeline(here.folder, metrics=[metrics], params=[params], plots=[plots])


def _tells(pipe: Pipeline) -> list[str]:
    """The files that make another result of it if they change."""
    return [pipe.lock, *pipe.metrics, *pipe.params]


def _state(here: Place, revision: str) -> Known | Trouble | None:
    """The result that a revision holds; None if it holds none, or there is no such revision."""
    commit = resolved(here.top, revision)
    if commit is None:
        return None
    repository = Repository(here.top)
    snapshot = repository.at(commit)
    try:
        repository.fetch([(snapshot, here.files)])
        paths = _tells(_pipeline(here, snapshot))
    except KbError:
        paths = list(here.files)  # reading it again says what is wrong
    found = experiments.state(here.top, commit, paths, revision)
    # A pipeline that never ran has no lock and no figures yet: nothing to tell, and nothing wrong.
    if found is None and any(held(here.top, [(commit, path) for path in paths])):
        message = f"git does not say which commit the results of {revision} come from"
        return Trouble(
            here.uri, message, "`git fsck` says more; in a very long history it may have taken too long."
        )
    return found


class _Reading:
    """Reads results out of git, many at once.

    Attributes:
        seen: what the files of each result held that was read, to know the work tree's again.
    """

    def __init__(self, here: Place, *, explicit: bool) -> None:
        self.here = here
        self.explicit = explicit
        self.seen: set[str] = set()

    def runs(self, known: Sequence[Known]) -> Iterator[Run | Trouble]:
        """The runs of results, in their order."""
        waiting = [known[start : start + _AT_ONCE] for start in range(0, len(known), _AT_ONCE)][::-1]
        while waiting:
            some = waiting.pop()
            try:
                yield from self._some(some)
            except TooMuch as error:
                if len(some) > 1:
                    half = len(some) // 2
                    waiting += [some[half:], some[:half]]
                else:
                    yield _trouble(error, self.here.uri)
            except KbError as error:
                yield _trouble(error, self.here.uri)

    def _some(self, known: Sequence[Known]) -> list[Run | Trouble]:
        top = self.here.top
        repository = Repository(top)
        asked = sorted({one.baseline for one in known if one.baseline is not None})
        roots = held(top, [(commit, "") for commit in asked])
        baselines = {commit: repository.at(commit) for commit, tree in zip(asked, roots, strict=True) if tree}
        differs = changed(top, ((one.commit, one.baseline) for one in known if one.baseline in baselines))
        snapshots = {one.id: repository.at(one.commit) for one in known}
        repository.fetch((snapshot, self.here.files) for snapshot in snapshots.values())
        found: dict[str, Pipeline | Trouble] = {}
        for one in known:
            try:
                found[one.id] = _pipeline(self.here, snapshots[one.id])
            except KbError as error:
                found[one.id] = _trouble(error, self.here.uri)
        pipes = {one: pipe for one in known if isinstance(pipe := found[one.id], Pipeline)}
        self._fetch(repository, pipes, snapshots, baselines, differs)
        made: list[Run | Trouble] = []
        for one in known:
            pipe = found[one.id]
            if isinstance(pipe, Trouble):
                made.append(pipe)
            elif self._is_ours(one, pipe, differs.get(one.commit)):
                before = baselines.get(one.baseline or "")
                self.seen.add(_held(snapshots[one.id], pipe))
                made.append(_made(self.here, one, pipe, snapshots[one.id], before, differs.get(one.commit)))
        return made

    def _fetch(
        self,
        repository: Repository,
        pipes: Mapping[Known, Pipeline],
        snapshots: Mapping[str, Snapshot],
        baselines: Mapping[str, Snapshot],
        differs: Mapping[str, frozenset[str]],
    ) -> None:
        wanted: list[tuple[Snapshot, list[str]]] = []
        for one, pipe in pipes.items():
            files, _ = settings.own_files(pipe, differs.get(one.commit, frozenset()))
            declared = pipe.declared if one.state == "failed" else []
            wanted.append(
                (snapshots[one.id], [*results.needed(pipe), *results.helpful(pipe), *files, *declared])
            )
            before = baselines.get(one.baseline or "")
            if before is not None:
                wanted.append((before, sorted(files)))
        repository.fetch(wanted)
        cache = Cache(self.here.top, self.here.folder)
        for one, pipe in pipes.items():
            _from_cache(cache, snapshots[one.id], pipe)

    def _is_ours(self, one: Known, pipe: Pipeline, differs: frozenset[str] | None) -> bool:
        """Whether an experiment changed anything of this pipeline; of several in a repository it is often one."""
        if one.baseline is None or differs is None or self.explicit or one.state == "failed":
            return True
        return any(path in differs for path in (*self.here.files, *_tells(pipe)))


def _from_cache(cache: Cache, snapshot: Snapshot, pipe: Pipeline) -> None:
    for path, md5 in results.cached(snapshot, pipe):
        data = cache.read(md5)
        if data is not None:
            snapshot.files[path] = data


def _made(
    here: Place,
    one: Known,
    pipe: Pipeline,
    snapshot: Snapshot,
    before: Snapshot | None,
    differs: frozenset[str] | None,
) -> Run | Trouble:
    try:
        return _run(here, one, pipe, snapshot, before, differs)
    except KbError as error:
        return _trouble(error, here.uri)


def _run(
    here: Place,
    one: Known,
    pipe: Pipeline,
    snapshot: Snapshot,
    before: Snapshot | None,
    differs: frozenset[str] | None,
) -> Run:
    if one.state != "failed" and not pipe.stages and not any(path in snapshot.files for path in pipe.metrics):
        raise KbError(
            "there are no results in this pipeline",
            where=snapshot.place(here.files[-1]),
            hint="`dvc repro` makes them; commit dvc.lock and the files of figures.",
        )
    failed = one.state == "failed"
    inputs = results.Inputs(snapshot, pipe, here.shown)
    params = _declared(snapshot, pipe) if failed else results.params(snapshot, pipe)
    commit, command = one.commit, results.command(pipe)
    if before is not None and differs is not None:
        files, others = settings.own_files(pipe, differs)
        said = settings.command(pipe, files, before, snapshot) if files and not others else command
        if not others and (said is not None or not files):
            commit, command = before.commit or commit, said
    return Run(
        tracker="dvc",
        id=here.id(one.id),
        uri=here.uri,
        place=snapshot.place(here.files[-1]),
        name=one.name,
        group=here.folder or None,
        state=one.state,
        started=one.at,  # DVC keeps no other time
        commit=commit,
        dirty=inputs.dirty,
        repository=here.repository,
        command=command,
        config=here.shown(inputs.config) if inputs.config else None,
        model=results.model(pipe),
        params=params,
        seeds=results.seeds(params),
        metrics=() if failed else results.metrics(snapshot, pipe),
        data=inputs.data,
        outputs=() if failed else results.outputs(snapshot, pipe, here.shown),
        environment={"lockfile": here.shown(inputs.lockfile)} if inputs.lockfile else {},
        tags={"baseline": one.baseline} if one.baseline else {},
        known_as=tuple(here.id(word) for word in one.words) + one.words if here.folder else one.words,
    )


def _declared(snapshot: Snapshot, pipe: Pipeline) -> dict[str, object]:
    """What the stages would have read: of a failed experiment nothing else is kept."""
    found: dict[str, object] = {}
    for path in pipe.declared:
        said = snapshot.values(path)
        if isinstance(said, dict):
            results.put(found, [], said, path)
    return found


def _work_tree(here: Place) -> tuple[Snapshot, Pipeline]:
    """The files as they are now.

    Raises:
        KbError: one of them cannot be read.
    """
    tree = WorkTree(here.top)
    prefix = here.shown("")
    snapshot = Snapshot(None, "" if prefix == "." else f"{prefix}/")
    tree.fetch(snapshot, here.files)
    pipe = _pipeline(here, snapshot)
    tree.fetch(snapshot, results.needed(pipe), results.helpful(pipe))
    _from_cache(Cache(here.top, here.folder), snapshot, pipe)
    return snapshot, pipe


def _workspace(here: Place) -> Run | Trouble:
    commit = resolved(here.top, "HEAD") if here.in_git else None
    try:
        snapshot, pipe = _work_tree(here)
        one = Known(_WORKSPACE, commit or "", None, None)
        run = _run(here, one, pipe, snapshot, None, None)
    except KbError as error:
        return _trouble(error, here.uri)
    return replace(run, commit=commit, dirty=True if commit else None)


def _uncommitted(here: Place, seen: set[str]) -> Iterator[Trouble]:
    """Results that are in the work tree and nowhere else."""
    try:
        snapshot, pipe = _work_tree(here)
    except KbError as error:
        yield _trouble(error, here.uri)
        return
    held_now = _held(snapshot, pipe)
    if held_now and held_now not in seen:
        yield Trouble(
            snapshot.place(here.files[-1]),
            "the results in the work tree are in no commit and no experiment",
            f"Commit them; or ask for them as they are, with the id `{here.id(_WORKSPACE)}`.",
        )


def _held(snapshot: Snapshot, pipe: Pipeline) -> str:
    """A digest of what the files of a result hold, whichever line ends they have; empty if there are none."""
    found = hashlib.sha256()
    files = [(path, data) for path in _tells(pipe) if (data := snapshot.files.get(path)) is not None]
    for path, data in files:
        plain = data.replace(b"\r\n", b"\n")
        found.update(f"{path}\0{len(plain)}\0".encode("utf-8", "surrogateescape") + plain)
    return found.hexdigest() if files else ""


def _trouble(error: KbError, place_: str) -> Trouble:
    return Trouble(error.where or place_, error.message, error.hint or "")
