"""The benchmark forecast in Numba, a cohort at a time, trials in parallel. Usage: numba_cohort.py TRIALS [SEED]

The loops of numpy_cohort.py, as someone writes them who knows that Numba compiles loops: one trial after another,
`prange` over all cores, each trial seeded by its number. Compiling is done before the clock starts.
"""
import sys, time
import numba
import numpy as np
from numba import njit, prange
from numpy_cohort import LEVELS, MARGIN, MONTHS, SEGMENTS, SERVICING

SEGMENTS = np.array(SEGMENTS)


@njit
def lognormal(mean, cv):
    s2 = np.log1p(cv * cv)
    return np.random.lognormal(np.log(mean) - s2 / 2, np.sqrt(s2))


@njit
def gamma(shape):
    return np.random.standard_gamma(shape) if shape > 0 else 0.0


@njit(parallel=True)
def forecast(trials, seed):
    revenue, profit = np.zeros((MONTHS, trials)), np.zeros((MONTHS, trials))
    active = np.zeros((MONTHS, trials))
    for i in prange(trials):
        np.random.seed(seed * 1_000_003 + i)
        clients, rates = np.empty(MONTHS), np.empty(MONTHS)
        left = np.empty(MONTHS)
        for s in range(len(SEGMENTS)):
            new, alpha, beta, rate, shape, value, k, cac = SEGMENTS[s]
            alpha, rate = lognormal(alpha, 0.15), lognormal(rate, 0.10)
            value, cac = lognormal(value, 0.08), lognormal(cac, 0.20)
            clients[:], rates[:] = 0.0, 0.0
            for c in range(MONTHS):
                stay = int(new)
                for t in range(c, MONTHS - 1):
                    clients[t] += stay
                    age = t - c
                    later = np.random.binomial(stay, (beta + age) / (alpha + beta + age))
                    left[age] = stay - later
                    stay = later
                clients[MONTHS - 1] += stay
                # A client's rate is independent of its life: those who leave at one age carry one gamma mass.
                mass = gamma(shape * stay)
                rates[MONTHS - 1] += mass
                for t in range(MONTHS - 2, c - 1, -1):
                    mass += gamma(shape * left[t - c])
                    rates[t] += mass
            for t in range(MONTHS):
                orders = np.random.poisson(rates[t] * (rate / shape))
                money = gamma(k * orders) * (value / k)
                revenue[t, i] += money
                active[t, i] += clients[t]
                profit[t, i] += MARGIN * money - SERVICING * clients[t] - cac * new
    return revenue, profit, active


def main(trials, seed):
    forecast(2 * numba.get_num_threads(), seed)
    begin = time.perf_counter()
    revenue, profit, active = forecast(trials, seed)
    for series in (revenue, profit, active):
        np.percentile(series, LEVELS, axis=1)
    total = revenue.sum(axis=0)
    tails = np.percentile(profit.sum(axis=0), LEVELS)
    seconds = time.perf_counter() - begin
    print(f"seconds {seconds:.3f}  us_per_trial {seconds / trials * 1e6:.1f}  revenue_mean {total.mean():.6g}  revenue_sd {total.std(ddof=1):.6g}")
    print("profit", " ".join(f"P{p} {q:.6g}" for p, q in zip(LEVELS, tails)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
