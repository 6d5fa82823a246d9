"""Makes a folder for a model of the small world that has no weights yet.

    python make-model.py CHECKPOINT WORLD OUTPUT [QUERIES]

CHECKPOINT is the bundled checkpoint (its configuration and tokenizers are taken), WORLD what
`data draw world` has written. Every word of the world becomes one token of both tokenizers.
"""

import json
import re
import shutil
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


def main(checkpoint, world, output, queries=4):
    words = words_of(world)
    config = read(checkpoint / "config.json")

    tokenizer = read(checkpoint / "tokenizer.json")
    settings = read(checkpoint / "tokenizer_config.json")
    pieces = tokenizer["model"]["vocab"]
    known = {piece for piece, _ in pieces}
    pieces += [["▁" + word, -6.0] for word in words if "▁" + word not in known]
    image = len(pieces)
    move(tokenizer, settings, "<image>", image)
    write(output / "tokenizer.json", tokenizer)
    write(output / "tokenizer_config.json", settings)

    tokenizer = read(checkpoint / "qformer_tokenizer/tokenizer.json")
    settings = read(checkpoint / "qformer_tokenizer/tokenizer_config.json")
    vocabulary = tokenizer["model"]["vocab"]
    for word in words:
        vocabulary.setdefault(word, len(vocabulary))
    move(tokenizer, settings, "[DEC]", len(vocabulary))
    write(output / "qformer_tokenizer/tokenizer.json", tokenizer)
    write(output / "qformer_tokenizer/tokenizer_config.json", settings)

    config["torch_dtype"] = "float32"
    config["num_query_tokens"] = queries
    config["image_token_index"] = image
    config["text_config"]["vocab_size"] = (image + 8) // 8 * 8
    config["qformer_config"]["vocab_size"] = len(vocabulary) + 1
    write(output / "config.json", config)
    processor = read(checkpoint / "processor_config.json")
    processor["num_query_tokens"] = queries
    write(output / "processor_config.json", processor)
    for name in ("generation_config.json", "preprocessor_config.json"):
        shutil.copy(checkpoint / name, output / name)


main(*(Path(path) for path in sys.argv[1:4]), *(int(number) for number in sys.argv[4:]))
