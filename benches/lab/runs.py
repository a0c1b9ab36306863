"""One run of ltvcast or of a peer: its seconds by its own clock, and its figures."""
import dataclasses, json, os, pathlib, re, subprocess, sys, tempfile
from lab.environment import BENCHES, HOME

SCENARIO = HOME / "scenarios" / "benchmark.toml"
LEVELS = ("p10", "p50", "p90")


@dataclasses.dataclass
class Run:
    trials: int
    seconds: float
    mean: float  # of the horizon's revenue
    sd: float
    profit: dict  # P10, P50 and P90 of the horizon's profit
    profit_sd: float | None = None
    peak_bytes: int | None = None


def build():
    """The release build of ltvcast, with no special flags."""
    return built("ltvcast")


def build_one_run():
    """The same, of a run without charts and files: an example of the library."""
    return built("examples/one_run", "--example", "one_run")


def build_fit_speed():
    """The fits alone, without reading."""
    return built("examples/fit_speed", "--example", "fit_speed")


def built(path, *options):
    subprocess.run(["cargo", "build", "--release", "--quiet", *options], cwd=HOME, check=True)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HOME / "target"))
    return target / "release" / path


def ours(binary, *options):
    """A forecast without a plan. Its seconds are the engine's and the figures': no charts, no files."""
    with tempfile.TemporaryDirectory() as scratch:
        words = [binary, "simulate", SCENARIO, "--no-plan", "--quiet", "--out", f"{scratch}/result", *map(str, options)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        read = lambda name: json.loads(pathlib.Path(scratch, "result", name).read_text())
        summary, run = read("summary.json"), read("run.json")
    revenue, profit = summary["headline"]["revenue"], summary["headline"]["profit"]
    levels = {level: profit[level] for level in LEVELS}
    return Run(summary["trials"], run["seconds_engine"], revenue["mean"], revenue["sd"], levels, profit["sd"],
               run["peak_memory_bytes"])


def peer(script, trials, seed=1):
    """A script of `peers/`. Its seconds are those of draws and percentiles: no import, no compiling."""
    words = [sys.executable, BENCHES / "peers" / script, str(trials), str(seed)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    number = lambda name: float(re.search(rf"\b{name} (\S+)", said).group(1))
    levels = {level: number(level.upper()) for level in LEVELS}
    return Run(trials, number("seconds"), number("revenue_mean"), number("revenue_sd"), levels)
