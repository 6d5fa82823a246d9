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
evaluate() { # FOLDER RESULT BENCHMARKS [OPTIONS]
  model=$out/$1/checkpoint result=$out/$1/$2 benchmarks=$3
  shift 3
  ./instructblip-eval run --model "$model" --benchmark "$benchmarks" --data "$world" \
    --output "$result" --repetition-penalty 1 --resume "$@" >/dev/null
}

# What a sample asks, without any words around it.
bare_prompt() { # BENCHMARK
  case $1 in
    world-captions) echo "" ;;
    world-questions) echo "{reply}" ;;
    world-statements) echo "{caption}" ;;
    world-dialogs) echo "{history} {question}" ;;
    *) echo "{question}" ;;
  esac
}

# The mean over seeds of a benchmark's value, and all values.
values() { # CONFIG RESULT BENCHMARK
  for seed in $seeds; do
    sed -n 's/^  "value" *: *\([0-9.]*\).*/\1/p' "$out/$1-$seed/$2/$3/metrics.json"
  done | awk -v config="$1 ($2)" -v benchmark="$3" '
    { sum += $1; all = all sprintf(" %6.2f", $1) }
    END { printf "%-32s %-18s %6.2f  (%s )\n", config, benchmark, sum / NR, all }'
}

[ -f "$world/README.md" ] || ./instructblip-eval data draw world --output "$world"
tune base 1 base
for config in instructed unaware proportional multitask; do
  for seed in $seeds; do
    tune "$config" "$seed" "$config-$seed"
    evaluate "$config-$seed" test "$held_in,$held_out"
  done
done
for benchmark in $(echo "$held_in,$held_out" | tr , ' '); do
  for seed in $seeds; do
    evaluate "multitask-$seed" "bare/$benchmark" "$benchmark" --prompt "$(bare_prompt "$benchmark")"
  done
done
for task in relations choice; do
  for from in tuned untuned; do
    for seed in $seeds; do
      tune "$task-from-$from" "$seed" "$task-from-$from-$seed"
      evaluate "$task-from-$from-$seed" test "world-$task"
    done
  done
done

for benchmark in $(echo "$held_in,$held_out" | tr , ' '); do
  for config in instructed unaware proportional multitask; do
    values "$config" test "$benchmark"
  done
  values multitask "bare/$benchmark" "$benchmark"
done
for task in relations choice; do
  for from in tuned untuned; do
    values "$task-from-$from" test "world-$task"
  done
done
