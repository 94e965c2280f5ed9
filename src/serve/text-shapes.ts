/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import {randomUUID} from 'node:crypto';
import type {TextEndPart} from '../gpu/engine.ts';

/** How one reply is written, as a chat's or as a text's. */
export type TextShape = {
	/** All of it in one. */
	readonly whole: (text: string, end: TextEndPart) => unknown;
	/** What a stream begins with; a text's begins with its first piece. */
	readonly begin: () => unknown;
	readonly piece: (text: string) => unknown;
	readonly end: (end: TextEndPart) => unknown;
	/** What a stream ends with if the client asks for it. */
	readonly usage: (end: TextEndPart) => unknown;
};

export type TextShapeOptions = {
	readonly model: string;
	readonly isChat: boolean;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	/** Whether the stream will end with the number of tokens; the other pieces then say that they have none. */
	readonly withUsage: boolean;
};

/** Create the shape of one reply. */
export function createTextShape({model, isChat, now, withUsage}: TextShapeOptions): TextShape {
	const id = `${isChat ? 'chatcmpl' : 'cmpl'}-${randomUUID()}`;
	const head = {id, created: Math.floor(now / 1000), model};
	const choose = (content: Record<string, unknown>, finish: TextEndPart['reason'] | undefined) => ({
		choices: [{index: 0, ...content, logprobs: null, finish_reason: finish ?? null}],
	});
	const toChunk = (delta: {readonly content?: string}, finish?: TextEndPart['reason']) => ({
		...head,
		object: isChat ? 'chat.completion.chunk' : 'text_completion',
		...choose(isChat ? {delta} : {text: delta.content ?? ''}, finish),
		...(withUsage && {usage: null}),
	});
	return {
		whole: (text, end) => ({
			...head,
			object: isChat ? 'chat.completion' : 'text_completion',
			...choose(
				isChat ? {message: {role: 'assistant', content: text, refusal: null}} : {text},
				end.reason,
			),
			usage: toUsage(end),
		}),
		begin: () =>
			isChat ? toChunk({role: 'assistant', content: ''} as Record<string, unknown>) : undefined,
		piece: text => toChunk({content: text}),
		end: end => toChunk({}, end.reason),
		usage: end => ({...toChunk({}), choices: [], usage: toUsage(end)}),
	};
}

const toUsage = ({promptTokens, tokens}: TextEndPart) => ({
	prompt_tokens: promptTokens,
	completion_tokens: tokens,
	total_tokens: promptTokens + tokens,
});
