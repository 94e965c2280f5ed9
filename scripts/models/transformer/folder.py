"""Write a model as a folder, under the names of Hugging Face."""

import json

from export import write_model


def write_folder(folder, parameters, tokenizer, recipe, chat_template, levels=127):
    """Write `model.onnx`, `tokenizer.json` and what says how to use them."""
    folder.mkdir(parents=True, exist_ok=True)
    write_model(parameters, recipe, folder / "model.onnx", levels)
    tokenizer.save(str(folder / "tokenizer.json"))
    pad, start, end = (tokenizer.token_to_id(token) for token in ("<pad>", "<s>", "</s>"))
    ids = {"bos_token_id": start, "eos_token_id": end, "pad_token_id": pad}
    write_json(
        folder / "config.json",
        {
            "model_type": "btop",
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": recipe["width"],
            "num_hidden_layers": recipe["layers"],
            "num_attention_heads": recipe["heads"],
            "num_key_value_heads": recipe["heads"],
            "head_dim": recipe["width"] // recipe["heads"],
            "max_position_embeddings": recipe["context"],
            **ids,
        },
    )
    write_json(folder / "generation_config.json", {"do_sample": False, **ids})
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "add_bos_token": True,
            "clean_up_tokenization_spaces": False,
            "model_max_length": recipe["context"],
            "chat_template": chat_template,
        },
    )


def write_json(file, value):
    file.write_text(json.dumps(value, indent="\t") + "\n")
