#!/usr/bin/env python3
"""Medians of two files of measurements, a JSON document per line, and our samples/s over the reference's."""
import collections
import json
import statistics
import sys


def measurements(path):
    """Samples per second by batch, in the order of the file."""
    by_batch = collections.OrderedDict()
    with open(path, encoding="utf-8") as lines:
        for document in map(json.loads, filter(str.strip, lines)):
            for run in document.get("runs", [document]):
                if "samples_per_s" in run:
                    batch = str(run.get("batch_size", run["batch"]))
                    by_batch.setdefault(batch, []).append(run["samples_per_s"])
    return by_batch


def shown(values):
    return "%.2f (%.2f-%.2f)" % (statistics.median(values), min(values), max(values))


def main():
    ours, reference = (measurements(path) for path in sys.argv[1:3])
    best = max(map(statistics.median, reference.values()))
    print("| batch | here: median (least-most) | reference | ratio | to its best |")
    print("|---|---|---|---|---|")
    for batch, values in ours.items():
        theirs = reference.get(batch)
        median = statistics.median(values)
        print("| %s | %s | %s | %s | %.2f |" % (
            batch, shown(values), shown(theirs) if theirs else "",
            "%.2f" % (median / statistics.median(theirs)) if theirs else "", median / best))


if __name__ == "__main__":
    main()
