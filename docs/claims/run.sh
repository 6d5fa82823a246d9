#!/bin/sh
# Runs what docs/claims.md reports, in the repository's root: sh docs/claims/run.sh
# A run that is finished is not computed again; one that was cut off goes on.
set -e
world=runs/world
out=runs/claims
seeds="1 2 3"
held_in=world-captions,world-colors,world-shapes,world-counting,world-yes-no,world-questions
held_out=world-relations,world-choice,world-statements,world-dialogs

tune() { # CONFIG SEED FOLDER
  ./instructblip-eval tune --config "docs/claims/$1.yaml" --seed "$2" --output "$out/$3" --resume
}

# BLIP-2 and InstructBLIP are decoded alike here.
evaluate() { # FOLDER BENCHMARKS [OPTIONS]
  folder=$1 benchmarks=$2
  shift 2
  ./instructblip-eval run --model "$out/$folder/checkpoint" --benchmark "$benchmarks" \
    --data "$world" --output "$out/$folder/test" --repetition-penalty 1 --resume "$@" >/dev/null
}

# The mean over seeds of a benchmark's value, and all values.
values() { # CONFIG BENCHMARK
  for seed in $seeds; do
    sed -n 's/^  "value" *: *\([0-9.]*\).*/\1/p' "$out/$1-$seed/test/$2/metrics.json"
  done | awk -v config="$1" -v benchmark="$2" '
    { sum += $1; all = all sprintf(" %6.2f", $1) }
    END { printf "%-24s %-18s %6.2f  (%s )\n", config, benchmark, sum / NR, all }'
}

[ -f "$world/README.md" ] || ./instructblip-eval data draw world --output "$world"
tune base 1 base
for config in instructed unaware proportional multitask; do
  for seed in $seeds; do
    tune "$config" "$seed" "$config-$seed"
    evaluate "$config-$seed" "$held_in,$held_out"
  done
done
for task in relations choice; do
  for from in tuned untuned; do
    for seed in $seeds; do
      tune "$task-from-$from" "$seed" "$task-from-$from-$seed"
      evaluate "$task-from-$from-$seed" "world-$task"
    done
  done
done

for benchmark in $(echo "$held_in,$held_out" | tr , ' '); do
  for config in instructed unaware proportional multitask; do
    values "$config" "$benchmark"
  done
done
for task in relations choice; do
  for from in tuned untuned; do
    values "$task-from-$from" "world-$task"
  done
done
