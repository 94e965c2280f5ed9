/* eslint-disable @typescript-eslint/naming-convention -- The names are those of Hugging Face. */
import {Template} from '@huggingface/jinja';
import {Tokenizer} from '@huggingface/tokenizers';
import type {ChatMessage} from '../../engine.ts';

/** Turns a model's texts into tokens, and back. */
export type TextTokenizer = {
	/** Encode a text, with the special tokens that its model expects around it. */
	readonly encode: (text: string) => readonly number[];
	/**
	Encode a chat by the model's own template, or as its options say.

	@throws {Error} If there is no template, or it does not take such a chat, or nobody asks.
	*/
	readonly encodeChat: (messages: readonly ChatMessage[]) => readonly number[];
	/** Decode tokens, without the special ones. What is not whole UTF-8 becomes U+FFFD. */
	readonly decode: (ids: readonly number[]) => string;
	readonly idOf: (token: string) => number | undefined;
};

/** What we use of the library. */
type Library = {
	readonly encode: (
		text: string,
		options?: {readonly add_special_tokens: boolean},
	) => {readonly ids: readonly number[]};
	readonly decode: (
		ids: readonly number[],
		options: {readonly skip_special_tokens: boolean},
	) => string;
	readonly token_to_id: (token: string) => number | undefined;
};

export type TokenizerOptions = {
	/** A chat template in Jinja. */
	readonly template?: string;
	/** Whether of a chat without a template the last text of the user is taken, rather than none. @default false */
	readonly takesLast?: boolean;
	/** The tokens that begin and end a text. */
	readonly bos?: string;
	readonly eos?: string;
};

/**
Create a tokenizer from the parsed `tokenizer.json` of a model.

@throws {Error} If it is of a kind that is not known, or the template is not one.
*/
export function createTokenizer(
	json: Record<string, unknown>,
	{template, takesLast = false, bos = '', eos = ''}: TokenizerOptions = {},
): TextTokenizer {
	// Cleaning up spaces would change what was said, and what was passed on before the next token came.
	const config = {clean_up_tokenization_spaces: false};
	// eslint-disable-next-line @typescript-eslint/no-unsafe-call -- The package's types import their files without an extension, which nothing resolves.
	const tokenizer = new Tokenizer(json, config) as Library;
	const chat = template === undefined ? undefined : new Template(template);
	const encode = (text: string) => tokenizer.encode(text).ids;
	return {
		encode,
		encodeChat(messages) {
			if (!chat) {
				const last = takesLast ? messages.findLast(({role}) => role === 'user') : undefined;
				if (last) {
					return encode(last.content);
				}

				throw new Error('The model has no chat template');
			}

			const text = chat.render({
				messages,
				add_generation_prompt: true,
				bos_token: bos,
				eos_token: eos,
			});
			// The template has written the special tokens itself.
			return tokenizer.encode(text, {add_special_tokens: false}).ids;
		},
		decode: ids => (ids.length === 0 ? '' : tokenizer.decode(ids, {skip_special_tokens: true})),
		idOf: token => tokenizer.token_to_id(token),
	};
}
