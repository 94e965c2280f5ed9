"""Tokenizers: byte-level BPE, learned from the set itself."""

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

# In this order, from id 0.
COMMON = ["<pad>", "<unk>", "<s>", "</s>"]

# What BPE may not merge across. `phrases` keeps `went to the` together: stories are a quarter
# shorter.
SPLITS = {
    "words": r" ?\p{L}+|\s+|[^\s\p{L}]",
    "phrases": r" (?:[a-z]+ )*(?:the|an?)(?= )| ?\p{L}+|\s+|[^\s\p{L}]",
}


def learn_tokenizer(texts, *, size, split, special):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLITS[split]), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[*COMMON, *special],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", special_tokens=[("<s>", tokenizer.token_to_id("<s>"))]
    )
    return tokenizer
