import {Buffer} from 'node:buffer';
import {isEventStream, readEvents} from '../support/read-events.ts';

/** The largest reply to accept, in bytes: twice the longest text of an answer, in three bytes a character. */
const replyLimit = 131_072;

/**
Read the answer in a miner's reply, which is untrusted and may be endless: JSON, or a stream of server-sent events whose last one before `[DONE]` is the whole answer.

@throws {Error} If it is too long, not JSON, or cut off.
*/
export async function readReply({body, headers}: Response): Promise<unknown> {
	const chunks = limit((body ?? []) as AsyncIterable<Uint8Array>);
	return isEventStream(headers.get('content-type'))
		? readLastEvent(chunks)
		: (JSON.parse(Buffer.concat(await Array.fromAsync(chunks)).toString('utf8')) as unknown);
}

async function readLastEvent(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
	const [last, done] = (await Array.fromAsync(readEvents(chunks))).slice(-2);
	if (last === undefined || done !== '[DONE]') {
		throw new Error('The stream was cut off');
	}

	return JSON.parse(last);
}

async function* limit(chunks: AsyncIterable<Uint8Array>) {
	let length = 0;
	for await (const chunk of chunks) {
		length += chunk.length;
		if (length > replyLimit) {
			throw new Error(`The reply has over ${replyLimit} bytes`);
		}

		yield chunk;
	}
}
