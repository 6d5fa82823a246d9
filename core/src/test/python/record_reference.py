"""Makes small checkpoints with random weights and records what the reference computes with them.

    python record_reference.py ../resources/oracle [NAME...]

needs torch 2.15, transformers 5.23.0, tokenizers, safetensors, numpy and Pillow 13 (see the README beside the recordings).
Tokenizers are taken from checkpoints that are there already. Everything is seeded: a second run gives the same files.
A generation is kept only if it survives eager attention and weights moved by 1e-6 and 1e-5, so that it says something
about the rule and not about rounding.
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
from transformers import (
    Blip2Config,
    Blip2ForConditionalGeneration,
    InstructBlipConfig,
    InstructBlipForConditionalGeneration,
    LlamaConfig,
    OPTConfig,
    T5Config,
)
from transformers.models.blip_2.configuration_blip_2 import Blip2QFormerConfig, Blip2VisionConfig
from transformers.models.instructblip.configuration_instructblip import (
    InstructBlipQFormerConfig,
    InstructBlipVisionConfig,
)

ORACLE = Path(sys.argv[1])
MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]

PROMPTS = [
    "Question: what color is the circle? Short answer:",
    "",
    " Ünïcode — 円 🙂: \tis it red,\nor blue? ",
    "Question: " + "which small red circle is left of the big blue triangle and " * 12 + "why? Short answer:",
]
CANDIDATES = ["yes", "yes, it is", "no", "a red circle", "a red triangle", "circle", "a", "two words", "two", "yes!"]


def settings(beams, new, least=0, length=1.0, repetition=1.0, prompt=False):
    return {
        "beams": beams,
        "max_new_tokens": new,
        "min_new_tokens": least,
        "length_penalty": length,
        "repetition_penalty": repetition,
        "penalise_prompt": prompt,
    }


SETTINGS = [
    settings(1, 8),
    settings(1, 9, 4, 1.0, 1.4),
    settings(1, 1),
    settings(2, 7, 0, 0.0, 1.0),
    settings(3, 12, 3, 2.0, 0.8),
    settings(4, 10, 0, -2.0, 1.2),
    settings(5, 1, 1, -1.0, 1.5),
    settings(5, 10, 0, -1.0, 1.5),
    settings(6, 16, 6, 1.0, 1.15),
    settings(6, 5, 5, 0.5, 2.0),
]
WITH_PROMPT = [settings(1, 9, 2, 1.0, 1.4, True), settings(3, 10, 0, -1.0, 1.5, True), settings(6, 12, 4, 1.0, 0.7, True)]


def vision(kind=InstructBlipVisionConfig, **changes):
    plain = dict(hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=3, image_size=20, patch_size=5)
    return kind(**{**plain, **changes})


def qformer(width, kind=InstructBlipQFormerConfig, **changes):
    plain = dict(
        hidden_size=20,
        intermediate_size=28,
        num_hidden_layers=3,
        num_attention_heads=5,
        encoder_hidden_size=width,
        vocab_size=451,
        max_position_embeddings=160,
    )
    return kind(**{**plain, **changes})


MODELS = {
    "t5-silu-tied": dict(
        seed=11,
        stored=torch.bfloat16,
        tokenizer="instructblip-t5-tiny-bf16",
        queries=5,
        vision=vision(hidden_act="quick_gelu", qkv_bias=False, layer_norm_eps=1e-5),
        qformer=qformer(24, cross_attention_frequency=3, hidden_act="gelu_new"),
        text=T5Config(
            vocab_size=512,
            d_model=28,
            d_kv=6,
            d_ff=36,
            num_layers=3,
            num_decoder_layers=2,
            num_heads=7,
            relative_attention_num_buckets=16,
            relative_attention_max_distance=40,
            feed_forward_proj="gated-silu",
            layer_norm_epsilon=1e-5,
            decoder_start_token_id=0,
        ),
        ends=1,
        text_settings=SETTINGS,
    ),
    "t5-relu-head": dict(
        seed=12,
        stored=torch.float16,
        tokenizer="instructblip-t5-tiny-bf16",
        queries=3,
        vision=vision(num_attention_heads=2, patch_size=4, num_hidden_layers=1, hidden_act="gelu_new"),
        qformer=qformer(24, cross_attention_frequency=1, num_hidden_layers=2, num_attention_heads=2, hidden_act="relu"),
        text=T5Config(
            vocab_size=512,
            d_model=32,
            d_kv=8,
            d_ff=24,
            num_layers=3,
            num_decoder_layers=1,
            num_heads=2,
            feed_forward_proj="gated-relu",
            decoder_start_token_id=3,
            tie_word_embeddings=False,
            scale_decoder_outputs=False,
        ),
        ends=3,
        text_settings=SETTINGS,
    ),
    "llama-grouped-tied": dict(
        seed=13,
        stored=torch.float16,
        tokenizer="instructblip-vicuna-tiny",
        queries=4,
        vision=vision(),
        qformer=qformer(24),
        text=LlamaConfig(
            vocab_size=640,
            hidden_size=30,
            intermediate_size=44,
            num_hidden_layers=2,
            num_attention_heads=6,
            num_key_value_heads=2,
            head_dim=8,
            rope_parameters={"rope_type": "default", "rope_theta": 50000.0},
            hidden_act="gelu",
            rms_norm_eps=1e-5,
            bos_token_id=2,
            eos_token_id=2,
            pad_token_id=589,
            tie_word_embeddings=True,
        ),
        ends=2,
        text_settings=SETTINGS + WITH_PROMPT,
    ),
    "llama-one-group": dict(
        seed=14,
        stored=torch.bfloat16,
        tokenizer="instructblip-vicuna-tiny",
        queries=6,
        vision=vision(hidden_size=16, num_attention_heads=4, patch_size=10, num_hidden_layers=3),
        qformer=qformer(16, num_hidden_layers=4, num_attention_heads=1),
        text=LlamaConfig(
            vocab_size=640,
            hidden_size=24,
            intermediate_size=32,
            num_hidden_layers=3,
            num_attention_heads=4,
            num_key_value_heads=1,
            rope_parameters={"rope_type": "default", "rope_theta": 500.0},
            bos_token_id=2,
            eos_token_id=2,
            pad_token_id=589,
        ),
        ends=1,
        text_settings=SETTINGS + WITH_PROMPT,
    ),
    "blip2-t5-plain": dict(
        seed=21,
        stored=torch.bfloat16,
        tokenizer="blip2-t5-tiny",
        queries=7,
        vision=vision(Blip2VisionConfig, num_hidden_layers=1),
        qformer=qformer(24, Blip2QFormerConfig, cross_attention_frequency=3, use_qformer_text_input=True),
        text=T5Config(
            vocab_size=512,
            d_model=30,
            d_kv=8,
            d_ff=44,
            num_layers=3,
            num_decoder_layers=2,
            num_heads=3,
            feed_forward_proj="gelu",
            decoder_start_token_id=0,
        ),
        ends=2,
        text_settings=SETTINGS,
    ),
    "blip2-opt-projected": dict(
        seed=22,
        stored=torch.float16,
        tokenizer="blip2-opt-tiny",
        queries=5,
        vision=vision(Blip2VisionConfig, qkv_bias=False, patch_size=10),
        qformer=qformer(24, Blip2QFormerConfig, num_hidden_layers=2, cross_attention_frequency=1),
        text=OPTConfig(
            vocab_size=512,
            hidden_size=36,
            word_embed_proj_dim=20,
            ffn_dim=52,
            num_hidden_layers=3,
            num_attention_heads=6,
            max_position_embeddings=400,
            do_layer_norm_before=False,
            eos_token_id=2,
        ),
        ends=2,
        text_settings=SETTINGS + WITH_PROMPT,
    ),
    "blip2-opt-bare": dict(
        seed=23,
        stored=torch.bfloat16,
        tokenizer="blip2-opt-tiny",
        queries=4,
        vision=vision(Blip2VisionConfig, hidden_size=16, num_attention_heads=2),
        qformer=qformer(16, Blip2QFormerConfig, num_attention_heads=2),
        text=OPTConfig(
            vocab_size=512,
            hidden_size=24,
            ffn_dim=30,
            num_hidden_layers=2,
            num_attention_heads=3,
            max_position_embeddings=512,
            activation_function="gelu",
            enable_bias=False,
            _remove_final_layer_norm=True,
            layer_norm_elementwise_affine=False,
            tie_word_embeddings=False,
            eos_token_id=2,
        ),
        ends=1,
        text_settings=SETTINGS + WITH_PROMPT,
    ),
}


def randomise(model, stored):
    """Weights that keep activations lively, in the type they are stored in."""
    for name, tensor in model.named_parameters():
        with torch.no_grad():
            if "norm" in name.lower() and name.endswith("weight"):
                tensor.copy_(1 + 0.2 * torch.randn_like(tensor))
            elif tensor.dim() < 2:
                tensor.copy_(0.2 * torch.randn_like(tensor))
            elif "embed" in name or "shared" in name or "query_tokens" in name or "relative" in name:
                tensor.copy_(torch.randn_like(tensor))
            else:
                tensor.copy_(1.4 * torch.randn_like(tensor) / tensor[0].numel() ** 0.5)
            tensor.copy_(tensor.to(stored).float())


def build(spec):
    torch.manual_seed(spec["seed"])
    blip2 = isinstance(spec["qformer"], Blip2QFormerConfig)
    config = (Blip2Config if blip2 else InstructBlipConfig)(
        vision_config=spec["vision"],
        qformer_config=spec["qformer"],
        text_config=spec["text"],
        num_query_tokens=spec["queries"],
        image_token_index=spec["text"].vocab_size - 50,
    )
    model = (Blip2ForConditionalGeneration if blip2 else InstructBlipForConditionalGeneration)(config).eval()
    words = model.get_input_embeddings().weight.shape[1]
    if words != model.language_projection.out_features:
        # Visual tokens stand beside words, so they must be as wide, which the class does not see to.
        model.language_projection = torch.nn.Linear(spec["qformer"].hidden_size, words)
    randomise(model, spec["stored"])
    return model


def end_tokens(spec, reference, pixel_values):
    """Ids that the model likes to write, so that texts end at different steps."""
    counts = {}
    for prompt in PROMPTS:
        _, row = reference.stages(pixel_values, prompt)
        for case in (settings(1, 9), settings(5, 9, repetition=1.5)):
            for token in reference.generate(row, prompt, case)["ids"][2:]:
                counts[token] = counts.get(token, 0) + 1
    return sorted(counts, key=lambda token: (-counts[token], token))[: spec["ends"]]


def save(model, spec, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stored = copy.deepcopy(model).to(spec["stored"])
    stored.config.dtype = spec["stored"]
    stored.save_pretrained(folder)
    size = spec["vision"].image_size
    image_processor = dict(do_convert_rgb=True, do_normalize=True, do_rescale=True, do_resize=True, image_mean=MEAN)
    image_processor |= dict(image_processor_type="BlipImageProcessor", image_std=STD, resample=3, rescale_factor=1 / 255)
    image_processor |= dict(size={"height": size, "width": size})
    processor = {"image_processor": image_processor, "num_query_tokens": spec["queries"]}
    (folder / "processor_config.json").write_text(json.dumps(processor, indent=1) + "\n")
    source = ORACLE / "models" / spec["tokenizer"]
    for part in (".", "qformer_tokenizer"):
        if not (source / part).exists():
            continue
        (folder / part).mkdir(exist_ok=True)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            shutil.copy(source / part / name, folder / part / name)


def pictures(seed, folder, names):
    """Small lossless images of different kinds and shapes."""
    random = np.random.RandomState(seed)
    (folder / "images").mkdir(parents=True)
    for i, name in enumerate(names):
        height, width = random.randint(9, 50, 2)
        if i % 2:
            levels = random.randint(0, 256, (height, width, 3))
        else:
            slope = np.linspace(0, 255, width)[None, :, None] * random.rand(1, 1, 3)
            levels = np.broadcast_to(slope, (height, width, 3)) + random.randint(0, 20, (height, 1, 3))
        Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)).save(folder / name)


def pixels(folder, names, size):
    rows = []
    for name in names:
        image = Image.open(folder / name).convert("RGB").resize((size, size), Image.BICUBIC)
        levels = np.asarray(image, dtype=np.float32) / np.float32(255)
        rows.append(((levels - np.float32(MEAN)) / np.float32(STD)).transpose(2, 0, 1))
    return torch.tensor(np.stack(rows))


def cleaned_up(text):
    """What `clean_up_tokenization_spaces` does; the T5 tokenizers used here ask for it."""
    for mark in (".", "?", "!", ","):
        text = text.replace(f" {mark}", mark)
    text = text.replace(" ' ", "'")
    for ending in ("n't", "'m", "'s", "'ve", "'re"):
        text = text.replace(f" {ending}", ending)
    return text


class Reference:
    """The reference's stages, texts and losses for one model."""

    def __init__(self, model, spec, folder):
        self.model, self.spec = model, spec
        self.t5 = model.config.text_config.model_type == "t5"
        self.text = Tokenizer.from_file(str(folder / "tokenizer.json"))
        question = folder / "qformer_tokenizer" / "tokenizer.json"
        self.question = Tokenizer.from_file(str(question)) if question.exists() else None

    def prompt_ids(self, prompt):
        return self.text.encode(prompt).ids

    def qformer_ids(self, prompt):
        if self.question is None:
            return None
        ids = self.question.encode(prompt).ids
        return ids if len(ids) <= 128 else ids[:1] + ids[-127:]

    def candidate_ids(self, candidate):
        ids = self.text.encode(candidate).ids
        return ids if self.t5 else ids[1:]

    @torch.no_grad()
    def stages(self, pixel_values, prompt):
        model, language = self.model, self.model.language_model
        seen = model.vision_model(pixel_values).last_hidden_state
        queries = model.query_tokens.expand(len(seen), -1, -1)
        instruction = {}
        if self.question is not None:
            ids = torch.tensor([self.qformer_ids(prompt)] * len(seen))
            mask = torch.ones(len(seen), queries.shape[1] + ids.shape[1], dtype=torch.long)
            instruction = dict(input_ids=ids, attention_mask=mask)
        out = model.qformer(
            **instruction,
            query_embeds=queries,
            encoder_hidden_states=seen,
            encoder_attention_mask=torch.ones(seen.shape[:2], dtype=torch.long),
        ).last_hidden_state[:, : queries.shape[1]]
        projected = model.language_projection(out).flatten(0, 1)
        words = language.get_input_embeddings()(torch.tensor([self.prompt_ids(prompt)], dtype=torch.long))
        row = torch.cat([projected[None], words], 1)
        stages = {"pixel_values": pixel_values, "vision": seen, "qformer": out, "projected": projected}
        if self.t5:
            encoded = language.encoder(inputs_embeds=row)
            start = torch.tensor([[language.config.decoder_start_token_id]])
            stages["encoder"] = encoded.last_hidden_state[0]
            stages["first_logits"] = language(encoder_outputs=encoded, decoder_input_ids=start).logits[0, 0]
        else:
            kept = min(words.shape[1], 16)
            stages["prefill_logits"] = language(inputs_embeds=row).logits[0, -kept:]
        return stages, row

    @torch.no_grad()
    def generate(self, row, prompt, case):
        language = self.model.language_model
        arguments = dict(inputs_embeds=row, attention_mask=torch.ones(row.shape[:2], dtype=torch.long))
        if case["penalise_prompt"]:
            ids = self.prompt_ids(prompt)
            image = [self.model.config.image_token_index] * (row.shape[1] - len(ids))
            arguments["input_ids"] = torch.tensor([image + ids])
        out = language.generate(
            **arguments,
            do_sample=False,
            num_beams=case["beams"],
            max_new_tokens=case["max_new_tokens"],
            min_new_tokens=case["min_new_tokens"] or None,
            length_penalty=case["length_penalty"],
            repetition_penalty=case["repetition_penalty"],
            eos_token_id=self.spec["eos"] or self.spec["text"].vocab_size - 1,
            pad_token_id=0,
            return_dict_in_generate=True,
            output_scores=True,
        )
        first = 1 if self.t5 else len(arguments["input_ids"][0]) if case["penalise_prompt"] else 0
        ids = out.sequences[0, first:].tolist()
        ends = [i for i, token in enumerate(ids) if token in self.spec["eos"]]
        ids = ids[: ends[0] + 1] if ends else ids
        llama = self.model.config.text_config.model_type == "llama"
        shown = [2 if token == 0 and llama else token for token in ids]
        score = out.sequences_scores[0].item() if case["beams"] > 1 else None
        text = self.text.decode(shown, skip_special_tokens=True)
        return {"ids": ids, "text": (cleaned_up(text) if self.t5 else text).strip(), "score": score}

    @torch.no_grad()
    def rank(self, row):
        language, losses = self.model.language_model, []
        for candidate in CANDIDATES:
            ids = torch.tensor([self.candidate_ids(candidate)])
            if self.t5:
                logits = language(inputs_embeds=row, labels=ids).logits[0]
            else:
                words = language.get_input_embeddings()(ids)
                logits = language(inputs_embeds=torch.cat([row, words], 1)).logits[0, row.shape[1] - 1 : -1]
            losses.append(torch.nn.functional.cross_entropy(logits, ids[0], reduction="sum").item())
        return losses


def shaken(model, seed, amount):
    other = copy.deepcopy(model)
    torch.manual_seed(seed)
    with torch.no_grad():
        for tensor in other.parameters():
            tensor.mul_(1 + amount * torch.randn_like(tensor))
    return other


def record(name, spec):
    model_folder, folder = ORACLE / "models" / name, ORACLE / "recordings" / name
    spec["eos"] = []
    model = build(spec)
    save(model, spec, model_folder)
    shutil.rmtree(folder, ignore_errors=True)
    one, clip = ["images/a.png"], ["images/a.png", "images/b.png", "images/c.png"]
    pictures(spec["seed"], folder, clip)
    eager = copy.deepcopy(model)
    eager.set_attn_implementation("eager")
    models = [model, eager, shaken(model, 1, 1e-6), shaken(model, 2, 1e-6), shaken(model, 3, 1e-5)]
    references = [Reference(m, spec, model_folder) for m in models]
    reference, cases, tensors, dropped = references[0], [], {}, 0
    spec["eos"] += end_tokens(spec, reference, pixels(folder, clip, spec["vision"].image_size))
    generation = {"eos_token_id": spec["eos"], "transformers_version": "5.23.0"}
    (model_folder / "generation_config.json").write_text(json.dumps(generation, indent=1) + "\n")
    # The language model's own generate() takes its end tokens from text_config.
    config = json.loads((model_folder / "config.json").read_text())
    config["text_config"]["eos_token_id"] = spec["eos"]
    (model_folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for number, prompt in enumerate(PROMPTS):
        images = clip if number == 2 else one if number != 1 else ["images/b.png"]
        pixel_values = pixels(folder, images, spec["vision"].image_size)
        staged = [r.stages(pixel_values, prompt) for r in references]
        generate = []
        for case in spec["text_settings"]:
            found = [r.generate(row, prompt, case) for r, (_, row) in zip(references, staged)]
            if all(other["ids"] == found[0]["ids"] for other in found):
                generate.append(case | found[0])
            else:
                dropped += 1
        losses = [r.rank(row) for r, (_, row) in zip(references, staged)]
        orders = [sorted(range(len(CANDIDATES)), key=lambda i: found[i]) for found in losses]
        ids = [reference.candidate_ids(c) for c in CANDIDATES]
        rank = {"candidates": CANDIDATES, "candidate_ids": ids, "losses": losses[0], "order": orders[0]}
        key = f"r{number + 1}"
        for stage, values in staged[0][0].items():
            tensors[f"{key}/{stage}"] = values.contiguous().clone()
        cases.append(
            {
                "id": key,
                "images": images,
                "prompt": prompt,
                "prompt_ids": reference.prompt_ids(prompt),
                "qformer_ids": reference.qformer_ids(prompt),
                "generate": generate,
                "rank": rank if all(order == orders[0] for order in orders) else None,
            }
        )
    recording = {"format": 1, "model": name, "reference": "transformers 5.23.0 / torch 2.15.0, float32", "cases": cases}
    (folder / "recording.json").write_text(json.dumps(recording, ensure_ascii=False, indent=0) + "\n")
    save_file(tensors, folder / "tensors.safetensors")
    kept = sum(len(c["generate"]) for c in cases)
    lengths = [len(g["ids"]) for c in cases for g in c["generate"]]
    print(name, "kept", kept, "dropped", dropped, "ranked", sum(c["rank"] is not None for c in cases), "lengths", lengths)
    return reference


def record_answers(reference, spec, folder):
    """The other form of a recording: answers to a benchmark's questions, images named by number."""
    shutil.rmtree(folder, ignore_errors=True)
    pictures(spec["seed"] + 100, folder, [f"images/{i}.png" for i in range(3)])
    lines = {"predictions": [], "captions": [], "ranking": []}
    for i in range(3):
        pixel_values = pixels(folder, [f"images/{i}.png"], spec["vision"].image_size)
        for part, prompt in (("captions", "A short image description:"), ("predictions", PROMPTS[0]), ("predictions", f"Is it {i}?")):
            _, row = reference.stages(pixel_values, prompt)
            texts = {
                "prediction_greedy": reference.generate(row, prompt, settings(1, 10))["text"],
                "prediction_beam5": reference.generate(row, prompt, settings(5, 10, 0, -1.0, 1.5))["text"],
            }
            lines[part].append({"image_id": i, "prompt": prompt} | texts)
        losses = [round(loss, 6) for loss in reference.rank(row)]
        order = sorted(range(len(losses)), key=lambda c: losses[c])
        lines["ranking"].append({"image_id": i, "prompt": prompt, "nll": losses, "order": order})
    for part, found in lines.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found)
        (folder / f"{part}.jsonl").write_text(text)
    (folder / "candidates.json").write_text(json.dumps(CANDIDATES) + "\n")


for name, spec in MODELS.items():
    if sys.argv[2:] and name not in sys.argv[2:]:
        continue
    reference = record(name, spec)
    if name == "t5-silu-tied":
        record_answers(reference, spec, ORACLE / "recordings" / f"{name}-answers")
