"""Makes the tables beside it: values of the client models in arbitrary precision (needs mpmath; gmpy2 helps).

    python reference.py

Every value is a closed form at two precisions (each twice the last, until two agree to 22 digits) and, by a
route of its own, an integral of the mixture's definition: adaptive Gauss-Legendre in the logarithm of the
rate (the logit of the chance), the priors' constants integrated too, so that no gamma or beta function is
shared. The two must agree to 12 digits on every row (ln L below 1e-3 in size is compared as L); the largest
disagreement is printed. A row whose P(alive) or expectation is below 1e-290 is left out. Some rows
also go through a two-dimensional integral (or, Gamma-Gamma, mpmath's own `quad`).
"""
import os
import random
import signal
import sys
import time

import mpmath
from mpmath import beta, exp, expm1, gamma, hyp2f1, log, log1p, mp, mpf

HERE = os.path.dirname(os.path.abspath(__file__))
rng = random.Random(20260117)
QDPS = 34
mp.dps = 60


# ---------------------------------------------------------------- quadrature

_nodes = {}


def nodes(n):
    """Gauss-Legendre nodes and weights of n points on [-1, 1], by Newton."""
    if n not in _nodes:
        with mp.workdps(QDPS + 15):
            out = []
            for i in range(n):
                z = mpmath.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
                for _ in range(100):
                    p0, p1 = mpf(1), z
                    for j in range(2, n + 1):
                        p0, p1 = p1, ((2 * j - 1) * z * p1 - (j - 1) * p0) / j
                    d = n * (z * p1 - p0) / (z * z - 1)
                    step = p1 / d
                    z -= step
                    if abs(step) < mpf(10) ** -(QDPS + 10):
                        break
                out.append((z, 2 / ((1 - z * z) * d * d)))
            _nodes[n] = out
    return _nodes[n]


def gl(f, lo, hi, n):
    h, c = (hi - lo) / 2, (hi + lo) / 2
    return h * mp.fsum(w * f(c + h * z) for z, w in nodes(n))


def adaptive(f, points, n=24, rel=mpf(10) ** -23):
    """Integral of f over the segments between points, each halved until the halves' sum agrees with it."""
    todo = [(a, b, gl(f, a, b, n)) for a, b in zip(points, points[1:]) if b > a]
    scale = sum(abs(v) for _, _, v in todo)
    total = mpf(0)
    while todo:
        a, b, whole = todo.pop()
        m = (a + b) / 2
        one, two = gl(f, a, m, n), gl(f, m, b, n)
        scale = max(scale, abs(one + two))
        if abs(one + two - whole) <= rel * scale or b - a < mpf(10) ** -20:
            total += one + two
        else:
            todo += [(a, m, one), (m, b, two)]
    return total


def hump(g, guess, drop=62):
    """(mode, lo, hi) of a function g with one hump on the line: lo and hi where it is down by `drop`."""
    with mp.workdps(20):
        m, step = mpf(guess), mpf(1)
        a, b = m - step, m + step
        while g(a) > g(a + step):
            step *= 2
            a -= step
        step = mpf(1)
        while g(b) > g(b - step):
            step *= 2
            b += step
        for _ in range(90):
            c, d = a + (b - a) * mpf("0.382"), a + (b - a) * mpf("0.618")
            if g(c) < g(d):
                a = c
            else:
                b = d
        m = (a + b) / 2
        top = g(m)
        ends = []
        for sign in (-1, 1):
            far = mpf(2) ** -20
            while top - g(m + sign * far) < drop:
                far *= 2
            near = far / 2
            for _ in range(6):
                mid = (near + far) / 2
                if top - g(m + sign * mid) < drop:
                    near = mid
                else:
                    far = mid
            ends.append(m + sign * far)
    return m, ends[0], ends[1]


def line(g, guess):
    """Integral over the whole line of exp(g), g with one hump."""
    with mp.workdps(QDPS):
        m, lo, hi = hump(g, guess)
        top = g(m)
        left = [m - (m - lo) / 2 ** j for j in range(8)]
        right = [m + (hi - m) / 2 ** j for j in range(7, -1, -1)]
        return exp(top) * adaptive(lambda y: exp(g(y) - top), left + [m] + right)


def over_rate(k, c, extra=None):
    """Integral over rate l > 0 of l^(k-1) exp(-c l) * exp(extra(ln l, l))."""
    if extra is None:
        return line(lambda y: k * y - c * exp(y), log(k / c))

    def g(y):
        l = exp(y)
        return k * y - c * l + extra(y, l)

    return line(g, log(k / c))


def ln_p(u):
    """ln p and ln (1 - p) at logit u."""
    return (-log1p(exp(-u)), -u - log1p(exp(-u))) if u > 0 else (u - log1p(exp(u)), -log1p(exp(u)))


def over_chance(a, b, extra=None):
    """Integral over chance p in (0, 1) of p^(a-1) (1-p)^(b-1) * exp(extra(ln p, ln (1-p)))."""
    def g(u):
        lp, lq = ln_p(u)
        return a * lp + b * lq + (extra(lp, lq) if extra else 0)

    return line(g, log(a / b))


def grid(g, guess, n=16, width=1.5):
    """Fixed nodes of the line for exp(g): [(y, exp(g(y)) * weight)]."""
    m, lo, hi = hump(g, guess, 33)
    segments = max(12, int(mpmath.ceil((hi - lo) / width)))
    out = []
    for i in range(segments):
        a, b = lo + (hi - lo) * i / segments, lo + (hi - lo) * (i + 1) / segments
        h, c = (b - a) / 2, (a + b) / 2
        out += [(c + h * z, h * w * exp(g(c + h * z))) for z, w in nodes(n)]
    return out


# ---------------------------------------------------------------- precision

class TooLong(BaseException):
    pass


def _alarm(*_):
    raise TooLong()


signal.signal(signal.SIGALRM, _alarm)


def settled(f, seconds=8):
    """f() at 60, 120, 240.. digits until two of them agree to 22 digits; None if it does not come to that."""
    signal.alarm(seconds)
    try:
        last, dps = None, 60
        while dps <= 2000:
            try:
                with mp.workdps(dps):
                    v = f()
                    if isinstance(v, mpmath.mpc):
                        v = v.real if abs(v.imag) < mpf(10) ** -30 * abs(v) else None
            except (ZeroDivisionError, ValueError, mp.NoConvergence):
                v = None
            if v is not None and last is not None:
                if abs(v - last) <= mpf(10) ** -22 * abs(v) or max(abs(v), abs(last)) < mpf(10) ** -45:
                    return v if abs(v) >= mpf(10) ** -45 or abs(v - last) <= mpf(10) ** -22 * abs(v) else mpf(0)
            last, dps = v, 2 * dps
        return None
    except TooLong:
        return None
    finally:
        signal.alarm(0)


worst = {}
failed = []
count = {}


def agree(table, what, one, two, digits=12):
    """Asserts that two routes agree, keeps the largest disagreement."""
    gap = abs(one - two) / max(abs(one), abs(two), mpf(10) ** -400) if one != two else mpf(0)
    if max(abs(one), abs(two)) < mpf(10) ** -18 and what.startswith("ln L"):
        gap = abs(one - two)
    key = (table, what)
    worst[key] = max(worst.get(key, mpf(0)), gap)
    count[key] = count.get(key, 0) + 1
    assert gap <= mpf(10) ** -digits, (table, what, mpmath.nstr(one, 25), mpmath.nstr(two, 25), mpmath.nstr(gap, 5))


# ---------------------------------------------------------------- BG/NBD and MBG/NBD

def orders_quad(k, tau, a, b):
    """E over p ~ Beta(a, b) of (1 - (1 + p tau)^-k) / p, that is of (1 - exp(-l p t)) / p with l integrated out."""
    def extra(lp, _):
        return log(-expm1(-k * log1p(exp(lp) * tau))) - lp

    with mp.workdps(QDPS):
        return over_chance(a, b, extra) / over_chance(a, b)


def orders_closed(k, tau, a, b):
    """The same by 2F1 (a moved off 1 by 10^(-dps/3) where it is 1)."""
    def f():
        aa = a if a != 1 else 1 + mpf(10) ** -(mp.dps // 3)
        c = aa + b - 1
        if abs(c) < mpf(10) ** -50:
            aa, c = aa + mpf(10) ** -(mp.dps // 3), c + mpf(10) ** -(mp.dps // 3)
        z = tau / (1 + tau)
        return c / (aa - 1) * (1 - (1 + tau) ** -k * hyp2f1(k, b, c, z))

    return settled(f)


def orders_plane(k, A, a, b, t):
    """The definition itself, (1 - exp(-l p t)) / p over both l and p, on a product of fixed nodes."""
    with mp.workdps(22):
        ls = grid(lambda y: k * y - A * exp(y), log(k / A))
        ps = grid(lambda u: a * ln_p(u)[0] + b * ln_p(u)[1], log(a / b))
        ps = [(exp(ln_p(u)[0]), w) for u, w in ps]
        norm = mp.fsum(w for _, w in ls) * mp.fsum(w for _, w in ps)
        total = mpf(0)
        for y, w in ls:
            lt = exp(y) * t
            total += w * mp.fsum(v * -expm1(-lt * p) / p for p, v in ps)
        return total / norm


def geometric(model, r, alpha, a, b, x, tx, T):
    """(alive term, dead term) of the likelihood, closed; the sum is L."""
    m = 1 if model == "MBG_NBD" else 0
    rate = gamma(r + x) * alpha ** r / gamma(r)
    alive = beta(a, b + x + m) / beta(a, b) * rate / (alpha + T) ** (r + x)
    dead = mpf(0)
    if x > 0 or m:
        dead = beta(a + 1, b + x + m - 1) / beta(a, b) * rate / (alpha + tx) ** (r + x)
    return alive, dead


def geometric_quad(model, r, alpha, a, b, x, tx, T):
    m = 1 if model == "MBG_NBD" else 0
    prior = over_rate(r, alpha) * over_chance(a, b)
    alive = over_rate(r + x, alpha + T) * over_chance(a, b + x + m) / prior
    dead = mpf(0)
    if x > 0 or m:
        dead = over_rate(r + x, alpha + tx) * over_chance(a + 1, b + x + m - 1) / prior
    return alive, dead


def tame(*values):
    return all(0.5 <= v <= 100 for v in values)


def geometric_row(name, args):
    r, alpha, a, b, x, tx, T, t = [mpf(v) for v in args]
    m = 1 if name == "MBG_NBD" else 0
    lnl = settled(lambda: log(sum(geometric(name, r, alpha, a, b, x, tx, T))))
    alive = settled(lambda: (lambda s: s[0] / (s[0] + s[1]))(geometric(name, r, alpha, a, b, x, tx, T)))
    if lnl is None or alive is None:
        raise RuntimeError(("no closed form", name, args))
    if alive < mpf(10) ** -290:
        return None
    q1, q2 = geometric_quad(name, r, alpha, a, b, x, tx, T)
    with mp.workdps(QDPS):
        # ln L may be near 0, where both routes' rounding is of L itself
        agree(name, "ln L" if abs(lnl) > 1e-3 else "ln L (near 0: L)", *((lnl, log(q1 + q2)) if abs(lnl) > 1e-3 else (exp(lnl), q1 + q2)))
        agree(name, "P(alive)", alive, q1 / (q1 + q2))
    k, A = r + x, alpha + T
    with mp.workdps(60):
        tau = t / A
    by_quad = orders_quad(k, tau, a, b + x + m)
    closed = orders_closed(k, tau, a, b + x + m)
    if closed is not None:
        agree(name, "E: quad v 2F1", closed, by_quad)
    else:
        count[(name, "E by quad only")] = count.get((name, "E by quad only"), 0) + 1
        print("  quad only:", name, args)
    if tame(k, a, b + x + m) and count.get((name, "E: 2-D"), 0) < 4:
        agree(name, "E: 2-D", by_quad, orders_plane(k, A, a, b + x + m, t))
    e = alive * (closed if closed is not None else by_quad)
    if e < mpf(10) ** -290:
        return None
    return [r, alpha, a, b, x, tx, T, lnl, alive, t, e]


# ---------------------------------------------------------------- Pareto/NBD

def pareto_closed(r, alpha, s, bet, x, tx, T):
    """(alive, dead) by 2F1 (Fader & Hardie 2005), both without Gamma(r+x) alpha^r beta^s / Gamma(r)."""
    n = r + s + x
    alive = (alpha + T) ** -(r + x) * (bet + T) ** -s
    if alpha >= bet:
        top, second = alpha, s + 1
    else:
        top, second = bet, r + x
    d = abs(alpha - bet)
    one = hyp2f1(n, second, n + 1, d / (top + tx)) / (top + tx) ** n
    two = hyp2f1(n, second, n + 1, d / (top + T)) / (top + T) ** n
    return alive, s / n * (one - two)


def pareto_quad(r, alpha, s, bet, x, tx, T):
    alive = (alpha + T) ** -(r + x) * (bet + T) ** -s
    if T == tx:
        return alive, mpf(0)
    with mp.workdps(QDPS + 10):
        low = min(alpha, bet)
        a, b = log(low + tx), log(low + T)
        other = max(alpha, bet) - low
        e_low, e_other = (r + x, s + 1) if alpha <= bet else (s + 1, r + x)
        g = lambda y: y - e_low * y - e_other * log(exp(y) + other)
        top = max(g(a + (b - a) * i / 64) for i in range(65))
        # graded to both ends
        pts = sorted({a + (b - a) / 2 ** j for j in range(1, 14)} | {b - (b - a) / 2 ** j for j in range(1, 14)} | {a, b})
        return alive, s * exp(top) * adaptive(lambda y: exp(g(y) - top), pts)


def pareto_plane(r, alpha, s, bet, x, tx, T):
    """ln L from one client's likelihood l^x / (l + m) (m exp(-(l + m) t_x) + l exp(-(l + m) T)) over l and m."""
    with mp.workdps(22):
        total = mpf(0)
        for end, kl, km in ((tx, r + x, s + 1), (T, r + x + 1, s)):
            # 1/(l+m) pulls both humps towards 0 by up to 1: widen them to the left by it
            ls = grid(lambda y: (kl if kl < 1.2 else kl - 1) * y - (alpha + end) * exp(y), log(kl / (alpha + end)))
            ms = grid(lambda y: (km if km < 1.2 else km - 1) * y - (bet + end) * exp(y), log(km / (bet + end)))
            ls = [(exp(y), w if kl < 1.2 else w * exp(y)) for y, w in ls]
            ms = [(exp(y), w if km < 1.2 else w * exp(y)) for y, w in ms]
            total += mp.fsum(w * mp.fsum(v / (l + m) for m, v in ms) for l, w in ls)
        return log(total / (over_rate(r, alpha) * over_rate(s, bet)))


def time_left_closed(s, B, t):
    """Integral of (B / (B + u))^s du over (0, t)."""
    if s == 1:
        return settled(lambda: B * log1p(t / B))
    return settled(lambda: -B / (s - 1) * expm1(-(s - 1) * log1p(t / B)))


def time_left_quad(s, B, t):
    """The same as E over m ~ Gamma(s, B) of (1 - exp(-m t)) / m."""
    return over_rate(s, B, lambda y, m: log(-expm1(-m * t)) - y) / over_rate(s, B)


def pareto_row(args):
    name = "PARETO_NBD"
    r, alpha, s, bet, x, tx, T, t = [mpf(v) for v in args]
    const = lambda: gamma(r + x) * alpha ** r * bet ** s / gamma(r)
    with mp.workdps(QDPS + 10):
        q1, q2 = pareto_quad(r, alpha, s, bet, x, tx, T)
        qc = over_rate(r + x, mpf(1)) / over_rate(r, alpha) * bet ** s  # Gamma(r+x) alpha^r / Gamma(r) integrated
        q_lnl, q_alive = log(qc * (q1 + q2)), q1 / (q1 + q2)
    lnl = settled(lambda: log(const() * sum(pareto_closed(r, alpha, s, bet, x, tx, T))))
    alive = settled(lambda: (lambda v: v[0] / (v[0] + v[1]))(pareto_closed(r, alpha, s, bet, x, tx, T)))
    if lnl is None or alive is None:
        count[(name, "ln L by quad only")] = count.get((name, "ln L by quad only"), 0) + 1
        print("  quad only:", name, args)
        lnl, alive = settled(lambda: log(const() * (q1 + q2))), q_alive
    else:
        if abs(lnl) > 1e-3:
            agree(name, "ln L", lnl, q_lnl)
        else:
            agree(name, "ln L (near 0: L)", exp(lnl), exp(q_lnl))
        agree(name, "P(alive)", alive, q_alive)
    if alive < mpf(10) ** -290:
        return None
    if x <= 7 and abs(lnl) > 1e-3 and tame(r + x, s) and count.get((name, "ln L: 2-D"), 0) < 4:
        agree(name, "ln L: 2-D", lnl, pareto_plane(r, alpha, s, bet, x, tx, T))
    left = time_left_closed(s, bet + T, t)
    agree(name, "E: quad", left * (r + x) / (alpha + T), time_left_quad(s, bet + T, t) * over_rate(r + x + 1, alpha + T) / over_rate(r + x, alpha + T))
    with mp.workdps(60):
        e = alive * left * (r + x) / (alpha + T)
    if e < mpf(10) ** -290:
        return None
    return [r, alpha, s, bet, x, tx, T, lnl, alive, t, e]


# ---------------------------------------------------------------- the smaller tables

def new_client_row(args):
    name = "NEW_CLIENT"
    model = int(args[0])
    p1, p2, p3, p4, t = [mpf(v) for v in args[1:]]
    if model == 2:
        value = settled(lambda: p1 / p2) * time_left_closed(p3, p4, t)
        agree(name, "Pareto E: quad", value, over_rate(p1 + 1, p2) / over_rate(p1, p2) * time_left_quad(p3, p4, t))
    else:
        with mp.workdps(60):
            tau = t / p2
        # MBG: the (1 - p) of the definition stays inside the integral here; the closed form is b/(a+b) * Beta(a, b+1)
        with mp.workdps(QDPS):
            h = lambda lp, lq: log(-expm1(-p1 * log1p(exp(lp) * tau))) - lp + (lq if model == 1 else 0)
            by_quad = over_chance(p3, p4, h) / over_chance(p3, p4)
        closed = orders_closed(p1, tau, p3, p4 + model)
        if closed is not None:
            with mp.workdps(60):
                value = closed * (p4 / (p3 + p4) if model == 1 else 1)
            agree(name, "BG/MBG E: quad v 2F1", value, by_quad)
        else:
            value = by_quad
            count[(name, "E by quad only")] = count.get((name, "E by quad only"), 0) + 1
            print("  quad only:", name, args)
        if tame(p1, p3, p4) and count.get((name, "E: 2-D"), 0) < 4:
            agree(name, "E: 2-D", value, orders_plane(p1, p2, p3, p4 + model, t) * (p4 / (p3 + p4) if model == 1 else 1))
    if not mpf(10) ** -290 < value < mpf(10) ** 290:
        return None
    return [model, p1, p2, p3, p4, t, value]


def gamma_gamma_row(args):
    name = "GAMMA_GAMMA"
    p, q, v, x, z = [mpf(a) for a in args]
    if p * x + q <= 1 + mpf(10) ** -9:
        return None

    def closed():
        n = p * x
        return mp.loggamma(n + q) - mp.loggamma(n) - mp.loggamma(q) + q * log(v) + (n - 1) * log(z) + n * log(x) - (n + q) * log(v + x * z)

    lnl = settled(closed)
    mean = settled(lambda: p * (v + x * z) / (p * x + q - 1))
    with mp.workdps(QDPS):
        n = p * x
        # z given nu is Gamma(px, x nu); nu ~ Gamma(q, v)
        post = over_rate(n + q, v + x * z)
        q_l = x ** n * z ** (n - 1) * post / over_rate(n, mpf(1)) / over_rate(q, v)
        agree(name, "ln L" if abs(lnl) > 1e-3 else "ln L (near 0: L)", *((lnl, log(q_l)) if abs(lnl) > 1e-3 else (exp(lnl), q_l)))
        agree(name, "E[mean]: quad", mean, p * over_rate(n + q - 1, v + x * z) / post)
        if tame(p, q, v) and x <= 7 and count.get((name, "ln L: mp.quad"), 0) < 8:
            peak = (n + q) / (v + x * z)
            f = lambda nu: (x * nu) ** n * z ** (n - 1) * exp(-x * nu * z) / gamma(n) * v ** q * nu ** (q - 1) * exp(-v * nu) / gamma(q)
            direct = mp.quad(f, [0, peak / 8, peak / 2, peak, 2 * peak, 4 * peak, 16 * peak, mp.inf])
            agree(name, "ln L: mp.quad", lnl, log(direct))
    return [p, q, v, x, z, lnl, mean]


def wide():
    return float("%.6g" % 10 ** rng.uniform(-4, 4))


def near(v, spread=0.5):
    return float("%.6g" % (v * 10 ** rng.uniform(-spread, spread)))


XS = [0, 1, 2, 7, 40, 200]
TS = [0.0, 1 / 7, 1.0, 39.0, 520.0, 3650.0]
HS = [1e-3, 1.0, 52.0, 365.0, 3650.0]


def history(x=None, T=None):
    T = rng.choice(TS) if T is None else T
    x = rng.choice(XS) if x is None else x
    if T == 0:
        x = 0
    if x == 0:
        return x, 0.0, T
    how = rng.random()
    tx = T if how < 0.25 else (T * 1e-6 if how < 0.4 else T * float("%.4g" % rng.random()))
    return x, min(tx, T), T


def base_rows(fit, extra_corners, n):
    """(4 parameters, x, t_x, T, t): published fit, corners, around the fit, the whole range."""
    rows = []
    for x, tx, T in ((0, 0.0, 0.0), (0, 0.0, 38.857142857142854), (1, 30.428571428571427, 38.857142857142854), (2, 30.428571428571427, 38.857142857142854), (7, 1 / 7, 39.0), (40, 39.0, 39.0), (200, 3650.0, 3650.0)):
        rows.append((*fit, x, tx, T, rng.choice([1.0, 39.0, 52.0])))
    lo, hi = 1e-4, 1e4
    for bits in range(16):
        rows.append((*[hi if bits >> i & 1 else lo for i in range(4)], *history(), rng.choice(HS)))
    for i in range(4):
        for v in (lo, hi):
            rows.append((*[v if j == i else near(fit[j]) for j in range(4)], *history(x=rng.choice(XS[1:]), T=rng.choice(TS[1:])), rng.choice(HS)))
    for corner in extra_corners:
        for _ in range(4):
            rows.append((*corner(), *history(T=rng.choice(TS[1:])), rng.choice(HS)))
    for _ in range(6):
        T = rng.choice(TS[2:])
        rows.append((*[near(v) if rng.random() < 0.5 else wide() for v in fit], 200, T, T, rng.choice(HS)))
    for h in HS:
        rows.append((*fit, 2, 30.428571428571427, 38.857142857142854, h))
    for _ in range(26):
        rows.append((*[near(v) for v in fit], *history(), rng.choice(HS)))
    while len(rows) < n + 40:
        rows.append((*[wide() for _ in range(4)], *history(), rng.choice(HS)))
    return rows


def head(rows, make, n, name):
    """The first n rows that have all values in range."""
    out, dropped, start = [], 0, time.time()
    for i, args in enumerate(rows):
        if len(out) == n:
            break
        try:
            row = make(args)
        except (AssertionError, RuntimeError) as e:
            print("  FAILED", args, e, flush=True)
            failed.append((name, args))
            continue
        if row is None:
            dropped += 1
        else:
            out.append(row)
        if i % 20 == 19:
            print(f"  {name} {i + 1} tried, {len(out)} kept, {time.time() - start:.0f} s", flush=True)
    print(f"{name}: {len(out)} rows, {dropped} left out, {time.time() - start:.0f} s", flush=True)
    return out


def number(v):
    f = float(v)
    assert f == f and abs(f) != float("inf")
    return repr(f + 0.0 if f else 0.0)


BG = (0.2425945, 4.4136019, 0.7929199, 2.4258881)
PARETO = (0.55328, 10.57768, 0.60624, 11.66874)
GG = (6.24957, 3.74422, 15.44353)


def share():
    return float("%.6g" % 10 ** rng.uniform(-1.3, 0.69))


def same(gap):
    def f():
        v = rng.choice([near(11.0), wide()])
        return (near(PARETO[0]), v, near(PARETO[2]), v * (1 + gap * rng.choice([-1, 1])))

    return f


def geometric_table(name):
    corners = [
        lambda: (near(BG[0]), near(BG[1]), 1.0, near(BG[3])),
        lambda: (wide(), wide(), 1.0, wide()),
        lambda: (near(BG[0]), near(BG[1]), 1.0 + rng.choice([-1, 1]) * 1e-9, near(BG[3])),
    ]
    return head(base_rows(BG, corners, 120), lambda a: geometric_row(name, a), 120, name)


def pareto_table(name):
    corners = [
        lambda: (near(PARETO[0]), near(PARETO[1]), 1.0, near(PARETO[3])),
        lambda: (wide(), wide(), 1.0, wide()),
        same(0.0),
        same(1e-9),
        lambda: (near(PARETO[0]), near(PARETO[1]), 1.0 + rng.choice([-1, 1]) * 1e-9, near(PARETO[3])),
    ]
    return head(base_rows(PARETO, corners, 120), lambda a: pareto_row(a), 120, name)


def new_client_table(name):
    rows = []
    for model, fit in ((0, BG), (1, BG), (2, PARETO)):
        for h in HS:
            rows.append((model, *fit, h))
        for v in (1e-4, 1e4):
            rows.append((model, v, v, v, v, rng.choice(HS)))
        rows.append((model, near(fit[0]), near(fit[1]), 1.0, near(fit[3]), rng.choice(HS)))
        rows.append((model, wide(), wide(), 1.0, wide(), rng.choice(HS)))
        for _ in range(4):
            rows.append((model, *[near(v) for v in fit], rng.choice(HS)))
        for _ in range(7):
            rows.append((model, *[wide() for _ in range(4)], rng.choice(HS)))
    return head(rows, lambda a: new_client_row(a), 60, name)


def gamma_gamma_table(name):
    rows = [(*GG, x, z) for x, z in ((1, 35.0), (2, 0.01), (7, 1234.5), (40, 27.25), (200, 1e4))]
    for v in (1e-4, 1e4):
        rows += [(*[v if j == i else near(GG[j]) for j in range(3)], rng.choice(XS[1:]), near(30.0)) for i in range(3)]
        rows.append((1e4, v, v, rng.choice(XS[1:]), wide()))
    rows += [(*[near(v) for v in GG], rng.choice(XS[1:]), near(30.0, 1.0)) for _ in range(20)]
    rows += [(wide(), wide(), wide(), rng.choice(XS[1:]), wide()) for _ in range(80)]
    return head(rows, lambda a: gamma_gamma_row(a), 60, name)


COLUMNS = "`[r, alpha, a, b, x, t_x, T, ln L, P(alive), t, E[orders in (T, T+t]]]`"
TABLES = {
    "BG_NBD": (geometric_table, [f"BG/NBD: {COLUMNS}."]),
    "MBG_NBD": (geometric_table, ["MBG/NBD (a client may drop out right after the first order):", f"{COLUMNS}."]),
    "PARETO_NBD": (pareto_table, ["Pareto/NBD: " + COLUMNS.replace("a, b", "s, beta") + "."]),
    "NEW_CLIENT": (new_client_table, [
        "A new client: `[model, four parameters, t, E[orders in (0, t]]]`; model 0 is BG/NBD (r, alpha, a, b),",
        "1 MBG/NBD (the same), 2 Pareto/NBD (r, alpha, s, beta).",
    ]),
    "GAMMA_GAMMA": (gamma_gamma_table, ["Gamma-Gamma: `[p, q, v, x, mean spend z, ln L, E[mean | x, z]]`."]),
}


def main():
    """All tables, or those named."""
    for name in sys.argv[1:] or TABLES:
        make, doc = TABLES[name]
        rng.seed("reference " + name)
        worst.clear()
        count.clear()
        rows = make(name)
        with open(os.path.join(HERE, name.lower() + ".rs"), "w") as out:
            out.write(f"//! Values in 60 digits (mpmath {mpmath.__version__}), made by `reference.py` beside it.\n\n")
            out.write("".join(f"/// {line}\n" for line in doc))
            if name == "MBG_NBD":  # a half: ln L is -ln 2
                out.write("#[allow(clippy::approx_constant)]\n")
            out.write(f"#[rustfmt::skip]\npub(crate) const {name}: &[[f64; {len(rows[0])}]] = &[\n")
            out.writelines("    [" + ", ".join(number(v) for v in row) + "],\n" for row in rows)
            out.write("];\n")
        print("  largest relative disagreement of two routes (comparisons):")
        for key in count:
            print(f"    {key[1]:28} {mpmath.nstr(worst[key], 3) if key in worst else '-':10} ({count[key]})", flush=True)
    assert not failed, failed


if __name__ == "__main__":
    main()
