"""Makes a folder for a BLIP-2 model of the small world that has no weights yet, and a tokenizer for
the text part of its Q-Former.

    python make-model.py CHECKPOINT WORLD MODEL TEXT [QUERIES]

CHECKPOINT is the bundled checkpoint (its configuration and tokenizers are taken), WORLD what
`data draw world` has written. Every word of the world becomes one token of both tokenizers.
"""

import json
import re
import sys
from pathlib import Path

TEXTS = ("scene", "question", "questions", "caption", "captions", "answer", "answers", "history")


def words_of(world):
    words = set()
    for file in sorted(world.glob("val/*.jsonl")):
        for line in file.read_text().splitlines():
            record = json.loads(line)
            for field in TEXTS:
                value = record.get(field, [])
                for text in [value] if isinstance(value, str) else value:
                    words.update(re.findall(r"[a-z]+|[0-9]+", text))
    return sorted(words)


def read(file):
    return json.loads(file.read_text())


def write(file, document):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def move(tokenizer, settings, token, to):
    """Gives an added token another number."""
    for added in tokenizer["added_tokens"]:
        if added["content"] == token:
            settings["added_tokens_decoder"][str(to)] = settings["added_tokens_decoder"].pop(
                str(added["id"])
            )
            added["id"] = to


def remove(tokenizer, settings, token):
    """Takes away an added token."""
    for added in list(tokenizer["added_tokens"]):
        if added["content"] == token:
            tokenizer["added_tokens"].remove(added)
            settings["added_tokens_decoder"].pop(str(added["id"]))
    settings.pop("bos_token", None)


def main(checkpoint, world, model, text, queries=4):
    words = words_of(world)

    tokenizer = read(checkpoint / "tokenizer.json")
    settings = read(checkpoint / "tokenizer_config.json")
    pieces = tokenizer["model"]["vocab"]
    known = {piece for piece, _ in pieces}
    pieces += [["▁" + word, -6.0] for word in words if "▁" + word not in known]
    image = len(pieces)
    move(tokenizer, settings, "<image>", image)
    settings["processor_class"] = "Blip2Processor"
    write(model / "tokenizer.json", tokenizer)
    write(model / "tokenizer_config.json", settings)

    tokenizer = read(checkpoint / "qformer_tokenizer/tokenizer.json")
    settings = read(checkpoint / "qformer_tokenizer/tokenizer_config.json")
    remove(tokenizer, settings, "[DEC]")
    for word in words:
        tokenizer["model"]["vocab"].setdefault(word, len(tokenizer["model"]["vocab"]))
    write(text / "tokenizer.json", tokenizer)
    write(text / "tokenizer_config.json", settings)

    config = read(checkpoint / "config.json")
    config["architectures"] = ["Blip2ForConditionalGeneration"]
    config["model_type"] = "blip-2"
    config["torch_dtype"] = "float32"
    config["num_query_tokens"] = queries
    config["image_token_index"] = image
    config["text_config"]["vocab_size"] = (image + 8) // 8 * 8
    # An output layer of its own would begin with logits that are far too large.
    config["tie_word_embeddings"] = config["text_config"]["tie_word_embeddings"] = True
    config["vision_config"]["model_type"] = "blip_2_vision_model"
    config["qformer_config"]["model_type"] = "blip_2_qformer"
    config["qformer_config"]["use_qformer_text_input"] = False
    # The inverse root of its width: attention that begins almost even needs long to learn where to look.
    config["qformer_config"]["initializer_range"] = 0.1
    config["qformer_config"]["vocab_size"] = len(tokenizer["model"]["vocab"])
    write(model / "config.json", config)
    processor = {"num_query_tokens": queries, "processor_class": "Blip2Processor"}
    write(model / "processor_config.json", processor)
    for name in ("generation_config.json", "preprocessor_config.json"):
        write(model / name, read(checkpoint / name))


main(*(Path(path) for path in sys.argv[1:5]), *(int(number) for number in sys.argv[5:]))
