import {Buffer} from 'node:buffer';
import {createRandom, drawNormal} from '../../../src/support/random.ts';
import {encodeGguf, type GgufTensor} from './encode-gguf.ts';

/** How the bytes of a text are written in vocabularies of GPT-2: those that do not print as letters from U+0100 on. */
const byteTokens = (() => {
	const isPrinted = (byte: number) =>
		(byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
	let next = 0x1_00;
	return Array.from({length: 256}, (_, byte) =>
		String.fromCodePoint(isPrinted(byte) ? byte : next++),
	);
})();

/** Tokens beside the 256 bytes: two that begin and end a message, and one that ends a text. */
const specials = ['<|begin|>', '<|end|>', '<|stop|>'] as const;
const stopToken = byteTokens.length + 2;

export type LanguageModelOptions = {
	/**
	A text that the model knows by heart: after each of its bytes comes the next one, and after the last the end. No byte may be in it twice.

	@default none: it speaks at random, and each token depends on all before it
	*/
	readonly knows?: string;
	/** @default 256 */
	readonly contextLength?: number;
	/** `undefined` for a model without one. */
	readonly template?: string;
};

/** A template of the kind that chat models have. */
export const chatTemplate =
	"{% for message in messages %}<|begin|>{{ message['role'] }}:{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|begin|>assistant:{% endif %}";

const width = 64;
const heads = 2;
const layers = 2;

/**
Encode a small language model of the Llama architecture whose tokens are bytes.
*/
export function encodeLanguageModel({
	knows,
	contextLength = 256,
	template = chatTemplate,
}: LanguageModelOptions = {}): Uint8Array {
	const random = createRandom(11);
	const draw = (length: number, scale: number) =>
		Float32Array.from({length}, () => drawNormal(random) * scale);
	const vocabulary = [...byteTokens, ...specials];
	const matrix = (name: string, inputs: number, outputs: number, scale: number): GgufTensor => ({
		name,
		dims: [inputs, outputs],
		data: draw(inputs * outputs, scale / Math.sqrt(inputs)),
	});
	const norm = (name: string): GgufTensor => ({
		name,
		dims: [width],
		data: new Float32Array(width).fill(1),
	});
	const embedding = matrix('token_embd.weight', width, vocabulary.length, 8);
	// What a model knows by heart, it needs no look at other tokens for.
	const mixing = knows === undefined ? 1 : 0;
	return encodeGguf({
		fields: {
			'general.architecture': 'llama',
			'general.name': 'tiny',
			'llama.context_length': contextLength,
			'llama.embedding_length': width,
			'llama.block_count': layers,
			'llama.feed_forward_length': width,
			'llama.attention.head_count': heads,
			'llama.attention.head_count_kv': heads,
			'llama.attention.layer_norm_rms_epsilon': {float: 1e-5},
			'llama.rope.dimension_count': width / heads,
			'llama.vocab_size': vocabulary.length,
			'tokenizer.ggml.model': 'gpt2',
			'tokenizer.ggml.pre': 'gpt-2',
			'tokenizer.ggml.tokens': vocabulary,
			// 1 is a normal token, 3 one that only templates write.
			'tokenizer.ggml.token_type': vocabulary.map((_, id) => (id < byteTokens.length ? 1 : 3)),
			'tokenizer.ggml.merges': [`${byteTokens[0]!} ${byteTokens[1]!}`],
			'tokenizer.ggml.bos_token_id': byteTokens.length,
			'tokenizer.ggml.eos_token_id': stopToken,
			'tokenizer.ggml.add_bos_token': false,
			...(template !== '' && {'tokenizer.chat_template': template}),
		},
		tensors: [
			embedding,
			norm('output_norm.weight'),
			knows === undefined
				? matrix('output.weight', width, vocabulary.length, 8)
				: {...embedding, name: 'output.weight', data: recite(knows, embedding.data)},
			...Array.from({length: layers}, (_, layer) => [
				norm(`blk.${layer}.attn_norm.weight`),
				matrix(`blk.${layer}.attn_q.weight`, width, width, 1),
				matrix(`blk.${layer}.attn_k.weight`, width, width, 1),
				matrix(`blk.${layer}.attn_v.weight`, width, width, 1),
				matrix(`blk.${layer}.attn_output.weight`, width, width, mixing),
				norm(`blk.${layer}.ffn_norm.weight`),
				matrix(`blk.${layer}.ffn_gate.weight`, width, width, 1),
				matrix(`blk.${layer}.ffn_up.weight`, width, width, 1),
				matrix(`blk.${layer}.ffn_down.weight`, width, width, mixing),
			]).flat(),
		],
	});
}

/** Make a token's row of the output that of the embedding before it, which is unlike all others. */
function recite(text: string, embedding: Float32Array): Float32Array {
	const output = new Float32Array(embedding.length);
	const tokens = [...Buffer.from(text), stopToken];
	for (const [index, token] of tokens.entries()) {
		const before = tokens[index - 1] ?? byteTokens.length;
		output.set(embedding.subarray(before * width, (before + 1) * width), token * width);
	}

	return output;
}
