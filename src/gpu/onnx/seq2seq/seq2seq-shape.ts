import type {InferenceSession} from 'onnxruntime-node';
import {type CacheEntry, checkIds, checkOutputs, readCache} from '../decoder/decoder-shape.ts';

/** The sessions of a model whose encoder reads the prompt, and whose decoder writes the text. */
export type Seq2seqSessions = {
	readonly encoder: InferenceSession;
	/** Reads what a text begins with. */
	readonly first: InferenceSession;
	/** Reads each token after that, with the cache; it may be the same. */
	readonly later: InferenceSession;
};

export type Seq2seqShape = {
	/** What grows with the text. */
	readonly growing: readonly CacheEntry[];
	/** What the decoder makes of the prompt, once and for all. */
	readonly constant: readonly CacheEntry[];
};

/**
Read the shape of a model with an encoder and a decoder.

@returns The shape, or what is wrong with it, as the end of a sentence.
*/
export function readSeq2seqShape({encoder, first, later}: Seq2seqSessions): Seq2seqShape | string {
	const cache = readCache(later.inputMetadata);
	if (typeof cache === 'string') {
		return cache;
	}

	const constant = cache.filter(({past}) => past.includes('.encoder.'));
	const growing = cache.filter(entry => !constant.includes(entry));
	if (constant.length === 0 || growing.length === 0) {
		return 'its decoder has no inputs `past_key_values` for both its own text and the prompt';
	}

	const names = (entries: readonly CacheEntry[]) => entries.map(({present}) => present);
	const problem =
		checkIds(encoder.inputMetadata, ['input_ids', 'attention_mask'], []) ??
		checkOutputs(encoder.outputMetadata, ['last_hidden_state']) ??
		checkDecoder(first) ??
		checkOutputs(first.outputMetadata, ['logits', ...names(cache)]) ??
		checkDecoder(later) ??
		checkOutputs(later.outputMetadata, ['logits', ...names(growing)]);
	return problem ?? {growing, constant};
}

function checkDecoder({inputMetadata}: InferenceSession): string | undefined {
	const others = new Set(['encoder_hidden_states', 'use_cache_branch']);
	return checkIds(
		inputMetadata.filter(({name}) => !others.has(name)),
		['input_ids', 'encoder_attention_mask'],
		[],
	);
}
