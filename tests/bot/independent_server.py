"""telemelya as a process: a Bot API server that others wrote, with its state in memory instead of in Redis.

    python independent_server.py PORT

It posts updates to webhooks without a secret, which a proxy in front of a bot would add; the test does.
"""

import sys

import uvicorn
from fakeredis import FakeAsyncRedis
from fastapi import FastAPI
from telemelya.server.bot_api import router as bot_api
from telemelya.server.control_api import router as control_api
from telemelya.server.state import state_manager

state_manager._redis = FakeAsyncRedis(decode_responses=True)
app = FastAPI()
app.include_router(bot_api)
app.include_router(control_api)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
