# The bot without torch: the bundled model is run by onnxruntime and OpenVINO. Everything installed is pinned by digest.
#   docker build -t ontherecord .
#   docker run -v ontherecord:/data -e ONTHERECORD_TELEGRAM_TOKEN=... ontherecord
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
WORKDIR /source
RUN python3 -m venv /opt/ontherecord
COPY docs/deploy/requirements.txt requirements.txt
RUN /opt/ontherecord/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY . .
RUN /opt/ontherecord/bin/pip install --no-cache-dir --no-deps . && rm -rf build

FROM ${BASE}
RUN useradd --system --uid 10001 --create-home reporter && install -d -o reporter -m 700 /data
COPY --from=build /opt/ontherecord /opt/ontherecord
ENV PATH=/opt/ontherecord/bin:$PATH ONTHERECORD_DATA_DIR=/data HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
USER reporter
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["ontherecord", "health"]
ENTRYPOINT ["ontherecord"]
CMD ["run"]
