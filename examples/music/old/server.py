"""The player's old server: what happens is broadcast over a WebSocket, as `{event, data, timestamp}`.

    python server.py [--port PORT] [--heartbeat SECONDS] [--as-it-was]

It prints where it listens. With `--as-it-was` it says what the server said before anybody compared it with its documentation.
"""

import argparse
import asyncio
import contextlib
import socket
import time
from datetime import datetime, timezone
from typing import Any

import uvicorn
from fastapi import Body, FastAPI, WebSocket, WebSocketDisconnect
from fastapi.middleware.cors import CORSMiddleware

# What was documented, and what was sent.
AS_IT_WAS = {"removed": "deleted", "complete": "completed"}


class Connections:
    """All pages that listen."""

    def __init__(self) -> None:
        self.sockets: set[WebSocket] = set()

    async def broadcast(self, event: str, data: dict[str, Any] | None) -> None:
        """Sends an event to all; one without data has no `data` at all."""
        message: dict[str, Any] = {"event": event}
        if data is not None:
            message["data"] = data
        message["timestamp"] = datetime.now(timezone.utc).replace(tzinfo=None).isoformat() + "Z"
        for connected in list(self.sockets):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await connected.send_json(message)


def create_app(heartbeat: float, as_it_was: bool) -> FastAPI:
    connections = Connections()
    settings: dict[str, Any] = {"volume": 1}
    queue: list[int] = []

    def word(value: str) -> str:
        return AS_IT_WAS.get(value, value) if as_it_was else value

    async def beat() -> None:
        while True:
            await asyncio.sleep(heartbeat)
            await connections.broadcast("heartbeat", None)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI):
        beating = asyncio.create_task(beat())
        yield
        beating.cancel()

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"])

    @app.websocket("/ws")
    async def listen(page: WebSocket) -> None:
        await page.accept()
        connections.sockets.add(page)
        try:
            while True:
                # The page asks whether anybody is there; both are bare texts, and no JSON.
                if await page.receive_text() == "ping":
                    await page.send_text("pong")
        except WebSocketDisconnect:
            connections.sockets.discard(page)

    @app.get("/connections")
    async def count() -> int:
        return len(connections.sockets)

    @app.put("/favorites/{track_id}")
    async def favor(track_id: int) -> None:
        await connections.broadcast("favorites:updated", {"action": "added", "track_id": track_id})

    @app.delete("/favorites/{track_id}")
    async def unfavor(track_id: int) -> None:
        action = word("removed")
        await connections.broadcast("favorites:updated", {"action": action, "track_id": track_id})

    @app.post("/queue")
    async def add_to_queue(track_id: int = Body(embed=True)) -> None:
        queue.append(track_id)
        data = {"action": "added", "positions": [len(queue) - 1], "queue_length": len(queue)}
        await connections.broadcast("queue:updated", data)
        if as_it_was:
            # Nothing heard it.
            await connections.broadcast("queue-changed", {"queue_length": len(queue)})

    @app.post("/playlists")
    async def create_playlist() -> None:
        data = {"action": "created", "playlist_id": 1, "track_ids": None}
        await connections.broadcast("playlists:updated", data)

    @app.put("/settings/{key}")
    async def set_setting(key: str, value: Any = Body(embed=True)) -> None:
        data = {"key": key, "value": value, "previous_value": settings.get(key)}
        settings[key] = value
        await connections.broadcast("settings:updated", data)

    @app.post("/scan")
    async def scan() -> None:
        job = {"job_id": "scan-1", "found": 2, "errors": 0}
        progress = "library:scan-progress"
        scanning = {**job, "status": "scanning", "scanned": 1, "current_path": "a.wav"}
        await connections.broadcast(progress, scanning)
        await connections.broadcast("library:updated", {"action": "added", "track_ids": [1, 2]})
        through = {**job, "status": word("complete"), "scanned": 2, "current_path": None}
        await connections.broadcast(progress, through)
        complete = {"job_id": "scan-1", "added": 2, "skipped": 0, "errors": 0, "duration_ms": 3}
        await connections.broadcast("library:scan-complete", complete)

    @app.post("/measure")
    async def measure() -> None:
        """Broadcasts an event that says when it was sent, in nanoseconds since 1970; as the app does it."""

        async def send() -> None:
            await asyncio.sleep(0.002)
            data = {"job_id": str(time.time_ns()), "status": "scanning", "scanned": 3, "found": 12}
            data |= {"errors": 0, "current_path": "Tides/03 Spring Tide.wav"}
            await connections.broadcast("library:scan-progress", data)

        app.state.sending = asyncio.create_task(send())

    return app


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--port", type=int, default=8000)
    words.add_argument("--heartbeat", type=float, default=30.0)
    words.add_argument("--as-it-was", action="store_true")
    given = words.parse_args()
    listening = socket.create_server(("127.0.0.1", given.port))
    print(f"listening on http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    app = create_app(given.heartbeat, given.as_it_was)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


if __name__ == "__main__":
    main()
