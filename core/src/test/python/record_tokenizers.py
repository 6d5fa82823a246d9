"""Records what transformers 5.23 makes of awkward texts with a checkpoint's tokenizers, for TextTokenizerTest.

    python record_tokenizers.py MODELS_FOLDER tokenizers.json
"""
import json, random, sys
from transformers import PreTrainedTokenizerFast

models, out = sys.argv[1:3]
TEXTS = ["", " ", "\n", "a", " a  b ", "tab\tand\r\nlines", "What is this? ", "</s>", "a</s>b", "<s>[PAD]<image><unk>", "[CLS] [SEP] [MASK]",
         "<extra_id_0> fills <extra_id_1>", "e\u0301 \u00e9", "\u4f60\u597d", "\U0001f642\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u00a0\u2003wide\u3000", "\u0000", "a\u0000b", "\u0001\u001f\u007f",
         "\ufeffmark", "\u202eright", "\ufb01\u00bd\uff21", "UPPER lower \u0130\u0131\u00df", "don't 's 've , . ! ?", "#" * 150, "x" * 120, "\U0010ffff", "\u2581\u2581under", "1234567890" * 3]
random.seed(11)
rows = []
for name in ["instructblip-t5-tiny", "instructblip-t5-tiny-v5", "instructblip-vicuna-tiny"]:
    for folder in ["", "qformer_tokenizer"]:
        path = f"{models}/{name}/{folder}".rstrip("/")
        with open(path + "/tokenizer_config.json") as f:
            clean = json.load(f).get("clean_up_tokenization_spaces", False)
        t = PreTrainedTokenizerFast(tokenizer_file=path + "/tokenizer.json", clean_up_tokenization_spaces=clean, truncation_side="left")
        size = t.backend_tokenizer.get_vocab_size()
        encoded = []
        for text in TEXTS:
            short = t(text, truncation=True, max_length=9)["input_ids"]
            encoded.append({"text": text, "ids": t(text)["input_ids"], "last9": short})
        decoded = []
        for n in [1, 2, 3, 5, 8, 13, 21, 34] * 2:
            ids = [random.randrange(size + 5) for _ in range(n)]
            decoded.append({"ids": ids, "text": t.decode(ids, skip_special_tokens=True).strip()})
        for text in ["don't 's 've , . ! ?", "a . b ? c ! d , e ' f", "it 's we 're I 'm you 've do n't", "\U0001f642 caf\u00e9"]:
            ids = t(text)["input_ids"]
            decoded.append({"ids": ids, "text": t.decode(ids, skip_special_tokens=True).strip()})
        rows.append({"model": name, "folder": folder or ".", "encoded": encoded, "decoded": decoded})
with open(out, "w") as f:
    f.write("[" + ",\n".join(json.dumps(row) for row in rows) + "]\n")
