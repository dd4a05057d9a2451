"""How gunicorn serves the product. On a public address put nginx or Caddy in front: see README.md."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "forms_backend.web.serving:app()"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 16  # a save waits for the disk; sixteen keep both cores busy on a slow one
timeout = 30  # seconds
preload_app = True  # the content is read once and shared
max_requests = 20_000  # a worker is replaced now and then, so that a leak can never grow for weeks
max_requests_jitter = 2_000
control_socket_disable = True
accesslog = None  # addresses of workspaces are secrets and belong in no log


def when_ready(server: object) -> None:  # noqa: ARG001 - gunicorn's own signature
    """Say where to go."""
    print(f"DSPT Companion is ready: http://{bind}", flush=True)  # noqa: T201 - for whoever typed `make run`
