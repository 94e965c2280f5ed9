import * as v from 'valibot';
import {parseJson} from '../../support/json-rpc.ts';
import {EndlessEventError, readEvents} from '../../support/read-events.ts';
import type {TextEndPart, TextPart} from '../engine.ts';
import {chunkSchema, describeError, isTooLong} from './replies.ts';
import {ServerFault} from './server-fault.ts';

/**
Read a streamed text.

It is whole only if the server says why it ends: a stream that was cut off looks like any other.

@yields Pieces of the text, then its end.
@throws {ServerFault} If the stream breaks, ends early, reports an error, or is none.
*/
export async function* readTextStream(
	chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<TextPart | TextEndPart> {
	let finish: string | undefined;
	let usage: {readonly prompt_tokens: number; readonly completion_tokens: number} | undefined;
	let pieces = 0;
	let isDone = false;
	try {
		// Read to the very end, so that the connection can be used again.
		for await (const data of readEvents(chunks)) {
			isDone ||= data === '[DONE]';
			if (isDone) {
				continue;
			}

			const chunk = parseChunk(data);
			const choice = chunk.choices.find(({index}) => index === 0);
			const text = choice?.delta?.content ?? choice?.text ?? '';
			if (text !== '') {
				pieces++;
				yield {kind: 'text', text};
			}

			finish = choice?.finish_reason ?? finish;
			usage = chunk.usage ?? usage;
		}
	} catch (error) {
		// Nothing is missing but perhaps the number of tokens.
		if (finish === undefined) {
			throw error instanceof EndlessEventError
				? new ServerFault('fault', `sent an event of over ${error.longest} characters`)
				: error;
		}
	}

	yield {
		kind: 'text-end',
		reason: toReason(finish),
		promptTokens: usage?.prompt_tokens ?? 0,
		tokens: usage?.completion_tokens ?? pieces,
	};
}

function parseChunk(data: string) {
	const value = parseJson(data);
	const parsed = v.safeParse(chunkSchema, value);
	const isChunk = parsed.success && parsed.output.error === undefined;
	const said = isChunk && parsed.output.choices.length > 0 ? undefined : describeError(value);
	if (isChunk && said === undefined) {
		return parsed.output;
	}

	throw new ServerFault(
		said !== undefined && isTooLong(said) ? 'too-long' : 'fault',
		said === undefined
			? 'sent an event that is not of OpenAI’s API'
			: `failed in the middle of a text: ${said}`,
	);
}

function toReason(finish: string | undefined) {
	switch (finish) {
		case undefined: {
			throw new ServerFault('fault', 'ended a text without saying why, so it was cut off');
		}

		case 'abort':
		case 'error': {
			throw new ServerFault('fault', `gave a text up (\`${finish}\`)`);
		}

		case 'length': {
			return 'length';
		}

		// Such as TGI’s `eos_token` and `stop_sequence`.
		default: {
			return 'stop';
		}
	}
}
