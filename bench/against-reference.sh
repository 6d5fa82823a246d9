#!/bin/sh
# Runs this program's bench and a reference's one after the other, several times, and prints medians and ratios.
usage="usage: against-reference.sh --model DIR --images DIR [--samples 64] [--batch 1,8] [--dtype float32] [--threads 2]
         [--prompt TEXT] [--rank N] [--rounds 3] -- REFERENCE COMMAND...

The reference command is called with --model DIR --images DIR --questions N --batch LIST --dtype NAME --threads N --prompt TEXT
and, with --rank, --rank N --no-generate. It prints a JSON line per measurement with work, batch and samples_per_s."
here=$(cd "$(dirname "$0")" && pwd)

samples=64 batch=1,8 dtype=float32 threads=2 rank='' rounds=3 model='' images=''
prompt='Question: what is the color of the shape? Short answer:'
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case $1 in
    --model | --images | --samples | --batch | --dtype | --threads | --prompt | --rank | --rounds)
      [ $# -ge 2 ] || { echo "$1 needs a value" >&2; exit 2; }
      eval "${1#--}=\$2"
      shift 2 ;;
    *) echo "$usage" >&2; exit 2 ;;
  esac
done
[ "${1-}" = -- ] && [ $# -ge 2 ] && [ -n "$model" ] && [ -n "$images" ] || { echo "$usage" >&2; exit 2; }
shift

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
round=1
while [ "$round" -le "$rounds" ]; do
  "$here/../instructblip-eval" bench --quiet --json --model "$model" --images "$images" --samples "$samples" \
    --batch-size "$batch,auto" --dtype "$dtype" --threads "$threads" --prompt "$prompt" ${rank:+--rank "$rank"} \
    >>"$results/ours" || exit
  echo >>"$results/ours"
  "$@" --model "$model" --images "$images" --questions "$samples" --batch "$batch" --dtype "$dtype" \
    --threads "$threads" --prompt "$prompt" ${rank:+--rank "$rank" --no-generate} >>"$results/reference" 2>"$results/errors" || {
    cat "$results/errors" >&2
    exit 1
  }
  echo "round $round of $rounds done" >&2
  round=$((round + 1))
done
exec python3 "$here/medians.py" "$results/ours" "$results/reference"
