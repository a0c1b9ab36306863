"""Fits clients with the Python package `lifetimes`, again and again: the best time of each model, without reading.

    python lifetimes_fit.py CLIENTS.csv RUNS

A line is a client: repeat orders, days from the first order to the last, days watched. Parameters are of weeks. A line of
the answer: model, seconds, logarithm of the likelihood, parameters. The likelihood is that of the package, on its own scaled
clock, put back to weeks.
"""
import os, sys, time, warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

warnings.filterwarnings("ignore")
repeats, recency, age = numpy.loadtxt(sys.argv[1], delimiter=",").T
recency, age = recency / 7, age / 7
for name, fitter in (("bg-nbd", BetaGeoFitter), ("mbg-nbd", ModifiedBetaGeoFitter), ("pareto-nbd", ParetoNBDFitter)):
    fitted = []
    for run in range(int(sys.argv[2])):
        numpy.random.seed(run)  # the Pareto/NBD fitter starts from random points
        model = fitter(penalizer_coef=0.0)
        begun = time.perf_counter()
        model.fit(repeats, recency, age)
        seconds = time.perf_counter() - begun
        # Of Pareto/NBD the package gives a sum, of the others a mean.
        sum_of = 1 if name == "pareto-nbd" else len(repeats)
        likelihood = -sum_of * model._negative_log_likelihood_ + repeats.sum() * numpy.log(model._scale)
        fitted.append((seconds, likelihood, list(model.params_)))
    best = max(fitted, key=lambda one: one[1])
    print(name, min(one[0] for one in fitted), best[1], best[2])
