"""A service as people write them, with the instrumentator as its manual shows it."""

from fastapi import FastAPI, Response
from prometheus_fastapi_instrumentator import Instrumentator

app = FastAPI()


@app.get("/items/{item}")
def read_item(item: int):
    """Every third item cannot be had."""
    if item % 3 == 0:
        return Response(status_code=503)
    return {"item": item}


@app.get("/healthz")
def healthz():
    return "ok"


Instrumentator(should_instrument_requests_inprogress=True).instrument(app).expose(app)
