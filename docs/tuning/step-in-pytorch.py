"""Times the steps of `tune` in PyTorch: Q-Former, queries, projection and ln_vision learn, the rest is frozen.

    python step-in-pytorch.py CHECKPOINT EASY_VQA [STEPS [THREADS]]

Batches of 16 questions of easy-VQA's test split with `Question: ... Short answer:`, on images that were not seen before, in
float32 with dropout, AdamW. Prints seconds per step; reading of images included, as in `tune`. Needs torch, transformers 5,
tokenizers, Pillow and numpy.
"""

import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer
from transformers import InstructBlipForConditionalGeneration

BATCH = 16
MEAN = torch.tensor([0.48145466, 0.4578275, 0.40821073]).view(3, 1, 1)
STD = torch.tensor([0.26862954, 0.26130258, 0.27577711]).view(3, 1, 1)


def padded(tokenizer, texts, fill):
    rows = [tokenizer.encode(text).ids for text in texts]
    width = max(map(len, rows))
    ids = torch.tensor([row + [fill] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return ids, mask


def pixels(path, side):
    image = Image.open(path).convert("RGB").resize((side, side), Image.BICUBIC)
    return (torch.from_numpy(np.array(image)).permute(2, 0, 1) / 255 - MEAN) / STD


def main(folder, data, steps=6, threads=2):
    torch.set_num_threads(int(threads))
    torch.manual_seed(0)
    folder, data = Path(folder), Path(data) / "test"
    model = InstructBlipForConditionalGeneration.from_pretrained(folder, dtype=torch.float32)
    learned = ("qformer", "query_tokens", "language_projection", "vision_model.post_layernorm")
    names = [name for name, _ in model.named_parameters()]
    prefix = "model." if names[0].startswith("model.") else ""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.removeprefix(prefix).startswith(learned))
    model.train()
    model.vision_model.eval()
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-5, weight_decay=0.05)
    language = Tokenizer.from_file(str(folder / "tokenizer.json"))
    qformer = Tokenizer.from_file(str(folder / "qformer_tokenizer" / "tokenizer.json"))
    questions = json.loads((data / "questions.json").read_text())
    random.Random(1).shuffle(questions)
    first = list({image: (question, answer, image) for question, answer, image in questions}.values())
    visual = model.config.num_query_tokens
    side = model.config.vision_config.image_size
    for step in range(int(steps)):
        start = time.time()
        batch = first[step * BATCH:(step + 1) * BATCH]
        prompts = [f"Question: {question} Short answer:" for question, _, _ in batch]
        ids, mask = padded(language, prompts, 0)
        read, read_mask = padded(qformer, prompts, 0)
        labels, known = padded(language, [answer for _, answer, _ in batch], 0)
        ones = torch.ones(BATCH, visual, dtype=torch.long)
        loss = model(
            pixel_values=torch.stack([pixels(data / "images" / f"{image}.png", side) for _, _, image in batch]),
            qformer_input_ids=read,
            qformer_attention_mask=read_mask,
            input_ids=torch.cat([ones * model.config.image_token_id, ids], 1),
            attention_mask=torch.cat([ones, mask], 1),
            labels=labels.masked_fill(known == 0, -100),
        ).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        print(f"step {step + 1}: loss {loss.item():.3f}, {time.time() - start:.2f} s", flush=True)


main(*sys.argv[1:])
