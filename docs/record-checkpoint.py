"""Opens a checkpoint with transformers and records what it computes, for `verify`.

    python record-checkpoint.py CHECKPOINT RECORDING IMAGE...
    instructblip-eval verify --model CHECKPOINT --reference RECORDING

A checkpoint that `tune` wrote is a folder like any other: that this script loads it shows that transformers does, and that
`verify` then finds nothing shows that both compute the same from it. Needs torch, transformers 5, tokenizers, safetensors,
numpy and Pillow. Weights are cast up to float32.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import InstructBlipForConditionalGeneration

PROMPTS = ["A short image description:", "Question: what is in the picture? Short answer:"]


def image_settings(folder):
    for name in ("processor_config.json", "preprocessor_config.json"):
        if (folder / name).exists():
            found = json.loads((folder / name).read_text())
            found = found.get("image_processor", found)
            if "image_mean" in found:
                return found
    raise SystemExit(f"{folder} does not say how images are prepared")


def pixels(file, size, settings):
    image = Image.open(file).convert("RGB").resize((size, size), Image.BICUBIC)
    levels = np.asarray(image, dtype=np.float64) * settings.get("rescale_factor", 1 / 255)
    values = (levels - settings["image_mean"]) / settings["image_std"]
    return torch.tensor(values.transpose(2, 0, 1)[None], dtype=torch.float32).contiguous()


@torch.no_grad()
def stages(model, prompt_ids, qformer_ids, pixel_values):
    """The model's own modules one after the other."""
    seen = model.vision_model(pixel_values).last_hidden_state
    queries = model.query_tokens
    mask = torch.ones(1, queries.shape[1] + len(qformer_ids), dtype=torch.long)
    out = model.qformer(
        input_ids=torch.tensor([qformer_ids]),
        attention_mask=mask,
        query_embeds=queries,
        encoder_hidden_states=seen,
        encoder_attention_mask=torch.ones(seen.shape[:2], dtype=torch.long),
    ).last_hidden_state[:, : queries.shape[1]]
    projected = model.language_projection(out)[0]
    language = model.language_model
    words = language.get_input_embeddings()(torch.tensor(prompt_ids, dtype=torch.long))
    row = torch.cat([projected, words])[None]
    found = {"pixel_values": pixel_values, "vision": seen, "qformer": out, "projected": projected}
    if model.config.text_config.model_type == "t5":
        encoded = language.encoder(inputs_embeds=row)
        start = torch.tensor([[language.config.decoder_start_token_id]])
        found["encoder"] = encoded.last_hidden_state[0]
        found["first_logits"] = language(encoder_outputs=encoded, decoder_input_ids=start).logits[0, 0]
    else:
        found["prefill_logits"] = language(inputs_embeds=row).logits[0, -min(len(prompt_ids), 16) :]
    return found


def main(folder, target, files):
    model = InstructBlipForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).eval()
    text = Tokenizer.from_file(str(folder / "tokenizer.json"))
    question = Tokenizer.from_file(str(folder / "qformer_tokenizer" / "tokenizer.json"))
    settings, size = image_settings(folder), model.config.vision_config.image_size
    (target / "images").mkdir(parents=True)
    cases, tensors = [], {}
    for i, file in enumerate(files):
        image = f"images/{i}{file.suffix}"
        shutil.copy(file, target / image)
        for prompt in PROMPTS:
            key = f"c{len(cases)}"
            ids = {"prompt_ids": text.encode(prompt).ids, "qformer_ids": question.encode(prompt).ids}
            found = stages(model, **ids, pixel_values=pixels(file, size, settings))
            tensors |= {f"{key}/{name}": tensor.contiguous().clone() for name, tensor in found.items()}
            cases.append({"id": key, "images": [image], "prompt": prompt} | ids)
    save_file(tensors, target / "tensors.safetensors")
    recording = {"format": 1, "model": folder.name, "cases": cases}
    (target / "recording.json").write_text(json.dumps(recording, indent=1) + "\n")


main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(file) for file in sys.argv[3:]])
