import {Template} from '@huggingface/jinja';
import type {LlamaModel, Token} from 'node-llama-cpp';
import type {ChatMessage} from '../engine.ts';

/**
Turn what a text begins with into tokens.

@throws {Error} If the prompt is a chat and there is no template, or it does not take such a chat.
*/
export type EncodePrompt = (prompt: string | readonly ChatMessage[]) => Token[];

/**
Create an encoder of prompts. A chat is written by the model's own template, the text of which is turned into tokens as it is; a plain text is not wrapped.
*/
export function createPromptEncoder(model: LlamaModel): EncodePrompt {
	const source = model.fileInfo.metadata.tokenizer.chat_template;
	let template: Template | undefined;
	const {bos, bosString, eosString, shouldPrependBosToken} = model.tokens;
	const render = (messages: readonly ChatMessage[]) => {
		if (source === undefined) {
			throw new Error('The model has no chat template');
		}

		template ??= new Template(source);
		return renderChat(template, messages, {bos: bosString ?? '', eos: eosString ?? ''});
	};

	return prompt => {
		const tokens = model.tokenize(typeof prompt === 'string' ? prompt : render(prompt), true);
		// Some templates write it themselves.
		const lacksStart = bos !== null && tokens[0] !== bos;
		return lacksStart && (shouldPrependBosToken || tokens.length === 0) ? [bos, ...tokens] : tokens;
	};
}

/**
Write a chat by a template, up to where the reply begins.

@throws {Error} If the template does not take such a chat.
*/
export function renderChat(
	template: Template,
	messages: readonly ChatMessage[],
	{bos, eos}: {readonly bos: string; readonly eos: string},
): string {
	/* eslint-disable @typescript-eslint/naming-convention -- Templates know these names. */
	return template.render({
		messages: messages.map(message => ({...message})),
		add_generation_prompt: true,
		bos_token: bos,
		eos_token: eos,
	});
	/* eslint-enable @typescript-eslint/naming-convention */
}
