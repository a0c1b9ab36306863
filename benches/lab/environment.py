"""The Python that the peers run in: a virtual environment of its own, made at the first run."""
import os, pathlib, platform, subprocess, sys, venv

BENCHES = pathlib.Path(__file__).resolve().parent.parent
HOME = BENCHES.parent
VENV = BENCHES / "peers" / ".venv"
WANTED = BENCHES / "peers" / "requirements.txt"


def enter():
    """Goes on in the virtual environment, with what `requirements.txt` names; does not return from outside of it."""
    if pathlib.Path(sys.prefix).resolve() == VENV.resolve():
        return
    python = VENV / "bin" / "python"
    done = VENV / "installed.txt"
    if not python.exists():
        venv.create(VENV, with_pip=True)
    if not done.exists() or done.read_text() != WANTED.read_text():
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", WANTED], check=True)
        done.write_text(WANTED.read_text())
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
