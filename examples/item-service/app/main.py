"""A service with items. The item `broken` is."""

import logging

from fastapi import FastAPI
from prometheus_fastapi_instrumentator import Instrumentator

app = FastAPI(title="item-service")
log = logging.getLogger("uvicorn.error")
Instrumentator().instrument(app).expose(app)


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


@app.get("/items/{name}")
def item(name: str):
    if name == "broken":
        log.error("the item %s is broken", name)
        raise RuntimeError("this item is broken")
    return {"name": name}
