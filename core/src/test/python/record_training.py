"""Records ten steps of AdamW that the reference makes on the small checkpoints.

    python record_training.py ../resources/oracle

needs what record_reference.py needs. All of a model learns, of BLIP-2 what its authors train, from a batch whose prompts, answers and images differ in
length and kind; the loss is that of `InstructBlipForConditionalGeneration.forward` with labels of -100 outside the
answer (that of BLIP-2's class for its checkpoints). A recording is kept only if eager attention and weights moved by 1e-7 give the same within a quarter of what
`verify` allows.
"""

import copy
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import Blip2ForConditionalGeneration, InstructBlipForConditionalGeneration

ORACLE = Path(sys.argv[1])
MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]
STEPS = 10
torch.set_num_threads(1)
# Not the usual numbers: a large epsilon keeps rounding of small gradients from becoming whole steps.
SETTINGS = {"name": "AdamW", "lr": 0.0001, "betas": [0.8, 0.95], "eps": 1e-2, "weight_decay": 0.2}
BATCH = [
    (0, "What is in the picture?", "two green boxes beside a lamp"),
    (1, "A short image caption:", "a red circle"),
    (0, "Question: is it red? Short answer:", "no"),
]


def decays(name, tensor):
    """LAVIS, base_model.py: get_optimizer_params."""
    return tensor.dim() >= 2 and not any(part in name for part in ("bias", "ln", "bn", "layernorm", "LayerNorm"))


def is_noise(name):
    """Softmax cancels what a key's bias adds."""
    return name.endswith(("attention.key.bias", "k_proj.bias"))


def pictures(source, folder):
    """Two lossless ones of the model's other recording."""
    plain = [file for file in sorted((source / "images").glob("*.png")) if Image.open(file).mode == "RGB"][:2]
    (folder / "images").mkdir(parents=True)
    for file in plain:
        shutil.copy(file, folder / "images")
    return [f"images/{file.name}" for file in plain]


def pixels(folder, names, size):
    rows = []
    for name in names:
        image = Image.open(folder / name).convert("RGB").resize((size, size), Image.BICUBIC)
        levels = np.asarray(image, dtype=np.float32) / np.float32(255)
        rows.append(((levels - np.float32(MEAN)) / np.float32(STD)).transpose(2, 0, 1))
    return torch.tensor(np.stack(rows))


def padded(rows, filler):
    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


def opened(folder):
    """The model, and its class of BLIP-2 where it is one."""
    kind = json.loads((folder / "config.json").read_text())["model_type"]
    classes = {"instructblip": InstructBlipForConditionalGeneration, "blip-2": Blip2ForConditionalGeneration}
    return classes[kind].from_pretrained(folder, dtype=torch.float32).eval()


def inputs(model, samples, pixel_values):
    """Arguments of forward(): placeholders of the image, then the prompt, and behind it a decoder-only model's answer."""
    decoder_only = model.config.text_config.model_type != "t5"
    image = [model.config.image_token_id] * model.config.num_query_tokens
    rows = [image + s["prompt_ids"] + (s["answer_ids"] if decoder_only else []) for s in samples]
    labels = [s["answer_ids"] for s in samples]
    if decoder_only:
        labels = [[-100] * (len(row) - len(answer)) + answer for row, answer in zip(rows, labels)]
    questions = [s["qformer_ids"] for s in samples]
    arguments = dict(
        pixel_values=pixel_values,
        input_ids=padded(rows, 0),
        attention_mask=padded([[1] * len(row) for row in rows], 0),
        labels=padded(labels, -100),
    )
    if questions[0] is not None:
        arguments["qformer_input_ids"] = padded(questions, 0)
        arguments["qformer_attention_mask"] = padded([[1] * len(q) for q in questions], 0)
    return arguments


def train(model, arguments):
    """Losses, first gradients and what the tensors are in the end."""
    parameters = {n: p for n, p in model.named_parameters() if p.requires_grad}
    groups = [
        {"params": [p for n, p in parameters.items() if decays(n, p)], "weight_decay": SETTINGS["weight_decay"]},
        {"params": [p for n, p in parameters.items() if not decays(n, p)], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=SETTINGS["lr"], betas=SETTINGS["betas"], eps=SETTINGS["eps"])
    losses, gradients = [], {}
    for step in range(STEPS):
        loss = model(**arguments).loss
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            # A tensor that nothing reads has no gradient in this loop; the authors' loop gives it one of 0.
            for name, p in parameters.items():
                p.grad = torch.zeros_like(p) if p.grad is None else p.grad
                gradients[name] = p.grad.clone()
        optimizer.step()
    with torch.no_grad():
        losses.append(model(**arguments).loss.item())
    return losses, gradients, {n: p.detach().clone() for n, p in parameters.items()}


def spread(found, other):
    """Largest differences of losses, of gradients (relative) and of tensors."""
    kept = [n for n in found[1] if not is_noise(n)]
    losses = max(abs(a - b) for a, b in zip(found[0], other[0]))
    size = {n: found[1][n].abs().max().item() for n in kept}
    gradients = max((found[1][n] - other[1][n]).abs().max().item() / size[n] for n in kept if size[n] > 0)
    after = max((found[2][n] - other[2][n]).abs().max().item() for n in kept)
    return {"losses": losses, "grad_relative": gradients, "after10_absolute": after}


def shaken(model, seed):
    other = copy.deepcopy(model)
    torch.manual_seed(seed)
    with torch.no_grad():
        for tensor in other.parameters():
            tensor.mul_(1 + 1e-7 * torch.randn_like(tensor))
    return other


def record(name, learns):
    model_folder, folder = ORACLE / "models" / name, ORACLE / "recordings" / f"{name}-training"
    model = opened(model_folder)
    for n, tensor in model.named_parameters():
        tensor.requires_grad_(n.startswith(learns))
    text = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    reads_text = (model_folder / "qformer_tokenizer").exists()
    question = Tokenizer.from_file(str(model_folder / "qformer_tokenizer" / "tokenizer.json")) if reads_text else None
    shutil.rmtree(folder, ignore_errors=True)
    images = pictures(ORACLE / "recordings" / name, folder)
    end = json.loads((model_folder / "config.json").read_text())["text_config"]["eos_token_id"]
    samples = []
    for image, prompt, answer in BATCH:
        ids = text.encode(answer).ids
        if model.config.text_config.model_type != "t5":
            ids = ids[1:] + [end[0] if isinstance(end, list) else end]
        sample = {"images": [images[image]], "prompt": prompt, "answer": answer, "prompt_ids": text.encode(prompt).ids}
        qformer_ids = question.encode(prompt).ids if reads_text else None
        samples.append(sample | {"qformer_ids": qformer_ids, "answer_ids": ids})
    pixel_values = pixels(folder, [s["images"][0] for s in samples], model.config.vision_config.image_size)
    arguments = inputs(model, samples, pixel_values)
    eager = copy.deepcopy(model)
    eager.set_attn_implementation("eager")
    others = [train(m, arguments) for m in (eager, shaken(model, 1), shaken(model, 2))]
    losses, gradients, after = found = train(model, arguments)
    spreads = [spread(found, other) for other in others]
    widest = {key: max(s[key] for s in spreads) for key in spreads[0]}
    if widest["losses"] > 1.2e-4 or widest["grad_relative"] > 1.2e-4 or widest["after10_absolute"] > 2.5e-5:
        raise SystemExit(f"{name}: this path is not stable: {widest}")
    tensors = {"pixel_values": pixel_values.contiguous()}
    tensors |= {f"grad/{n}": g.contiguous() for n, g in gradients.items()}
    tensors |= {f"after10/{n}": t.contiguous() for n, t in after.items()}
    save_file(tensors, folder / "tensors.safetensors")
    recording = {
        "format": 1,
        "kind": "training",
        "model": name,
        "reference": f"transformers 5.23.0 / torch {torch.__version__.split('+')[0]}, float32",
        "dropout": 0,
        "trainable": list(gradients),
        "batch": samples,
        "optimizer": SETTINGS | {"no_decay": [n for n, p in model.named_parameters() if p.requires_grad and not decays(n, p)]},
        "no_gradient": [],
        "zero_gradient": [n for n, g in gradients.items() if not g.any()],
        "noise_gradient": [n for n in gradients if is_noise(n)],
        "after10_kept": list(after),
        "spread": widest,
        "losses": losses,
    }
    (folder / "training.json").write_text(json.dumps(recording, indent=1) + "\n")
    print(name, widest, losses)


AUTHORS = ("query_tokens", "qformer.", "language_projection.", "vision_model.post_layernorm.")
for name, learns in (
    ("t5-silu-tied", ""),
    ("llama-grouped-tied", ""),
    ("blip2-t5-tiny", AUTHORS),
    ("blip2-opt-tiny", AUTHORS),
):
    record(name, learns)
