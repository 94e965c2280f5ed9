import {createRandom, drawNormal} from '../../../src/support/random.ts';
import {encodeGguf, type GgufTensor} from './encode-gguf.ts';

const width = 64;
const heads = 2;

/** Words that the model of `encodeVectorModel()` tells apart. */
export const vectorWords = ['tao', 'alpha', 'miner', 'subnet', 'stake', 'epoch'] as const;

/**
Encode a small BERT model, whose vector of a text is the mean over its words.
*/
export function encodeVectorModel({contextLength = 64} = {}): Uint8Array {
	const random = createRandom(5);
	const fill = (name: string, dims: readonly number[], scale: number): GgufTensor => ({
		name,
		dims,
		data: Float32Array.from(
			{length: dims.reduce((product, size) => product * size)},
			() => drawNormal(random) * scale,
		),
	});
	const linear = (name: string) => [
		fill(`${name}.weight`, [width, width], 0.1),
		fill(`${name}.bias`, [width], 0),
	];
	const norm = (name: string): GgufTensor[] => [
		{name: `${name}.weight`, dims: [width], data: new Float32Array(width).fill(1)},
		fill(`${name}.bias`, [width], 0),
	];
	const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...vectorWords.map(word => `▁${word}`)];
	return encodeGguf({
		fields: {
			'general.architecture': 'bert',
			'general.name': 'tiny-vectors',
			'bert.context_length': contextLength,
			'bert.embedding_length': width,
			'bert.block_count': 1,
			'bert.feed_forward_length': width,
			'bert.attention.head_count': heads,
			'bert.attention.layer_norm_epsilon': {float: 1e-5},
			'bert.attention.causal': false,
			// The mean over all tokens.
			'bert.pooling_type': 1,
			'tokenizer.ggml.model': 'bert',
			'tokenizer.ggml.pre': 'default',
			'tokenizer.ggml.token_type_count': 2,
			'tokenizer.ggml.tokens': vocabulary,
			'tokenizer.ggml.token_type': vocabulary.map((_, id) => (id < 4 ? 3 : 1)),
			'tokenizer.ggml.unknown_token_id': 1,
			'tokenizer.ggml.bos_token_id': 2,
			'tokenizer.ggml.cls_token_id': 2,
			'tokenizer.ggml.eos_token_id': 3,
			'tokenizer.ggml.seperator_token_id': 3,
			'tokenizer.ggml.padding_token_id': 0,
		},
		tensors: [
			fill('token_embd.weight', [width, vocabulary.length], 1),
			fill('token_types.weight', [width, 2], 0.1),
			fill('position_embd.weight', [width, contextLength], 0.1),
			...norm('token_embd_norm'),
			...['attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_up', 'ffn_down'].flatMap(name =>
				linear(`blk.0.${name}`),
			),
			...norm('blk.0.attn_output_norm'),
			...norm('blk.0.layer_output_norm'),
		],
	});
}
