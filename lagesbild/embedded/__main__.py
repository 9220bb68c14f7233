"""`./run`: start everything, say where it is, and stop in order on Ctrl-C."""

import os
import sys
import time

from lagesbild.embedded import codes
from lagesbild.embedded.errors import StartError, StopRequested, sentence
from lagesbild.embedded.options import Options, only_one, require_free_port
from lagesbild.embedded.parts import Site
from lagesbild.embedded.waiting import Watch

LOOK_EVERY = 0.25  # seconds between two looks at the children while the site runs


def main() -> int:
    """Run until stopped. Return 0 after an orderly stop, else 1 with one sentence on standard error."""
    try:
        options = Options.read(os.environ)
        with only_one(options.var):
            require_free_port(options.port)
            run(options)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    return 0


def run(options: Options) -> None:
    """Start the site, watch it, and stop every part whatever happens."""
    watch = Watch()
    site = Site(options, watch)
    try:
        site.start()
        print(greeting(site), flush=True)
        while True:
            watch.check()
            time.sleep(LOOK_EVERY)
    except StopRequested:
        print("Stoppar …", flush=True)
    finally:
        watch.stop_all()
        site.clean_up()
    print("Allt är stoppat.", flush=True)


def greeting(site: Site) -> str:
    """Return what a person needs to begin."""
    return f"""
Lägesbild svarar på {site.address}

Demokonton. Lösenord för alla: {site.password}
De som är märkta * har också en andra faktor. Koden just nu: {codes.code(site.totp_secret)}
Nästa kod: .venv/bin/python -m lagesbild.embedded.codes. Hemlighet till en app för koder: {site.totp_secret}
{site.preparation.accounts}

Stoppa med Ctrl-C. Loggarna finns i {site.log}"""


if __name__ == "__main__":
    sys.exit(main())
