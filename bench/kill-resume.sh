#!/bin/sh
# Kills runs of the bundled benchmark at random points, resumes them, and compares what they leave
# with an uninterrupted run, byte for byte.
#
#   bench/kill-resume.sh [RUNS [SEED]]      default 100 runs, seed 1
#
# Each run is killed (SIGKILL) one to three times, every second time not before it has stored
# something, then resumed to its end. Ends with 0 when all are equal. LIMIT (default 400 questions) and BATCH (default 4) set the size of a run, PROGRAM what is
# started. The folders of runs that differ stay and are named.
runs=${1:-100}
seed=${2:-1}
root=$(cd "$(dirname "$0")/.." && pwd -P)
program=${PROGRAM:-$root/instructblip-eval}
limit=${LIMIT:-400}
batch=${BATCH:-4}
files="easy-vqa/predictions.jsonl easy-vqa/metrics.json summary.json"

work=$(mktemp -d "${TMPDIR:-/tmp}/kill-resume.XXXXXX") || exit 2
trap 'rmdir "$work" 2>/dev/null' EXIT
trap 'exit 130' INT TERM

evaluate() {
  exec "$program" run --limit "$limit" --batch-size "$batch" --output "$1" --resume --quiet >/dev/null
}

# Milliseconds, or whole seconds where date knows no better.
now() {
  nanos=$(date +%s%N)
  case $nanos in
    *[!0-9]*) echo "$(date +%s)000" ;;
    *) echo "${nanos%??????}" ;;
  esac
}

# COUNT numbers from 0 to BELOW - 1, the same for the same seed.
random() {
  awk -v seed="$1" -v count="$2" -v below="$3" \
    'BEGIN { srand(seed); rand(); while (count-- > 0) printf "%d ", int(rand() * below); }'
}

stored() {
  wc -c 2>/dev/null <"$1/easy-vqa/predictions.jsonl" || echo 0
}

# Until the process PID has written more than BYTES into FOLDER, or has ended.
await_records() {
  while [ "$(stored "$2")" -le "$3" ] && kill -0 "$1" 2>/dev/null; do
    sleep 0.05
  done
}

"$program" --version >/dev/null || exit 2
started=$(now)
(evaluate "$work/whole") || { echo "the uninterrupted run failed" >&2; exit 2; }
length=$(($(now) - started))
echo "uninterrupted: $length ms; $runs runs of $limit questions in batches of $batch, seed $seed"

equal=0
kills=0
inside=0
run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  folder=$work/$run
  set -- $(random "$((seed * 100003 + run))" 4 1000)
  left=$(($1 % 3 + 1))
  shift
  while [ "$left" -gt 0 ]; do
    left=$((left - 1))
    delay=$(($1 * length / 1000))
    shift
    bytes=$(stored "$folder")
    evaluate "$folder" &
    pid=$!
    if [ "$((left % 2))" = 0 ]; then
      await_records "$pid" "$folder" "$bytes"
      delay=$((delay / 4))
    fi
    sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
    if kill -9 "$pid" 2>/dev/null; then
      kills=$((kills + 1))
    fi
    wait "$pid" 2>/dev/null
    if [ "$(stored "$folder")" != "$bytes" ] && grep -q '"status": "running"' "$folder/run.json"; then
      inside=$((inside + 1))
    fi
  done
  same=1
  (evaluate "$folder") || same=0
  for file in $files; do
    cmp -s "$work/whole/$file" "$folder/$file" || same=0
  done
  if [ "$same" = 1 ]; then
    equal=$((equal + 1))
    rm -rf "$folder"
  else
    echo "differs: $folder" >&2
  fi
done

echo "$equal of $runs equal; $kills kills, $inside of them between a first record and the end"
[ "$equal" = "$runs" ] && rm -rf "$work/whole" && exit 0
exit 1
