"""The Python that the peers run in: a virtual environment of its own, made at the first run."""
import os, pathlib, platform, subprocess, sys, venv

BENCHES = pathlib.Path(__file__).resolve().parent.parent
HOME = BENCHES.parent
PEERS = BENCHES / "peers"


def enter(whose=""):
    """Goes on in the virtual environment `peers/.venv`, or `peers/.venv-whose` of a peer that needs one of its own, with what
    `requirements.txt`, or `requirements-whose.txt`, names; does not return from outside of it."""
    suffix = f"-{whose}" if whose else ""
    home, wanted = PEERS / f".venv{suffix}", PEERS / f"requirements{suffix}.txt"
    if pathlib.Path(sys.prefix).resolve() == home.resolve():
        return
    python = home / "bin" / "python"
    done = home / "installed.txt"
    if not python.exists():
        venv.create(home, with_pip=True)
    if not done.exists() or done.read_text() != wanted.read_text():
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
        done.write_text(wanted.read_text())
    os.execv(python, [python, *sys.argv])


def machine():
    """What the figures were measured on, in one line."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as lines:
            model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{os.cpu_count()} cores of {model}, {platform.system()}"
