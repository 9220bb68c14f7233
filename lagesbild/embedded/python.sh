# Sets PYTHON to an interpreter that works. Sourced by run and test, from the project folder.
# A name on PATH says little: version managers put a file there for a Python that is not installed. So each one is tried.

usable='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'
complete='import ctypes, ensurepip, venv'
PYTHON=
without_venv=

if [ -f .venv/.lock ] && .venv/bin/python -I -c "$usable" 2>/dev/null; then
    PYTHON=.venv/bin/python
else
    for candidate in python3.13 python3.12 python3.11 python3.14 python3 /usr/bin/python3 python; do
        "$candidate" -I -c "$usable" >/dev/null 2>&1 || continue
        if "$candidate" -I -c "$complete" >/dev/null 2>&1; then
            PYTHON=$candidate
            break
        fi
        without_venv=$candidate
    done
fi

if [ -z "$PYTHON" ] && [ -n "$without_venv" ]; then
    echo "Python saknar modulen venv. Installera den, till exempel med: apt-get install python3-venv" >&2
    exit 1
elif [ -z "$PYTHON" ]; then
    echo "Det behövs Python 3.11, 3.12, 3.13 eller 3.14, och ingen av dem finns. Funnen: $(python3 -V 2>/dev/null || echo ingen Python 3)." >&2
    exit 1
fi
