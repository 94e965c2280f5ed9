"""Batches of similar length, so that little is computed for padding and few shapes are compiled."""

from typing import NamedTuple

import numpy


class Row(NamedTuple):
    """What is learned at once: a context, and tasks that share it.

    A token sees the tokens before `cut`, and those from `start` on up to itself. So a task sees some
    of the context and itself, and no other task.
    """

    ids: numpy.ndarray
    cut: numpy.ndarray
    start: numpy.ndarray
    # How much it counts that each is predicted.
    weights: numpy.ndarray


class Batches:
    """Rows, sorted by length into a few groups.

    A batch is the ids (padded with 0), `cut` and `start`, the places before the tokens to predict,
    those tokens, and their weights.
    """

    def __init__(self, rows, tokens, groups=3):
        rows = sorted(rows, key=lambda row: len(row.ids))
        ends = numpy.cumsum([len(row.ids) for row in rows])
        parts = numpy.searchsorted(ends, ends[-1] * numpy.arange(1, groups) / groups)
        self.groups = []
        for part in numpy.split(numpy.arange(len(rows)), parts):
            chosen = [rows[index] for index in part]
            length = round_up(max(len(row.ids) for row in chosen))
            targets = round_up(max(numpy.count_nonzero(row.weights) for row in chosen), 2)
            count = min(max(1, tokens // length), len(chosen))
            self.groups.append((count, pack(chosen, length, targets)))

    def draw(self, random):
        """Yield every batch once, in random order."""
        batches = []
        for count, arrays in self.groups:
            order = random.permutation(len(arrays[0]))
            for start in range(0, len(order) - count + 1, count):
                batches.append((arrays, numpy.sort(order[start : start + count])))
        for index in random.permutation(len(batches)):
            arrays, chosen = batches[index]
            yield tuple(array[chosen] for array in arrays)


def pack(rows, length, targets):
    ids, cut, start = (numpy.zeros((len(rows), length), numpy.int16) for _ in range(3))
    places = numpy.zeros((len(rows), targets), numpy.int16)
    truth = numpy.zeros((len(rows), targets), numpy.int16)
    weights = numpy.zeros((len(rows), targets), numpy.float32)
    for index, row in enumerate(rows):
        size = len(row.ids)
        ids[index, :size] = row.ids
        cut[index, :size] = row.cut
        start[index, :size] = row.start
        at = numpy.flatnonzero(row.weights)
        places[index, : len(at)] = at - 1
        truth[index, : len(at)] = row.ids[at]
        weights[index, : len(at)] = row.weights[at]
    return ids, cut, start, places, truth, weights


def round_up(number, step=8):
    return -(-number // step) * step
