"""Records reference values of statistics: record_statistics.py > reference.json.

Needs scipy, statsmodels and scikit-learn.
"""
import json
import sys

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy.stats import binom, binomtest
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests

mcnemar = []
for worse, better in [(0, 0), (1, 0), (0, 1), (5, 0), (0, 7), (3, 3), (8, 2), (2, 8), (15, 7), (61, 42),
                      (50, 50), (130, 99), (1000, 900), (12345, 12000), (20, 0)]:
    n = worse + better
    if n == 0:
        exact, decline = 1.0, 1.0
    else:
        exact = binomtest(better, n, 0.5).pvalue
        decline = binomtest(better, n, 0.5, alternative="less").pvalue
    few, many = min(worse, better), max(worse, better)
    mid = min(1.0, 2 * (binom.cdf(few, n, 0.5) - 0.5 * binom.pmf(few, n, 0.5)))
    mid_decline = binom.cdf(better, n, 0.5) - 0.5 * binom.pmf(better, n, 0.5)
    mcnemar.append(dict(worse=worse, better=better, exact=exact, mid_p=mid, exact_decline=decline,
                        mid_p_decline=mid_decline))

shares = []
for right, n in [(0, 12), (0, 800), (800, 800), (12, 12), (1, 40), (39, 40), (500, 1000)]:
    interval = binomtest(right, n).proportion_ci(0.95, "exact")
    upper = binomtest(right, n, alternative="less").proportion_ci(0.95, "exact").high
    shares.append(dict(right=right, n=n, low=100 * interval.low, high=100 * interval.high, upper95=100 * upper))

holm = []
for p in [[0.01, 0.04, 0.03, 0.005], [0.2], [0.5, 0.5, 0.9], [0.05, 0.0001, 0.02, 0.02, 1.0], []]:
    adjusted = list(multipletests(p, method="holm")[1]) if p else []
    holm.append(dict(p=p, adjusted=adjusted))


def placements(labels, scores):
    positives, negatives = scores[labels], scores[~labels]
    beats = lambda a, b: (np.sign(a[:, None] - b[None, :]) + 1) / 2
    matrix = beats(positives, negatives)
    return matrix.mean(1), matrix.mean(0)


def delong(labels, first, second):
    v10, v01 = zip(*(placements(labels, s) for s in (first, second)))
    m, n = len(v10[0]), len(v01[0])
    d10, d01 = v10[1] - v10[0], v01[1] - v01[0]
    return np.sqrt(d10.var(ddof=1) / m + d01.var(ddof=1) / n)


random = np.random.default_rng(7)
labels = random.random(300) < 0.37
base = np.round(labels + random.normal(0, 1.2, 300), 1)
other = np.round(base + random.normal(0, 0.6, 300) - 0.3 * labels, 1)
auc = dict(labels=[bool(x) for x in labels], baseline=list(base), candidate=list(other),
           baseline_auc=100 * roc_auc_score(labels, base), candidate_auc=100 * roc_auc_score(labels, other),
           standard_error=100 * delong(labels, base, other))

versions = dict(scipy=scipy.__version__, statsmodels=statsmodels.__version__, sklearn=sklearn.__version__)
json.dump(dict(versions=versions, mcnemar=mcnemar, shares=shares, holm=holm, auc=auc), sys.stdout, indent=1)
print()
