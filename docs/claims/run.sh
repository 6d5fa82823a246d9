#!/bin/sh
# Runs what docs/claims.md reports, in the repository's root: sh docs/claims/run.sh
# Runs of tuning are made JOBS at a time (2), each on one thread: that is faster than one on all threads.
# A run that is finished is not computed again; one that was cut off goes on.
set -e
world=runs/world
out=runs/claims
seeds="1 2 3"
configs="instructed unaware proportional multitask"
held_in=world-captions,world-colors,world-shapes,world-counting,world-yes-no
held_out=world-relations,world-choice,world-statements,world-dialogs
benchmarks=$(echo "$held_in,$held_out" | tr , ' ')

tune() { # CONFIG SEED FOLDER [OPTIONS]
  config=docs/claims/$1.yaml seed=$2 folder=$out/$3
  shift 3
  ./instructblip-eval tune --config "$config" --seed "$seed" --output "$folder" --resume --quiet "$@"
}

# BLIP-2 and InstructBLIP are decoded alike here.
evaluate() { # FOLDER RESULT BENCHMARKS [OPTIONS]
  model=$out/$1/checkpoint result=$out/$1/$2 asked=$3
  shift 3
  ./instructblip-eval run --model "$model" --benchmark "$asked" --data "$world" \
    --output "$result" --repetition-penalty 1 --threads 1 --resume "$@" >/dev/null
}

# What a sample asks, without any words around it.
bare_prompt() { # BENCHMARK
  case $1 in
    world-captions) echo "" ;;
    world-statements) echo "{caption}" ;;
    world-dialogs) echo "{history} {question}" ;;
    *) echo "{question}" ;;
  esac
}

instruction_tuning() { # CONFIG SEED
  tune "$1" "$2" "$1-$2" --threads 1
  evaluate "$1-$2" test "$held_in,$held_out"
  [ "$1" = multitask ] || return 0
  for benchmark in $benchmarks; do
    evaluate "$1-$2" "bare/$benchmark" "$benchmark" --prompt "$(bare_prompt "$benchmark")"
  done
}

fine_tuning() { # TASK FROM SEED
  tune "$1-from-$2" "$3" "$1-from-$2-$3" --threads 1
  evaluate "$1-from-$2-$3" test "world-$1"
}

# Runs a function of this script for each line of its arguments.
each() { # FUNCTION
  xargs -L 1 -P "${JOBS:-2}" sh "$0" "$1"
}

# The mean over seeds of a benchmark's value, and all values.
values() { # CONFIG RESULT BENCHMARK
  for seed in $seeds; do
    sed -n 's/^  "value" *: *\([0-9.]*\).*/\1/p' "$out/$1-$seed/$2/$3/metrics.json"
  done | awk -v config="$1 ($2)" -v benchmark="$3" '
    { sum += $1; all = all sprintf(" %6.2f", $1) }
    END { printf "%-32s %-18s %6.2f  (%s )\n", config, benchmark, sum / NR, all }'
}

if [ $# -gt 0 ]; then
  "$@"
  exit
fi

[ -f "$world/README.md" ] || ./instructblip-eval data draw world --output "$world"
tune base 1 base
evaluate base test "$held_in,$held_out"
for seed in $seeds; do
  for config in $configs; do echo "$config $seed"; done
done | each instruction_tuning
for seed in $seeds; do
  for task in relations choice; do
    for from in tuned untuned; do echo "$task $from $seed"; done
  done
done | each fine_tuning

for benchmark in $benchmarks; do
  for config in $configs; do
    values "$config" test "$benchmark"
  done
  values multitask "bare/$benchmark" "$benchmark"
done
for task in relations choice; do
  for from in tuned untuned; do
    values "$task-from-$from" test "world-$task"
  done
done
