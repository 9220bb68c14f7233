"""`/halsa/`: is the site well? Answers for machines that watch it; says only what is broken, never why.

The worker writes a sign of life to the queue every other second. Asking the worker itself would take a second; reading the sign does not.
"""

import functools
import logging
from typing import Any

import psycopg
import redis
from celery.signals import heartbeat_sent
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.access.acting import signed

log = logging.getLogger(__name__)
SIGN = "health"  # a purpose that opens nothing
SIGN_OF_LIFE = "lagesbild:worker"
WORKER_SILENCE = 15  # seconds without a sign of life before the worker counts as gone
PATIENCE = 2  # seconds to wait for a server that does not answer
WELL, BROKEN = "ok", "fel"


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Return the state of database, queue and worker: 200 when all are well, else 503."""
    queue, worker = ask_queue()
    parts = {"databas": word(ask_database()), "ko": word(queue), "arbetare": word(worker)}
    well = set(parts.values()) == {WELL}
    return JsonResponse({"status": word(well), **parts}, status=200 if well else 503)


def word(well: bool) -> str:
    """Return the word for a state."""
    return WELL if well else BROKEN


def ask_database() -> bool:
    """Tell whether the database answers and recognises who acts; without that every classified row would seem to be gone.

    Over a connection of its own: the pool would wait ten seconds for one that is not there.
    """
    parameters = {**connection.get_connection_params(), "connect_timeout": PATIENCE}
    try:
        with psycopg.connect(**parameters) as own:
            claim = signed("", SIGN, own.info.backend_pid)
            row = own.execute("select acting_purpose() from set_config('lagesbild.acting', %s, false)", [claim]).fetchone()
    except psycopg.Error:
        return False
    if row != (SIGN,):
        log.error("The database does not recognise who acts: run migrate with the same SECRET_KEY. Until then classified rows stay closed.")
    return row == (SIGN,)


def ask_queue() -> tuple[bool, bool]:
    """Tell whether the queue answers, and whether the worker has been heard through it."""
    try:
        return True, bool(client().exists(SIGN_OF_LIFE))
    except redis.RedisError:
        return False, False


@functools.cache
def client() -> redis.Redis:
    """Return the one client of this process."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)


@heartbeat_sent.connect
def write_sign_of_life(**_: Any) -> None:
    """Let the worker say that it lives. A queue that is gone is no reason for the worker to stop: it will reconnect by itself."""
    try:
        client().set(SIGN_OF_LIFE, "1", ex=WORKER_SILENCE)
    except redis.RedisError:
        return
