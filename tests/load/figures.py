"""What is measured of a bot, and how two bots are set against each other. Nothing here measures anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import mean


@dataclass(frozen=True, slots=True)
class Load:
    """One stretch of load.

    `milliseconds`: how long each turn took, answered or not. `unanswered`: how many of them ended in an
    error, an empty answer, or the gateway's own words because Rasa was silent. `cpu_seconds`: of all the
    bot's processes together.
    """

    connections: int
    seconds: float
    milliseconds: tuple[float, ...]
    unanswered: int
    cpu_seconds: float

    @property
    def turns_per_second(self) -> float:
        """Answered turns only."""
        return (len(self.milliseconds) - self.unanswered) / self.seconds

    @property
    def cpu_milliseconds(self) -> float:
        """Processor time of one turn: the figure that a busy machine disturbs least."""
        return self.cpu_seconds * 1000 / len(self.milliseconds)

    def percentile(self, rank: int) -> float:
        """The milliseconds that `rank` per cent of the turns did not exceed."""
        return percentile(self.milliseconds, rank)


@dataclass(frozen=True, slots=True)
class Run:
    """One start of a bot. Bytes: proportional set sizes by process. `queue`: load average just before."""

    first_answer: float
    idle_bytes: Mapping[str, int]
    loads: tuple[Load, ...]
    busy_bytes: Mapping[str, int]
    queue: float


@dataclass(frozen=True, slots=True)
class Model:
    """`seconds` to train, `size` of the file in bytes, and how long each text takes without a server."""

    seconds: float
    size: int
    parse_milliseconds: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The p50 of a text without a server, in milliseconds."""
        return percentile(self.parse_milliseconds, 50)


@dataclass(frozen=True, slots=True)
class Bot:
    """All that was measured of one bot."""

    model: Model
    runs: tuple[Run, ...]

    @property
    def loads(self) -> dict[int, Load]:
        """Connections -> the stretches of all runs as one."""
        every = [load for run in self.runs for load in run.loads]
        numbers = dict.fromkeys(load.connections for load in every)
        return {n: together([load for load in every if load.connections == n]) for n in numbers}

    @property
    def first_answer(self) -> float:
        """Seconds from the start of the process to the first answered turn; mean of the runs."""
        return mean(run.first_answer for run in self.runs)

    @property
    def idle_bytes(self) -> dict[str, float]:
        """Memory after the first answer, by process; mean of the runs."""
        return _mean_of(run.idle_bytes for run in self.runs)

    @property
    def busy_bytes(self) -> dict[str, float]:
        """Memory after all load, by process; mean of the runs."""
        return _mean_of(run.busy_bytes for run in self.runs)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One measure of both bots. `more_is_better` says which way is good."""

    ours: float
    stock: float
    more_is_better: bool = False

    @property
    def value(self) -> float:
        """Ours divided by stock's."""
        return self.ours / self.stock

    @property
    def better(self) -> str:
        """`ours` or `stock`; `even` within a tenth."""
        factor = self.value if self.more_is_better else 1 / self.value
        if 1 / 1.1 < factor < 1.1:
            return "even"
        return "ours" if factor > 1 else "stock"


def load_ratios(ours: Bot, stock: Bot) -> dict[str, list[Ratio]]:
    """Measure -> its ratio at each number of connections."""
    pairs = [(load, stock.loads[connections]) for connections, load in ours.loads.items()]
    measures: dict[str, Callable[[Load], float]] = {
        "p50": lambda load: load.percentile(50),
        "p95": lambda load: load.percentile(95),
        "p99": lambda load: load.percentile(99),
        "processor time a turn": lambda load: load.cpu_milliseconds,
    }
    turns = [Ratio(a.turns_per_second, b.turns_per_second, more_is_better=True) for a, b in pairs]
    rest = {name: [Ratio(of(a), of(b)) for a, b in pairs] for name, of in measures.items()}
    return {"turns/s": turns, **rest}


def single_ratios(ours: Bot, stock: Bot) -> dict[str, Ratio]:
    """What each bot has one figure of; less is better in all of them."""
    measures: dict[str, Callable[[Bot], float]] = {
        "start to first answer": lambda bot: bot.first_answer,
        "memory after the load": lambda bot: sum(bot.busy_bytes.values()),
        "training": lambda bot: bot.model.seconds,
        "model file": lambda bot: bot.model.size,
        "one text, no server, p50": lambda bot: bot.model.middle,
    }
    return {name: Ratio(of(ours), of(stock)) for name, of in measures.items()}


def together(loads: Sequence[Load]) -> Load:
    """Several stretches with equally many connections as one."""
    return Load(
        loads[0].connections,
        sum(load.seconds for load in loads),
        tuple(one for load in loads for one in load.milliseconds),
        sum(load.unanswered for load in loads),
        sum(load.cpu_seconds for load in loads),
    )


def percentile(values: Sequence[float], rank: int) -> float:
    """Nearest rank: the smallest of `values` (not empty) that `rank` per cent of them do not exceed."""
    return sorted(values)[max(ceil(len(values) * rank / 100), 1) - 1]


def _mean_of(readings: Iterable[Mapping[str, int]]) -> dict[str, float]:
    listed = list(readings)
    names = dict.fromkeys(name for reading in listed for name in reading)
    return {name: mean(reading.get(name, 0) for reading in listed) for name in names}
