"""Runs the emulator for as long as the process that started it lives, behind a faster server, with three things made as they are on AWS.

The emulator's version is pinned by hash, so what is replaced here is known to be there.
"""

import os
import shutil
import signal
import sys
import threading
import time


def end_with_starter():
    """The starter holds our standard input open; when it ends, however it ends, so does all of this process group."""
    while os.read(0, 4096):
        pass
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(os.getpgrp(), signal.SIGKILL)


threading.Thread(target=end_with_starter, daemon=True).start()

import hypercorn.asyncio  # noqa: E402
import uvicorn  # noqa: E402
import uvloop  # noqa: E402
from ministack import app  # noqa: E402
from ministack.services import lambda_svc, ses  # noqa: E402

acquire_slot = lambda_svc._acquire_execution_slot
execute = lambda_svc._execute_function
PATIENCE_SECONDS = 60


def acquire_slot_in_turn(func, config):
    """A thousand functions run at once on AWS, a few here: the others wait for their turn instead of being refused."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        slot, limit = acquire_slot(func, config)
        if slot is not None or limit != "account" or time.monotonic() > deadline:
            return slot, limit
        time.sleep(0.005)


def execute_whole_batch(func, event):
    """A stream's batch of which a reader reports failed records is delivered again: the emulator would drop them."""
    result = execute(func, event)
    records = event.get("Records") if isinstance(event, dict) else None
    if not records or records[0].get("eventSource") != "aws:dynamodb" or result.get("error"):
        return result
    body = result.get("body")
    failures = body.get("batchItemFailures") if isinstance(body, dict) else None
    if not failures:
        return result
    message = f"{len(failures)} of {len(records)} records failed"
    return {**result, "error": True, "body": {"errorType": "BatchItemFailures", "errorMessage": message}}


get_send_quota = ses._get_send_quota


def get_quota_of_a_large_account(params):
    """The emulator answers as a small account: 14 mails a second would make lives of months wait for real seconds."""
    status, headers, body = get_send_quota(params)
    large = body.replace(b"<MaxSendRate>14.0<", b"<MaxSendRate>500.0<").replace(b">50000.0<", b">-1.0<")
    return status, headers, large


ses._get_send_quota = get_quota_of_a_large_account
lambda_svc._acquire_execution_slot = acquire_slot_in_turn
lambda_svc._execute_function = execute_whole_batch


async def serve_fast(application, config):
    """Half of the emulator's processor time went to HTTP: this server reads it in C, and leaves that time to the services."""
    host, port = config.bind[0].rsplit(":", 1)
    options = {"log_level": "warning", "server_header": False, "date_header": False, "timeout_keep_alive": 75}
    await uvicorn.Server(uvicorn.Config(application, host, int(port), http="httptools", ws="none", **options)).serve()


hypercorn.asyncio.serve = serve_fast
uvloop.install()

sys.argv = ["ministack"]
app.main()
