#!/usr/bin/env bash
# A soak: src/load/soak.sh [seconds, 1800] [core of the service, 1] [core of the generator, 0]
# Starts the packaged service with its default settings on one core, measures its capacity, and loads it with 80 % of that,
# 2 % of it malformed files. The heap has its size from the start, so that what grows is not the heap, and every five minutes
# the service rests for 30 s, so that what requests hold is not counted. Ends with 1 if a 5xx other than 503 or an
# unanswered request was seen.
# Arenas of malloc, priorities and the trimming of freed memory are those of the image.
set -euo pipefail
seconds=${1:-1800} core=${2:-1} other=${3:-0}
port=${PORT:-8090} management=${MANAGEMENT:-8091}
cd "$(dirname "$0")/../.."
if curl -s "http://localhost:$management" > /dev/null; then
  echo "Something listens on port $management already" >&2
  exit 1
fi
folder=$(mktemp -d)
generator=(taskset -c "$other" java -Xmx512m src/load/Load.java)
url="http://localhost:$port/protect?no-face=pass-through"

OMP_NUM_THREADS=1 MALLOC_ARENA_MAX=2 taskset -c "$core" java \
  -Xms1g -Xmx1g -XX:+AlwaysPreTouch \
  -XX:ThreadPriorityPolicy=1 -XX:JavaPriority1_To_OSPriority=19 -XX:CompilerThreadPriority=10 \
  -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=10000 \
  -Djava.io.tmpdir="$folder" -jar "$(ls target/faceward-*.jar | head -1)" \
  --server.port="$port" --management.server.port="$management" \
  --faceward.jobs.folder="$folder/jobs" --faceward.bundle.cache="$folder/cache" > "$folder/log" 2>&1 &
service=$!
trap 'kill "$service" 2> /dev/null || true; wait "$service" 2> /dev/null || true; rm -rf "$folder"' EXIT
until curl -sf "http://localhost:$management/actuator/health/readiness" > /dev/null; do
  kill -0 "$service" || { tail "$folder/log"; exit 1; }
  sleep 1
done

"${generator[@]}" capacity --url "$url" --clients 4 --seconds "${WARM_UP:-90}" | tee "$folder/capacity"
rate=$(awk '/^goodput/ {print 0.8 * $2}' "$folder/capacity")
echo "soak: $rate per second for $seconds s"
"${generator[@]}" rate --url "$url" --rate "$rate" --seconds "$seconds" --window 300 --rest 30 --pid "$service" \
  --hostile-from "${FACEWARD_SHARED:-../shared}/data/malformed" --hostile 0.02
