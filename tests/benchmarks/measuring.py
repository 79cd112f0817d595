"""What a call costs, and tables of costs beside each other."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds on the wall and of processor time, all threads of the process counted."""

    wall: float
    cpu: float


def cost_of(call: Callable[[], object]) -> Cost:
    """Call once and return what it cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return Cost((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def cost_of_everything(call: Callable[[], object]) -> Cost:
    """Call once and return what it cost this process and those it started and waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = cost_of(call)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    theirs = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(own.wall, own.cpu + theirs * 1000)


def cost_of_process(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a program, which must end well, and return what it and its children cost, user and system time together."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall * 1000, cpu * 1000)


def median_of(costs: Sequence[Cost]) -> Cost:
    """Return the median of each kind of cost."""
    return Cost(median(cost.wall for cost in costs), median(cost.cpu for cost in costs))


def print_costs(costs: Mapping[str, Cost], basis: str) -> None:
    """Print a row for each cost with its ratio to the one called `basis`, by processor time."""
    print(f"  {'':<44} {'CPU ms':>9} {'wall ms':>9} {'CPU ratio':>10}")
    for name, cost in costs.items():
        print(f"  {name:<44} {cost.cpu:>9,.1f} {cost.wall:>9,.1f} {cost.cpu / costs[basis].cpu:>10.3g}")
