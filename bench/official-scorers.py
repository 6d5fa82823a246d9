#!/usr/bin/env python3
"""Times the official scorers on the answers that `bench --scoring --save-inputs DIR` wrote.

    official-scorers.py DIR [--m4c m4c_evaluators.py] [--vqa vqaEval.py] [--lavis vqa_eval.py] [--vizwiz vqaEval.py]
                            [--captions] [--repeats 3]

The files are the published ones: mmf/utils/m4c_evaluators.py, PythonEvaluationTools/vqaEvaluation/vqaEval.py of
GT-Vision-Lab/VQA, lavis/common/vqa_tools/vqa_eval.py, vqaEval.py of the VizWiz API (of which the accuracy is timed, not the
caption figures that it prints too). --captions needs `pip install pycocoevalcap` and a Java runtime.
Reading files is not timed. Prints a JSON line per scorer: samples, value, median_s, samples_per_s.
"""
import argparse
import contextlib
import importlib.util
import io
import json
import os
import statistics
import time


def module(path):
    spec = importlib.util.spec_from_file_location("official", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def records(folder, name):
    with open(os.path.join(folder, name + ".jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Questions:
    """What the VQA scripts ask of their annotation and result objects."""

    def __init__(self, by_id):
        self.qa = self.imgToQA = by_id

    def getQuesIds(self):
        return list(self.qa)

    getImgs = getQuesIds


def annotations(answers):
    return Questions({
        r["id"]: {
            "question_type": "none",
            "answer_type": r["facts"]["answer_type"],
            "answers": [{"answer": a, "answer_id": i + 1} for i, a in enumerate(r["references"])],
        }
        for r in answers
    })


def results(answers):
    return Questions({r["id"]: {"answer": r["prediction"], "image": r["id"]} for r in answers})


def report(scorer, samples, prepare, score, repeats):
    """Scripts change what they are given, so each repeat gets fresh objects; making them is not timed."""
    seconds = []
    for _ in range(repeats):
        given = prepare()
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            value = score(given)
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds)
    print(json.dumps({"scorer": scorer, "samples": samples, "value": value, "repeats": repeats,
                      "median_s": round(median, 3), "samples_per_s": round(samples / median)}), flush=True)


def m4c(path, answers, repeats):
    scorer = module(path).TextVQAAccuracyEvaluator()
    report("textvqa m4c", len(answers),
           lambda: [{"pred_answer": r["prediction"], "gt_answers": r["references"]} for r in answers],
           lambda given: 100 * scorer.eval_pred_list(given), repeats)


def vqa(name, path, answers, repeats):
    official = module(path)
    if hasattr(official, "COCOEvalCap"):
        official.COCOEvalCap = NoCaptions

    def score(given):
        scorer = official.VQAEval(*given)
        scorer.evaluate()
        return scorer.accuracy["overall"]

    report(name, len(answers), lambda: (annotations(answers), results(answers)), score, repeats)


class NoCaptions:
    """In place of the caption figures of the VizWiz script."""

    def __init__(self, *unused):
        self.eval = {}

    def evaluate(self):
        pass


def captions(folder, repeats):
    from pycocoevalcap.bleu.bleu import Bleu
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.rouge.rouge import Rouge
    from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

    answers = records(folder, "captions")

    def prepare():
        return ({r["id"]: [{"caption": c} for c in r["references"]] for r in answers},
                {r["id"]: [{"caption": r["prediction"]}] for r in answers})

    def score(given):
        references, candidates = (PTBTokenizer().tokenize(texts) for texts in given)
        Bleu(4).compute_score(references, candidates, verbose=0)
        Rouge().compute_score(references, candidates)
        return 100 * float(Cider().compute_score(references, candidates)[0])

    report("caption official", len(answers), prepare, score, repeats)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder")
    for option in ("--m4c", "--vqa", "--lavis", "--vizwiz"):
        ap.add_argument(option)
    ap.add_argument("--captions", action="store_true")
    ap.add_argument("--repeats", type=int, default=3)
    a = ap.parse_args()
    answers = records(a.folder, "answers")
    if a.m4c:
        m4c(a.m4c, answers, a.repeats)
    for name, path in (("vizwiz vizwiz", a.vizwiz), ("vqa official", a.vqa), ("vqa lavis", a.lavis)):
        if path:
            vqa(name, path, answers, a.repeats)
    if a.captions:
        captions(a.folder, a.repeats)


if __name__ == "__main__":
    main()
