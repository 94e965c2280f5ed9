"""Batches of similar length, so that little is computed for padding and few shapes are compiled."""

import numpy


class Batches:
    """Rows of token ids, sorted by length into a few groups.

    `rows` are pairs: a row's ids, and how much it counts that each is predicted. A batch is the ids
    (padded with 0), the places before the tokens to predict, those tokens, and their weights.
    """

    def __init__(self, rows, tokens, groups=3):
        rows = sorted(rows, key=lambda row: len(row[0]))
        ends = numpy.cumsum([len(ids) for ids, _ in rows])
        parts = numpy.searchsorted(ends, ends[-1] * numpy.arange(1, groups) / groups)
        self.groups = []
        for part in numpy.split(numpy.arange(len(rows)), parts):
            chosen = [rows[index] for index in part]
            length = round_up(max(len(ids) for ids, _ in chosen))
            targets = round_up(max(numpy.count_nonzero(weights) for _, weights in chosen), 2)
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
    ids = numpy.zeros((len(rows), length), numpy.int16)
    places = numpy.zeros((len(rows), targets), numpy.int16)
    truth = numpy.zeros((len(rows), targets), numpy.int16)
    weights = numpy.zeros((len(rows), targets), numpy.float32)
    for index, (row, counts) in enumerate(rows):
        ids[index, : len(row)] = row
        at = numpy.flatnonzero(counts)
        places[index, : len(at)] = at - 1
        truth[index, : len(at)] = row[at]
        weights[index, : len(at)] = counts[at]
    return ids, places, truth, weights


def round_up(number, step=8):
    return -(-number // step) * step
