# The bot. Built without a registry's cache of bytecode, run by nobody in particular, on a read-only
# root: what it remembers is on a tmpfs that compose.yaml mounts.
FROM python:3.11-slim AS built
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
COPY requirements.txt /build/
RUN python -m venv /venv && /venv/bin/python -m pip install --no-compile --require-hashes -r /build/requirements.txt

FROM python:3.11-slim
RUN groupadd --gid 10001 quietline && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin quietline
COPY --from=built /venv /venv
WORKDIR /quietline
COPY quietline ./
COPY bot ./bot
COPY flows ./flows
COPY directory ./directory
COPY store ./store
COPY config ./config
COPY LICENSE NOTICE ./
# A volume that is mounted here takes this owner.
RUN install -d -m 0700 -o 10001 -g 10001 /agency
ENV QUIETLINE_PYTHON=/venv/bin/python PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["./quietline"]
CMD ["run", "--channel", "signal"]
