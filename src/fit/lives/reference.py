"""Writes reference.rs: ln S(k) and ln(S(k-1) - S(k)) of the laws of lifetimes in 50 digits (mpmath), from their
definitions by log-gamma functions; 80 digits are carried, since these cancel. Run: python reference.py > reference.rs"""

from mpmath import mp, mpf, exp, log, loggamma

mp.dps = 80


def ln_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def bdw(alpha, beta, c):
    a, b, c = mpf(alpha), mpf(beta), mpf(c)
    return lambda k: ln_beta(a, b + mpf(k) ** c) - ln_beta(a, b) if k else mpf(0)


def dw(q, b):
    q, b = mpf(q), mpf(b)
    return lambda k: log(q) * mpf(k) ** b if k else mpf(0)


def row(parameters, k, ln_survival):
    now, before = ln_survival(k), ln_survival(k - 1)
    leaving = before + log(1 - exp(now - before))
    numbers = [repr(float(x)) for x in parameters] + [str(k)] + [repr(float(x)) for x in (now, leaving)]
    return "    (" + ", ".join(numbers) + "),"


def table(name, what, width, rows):
    print(f"\n/// {what}, `k`, `ln S(k)`, `ln (S(k-1) - S(k))`.")
    numbers = ", ".join(["f64"] * width + ["u16", "f64", "f64"])
    print(f"pub(super) const {name}: &[({numbers})] = &[")
    print("\n".join(rows))
    print("];")


print("//! Values of the laws of lifetimes in 50 digits, rounded to the nearest `f64`; written by `reference.py` beside this.")
pairs = [(1e-4, 2e-4), (1e-4, 1.0), (1e-4, 1e4), (0.668, 3.806), (1.0, 1e-4), (30.0, 50.0), (1e4, 1e-4), (1e4, 7e3)]
table("SHIFTED_BETA_GEOMETRIC", "`alpha`, `beta`", 2,
      [row((a, b), k, bdw(a, b, 1)) for a, b in pairs for k in (1, 12, 400)])
table("DISCRETE_WEIBULL", "`q`, `b`", 2,
      [row((q, b), k, dw(q, b)) for q, b, ks in [
          (1e-4, 0.05, (1, 2, 400)), (0.3, 0.5, (1, 7, 400)), (0.91, 1.0, (1, 30)), (0.9, 5.0, (2, 9)),
          (0.9999, 0.05, (1, 2, 400)), (0.9999, 5.0, (1, 3, 400))] for k in ks])
triples = [(1e-4, 2e-4, 0.05), (1e-4, 1.0, 0.05), (1e-4, 1e4, 0.05), (1e4, 1e-4, 0.05), (7e3, 1e4, 0.05),
           (0.5, 2.0, 0.7), (1.3, 15.9, 1.6), (1e-4, 1e4, 5.0), (1e-4, 2e-4, 5.0), (1e4, 1e-4, 5.0), (7e3, 1e4, 5.0),
           (0.02, 300.0, 2.5)]
table("BETA_DISCRETE_WEIBULL", "`alpha`, `beta`, `c`", 3,
      [row(t, k, bdw(*t)) for t in triples for k in (1, 3, 400)])
