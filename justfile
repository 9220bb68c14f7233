# The same commands as by hand, shorter.

run:
    ./run

test *arguments:
    ./test {{arguments}}

fast:
    ./test fast

check:
    .ci/run

format:
    .venv/bin/ruff format .
    .venv/bin/ruff check --fix .

# Locks for all platforms, with digests
lock:
    uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
    uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.lock
