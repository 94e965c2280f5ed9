import type {IncomingMessage} from 'node:http';
import * as v from 'valibot';
import {parseJson} from '../../support/json-rpc.ts';
import {describeError, isTooLong} from './replies.ts';
import {toFault} from './send-request.ts';
import {type FaultKind, ServerFault} from './server-fault.ts';

/** The most bytes of a reply that is not a stream. An embedding has some tens of thousands. */
const largestReply = 4_194_304;
const longestWait = 60_000;

/**
Read the body of a reply piece by piece.

@yields Pieces as they arrive.
@throws {ServerFault} If the connection breaks, or the body is longer than `limit` bytes.
*/
export async function* readPieces(
	reply: IncomingMessage,
	limit: number,
): AsyncGenerator<Uint8Array> {
	let length = 0;
	try {
		for await (const piece of reply as AsyncIterable<Uint8Array>) {
			length += piece.length;
			if (length > limit) {
				throw new ServerFault('fault', `sent more than ${limit} bytes`);
			}

			yield piece;
		}
	} catch (error) {
		throw error instanceof ServerFault ? error : toFault(error);
	} finally {
		reply.destroy();
	}
}

/**
Read a JSON reply by a schema.

@throws {ServerFault} If it does not follow the schema.
*/
export async function readJson<Output>(
	reply: IncomingMessage,
	schema: v.GenericSchema<unknown, Output>,
): Promise<Output> {
	const parsed = v.safeParse(schema, parseJson(await readText(reply, largestReply)));
	if (!parsed.success) {
		throw new ServerFault('fault', 'sent an answer that is not of OpenAI’s API');
	}

	return parsed.output;
}

async function readText(reply: IncomingMessage, limit: number) {
	const decoder = new TextDecoder();
	let text = '';
	for await (const piece of readPieces(reply, limit)) {
		text += decoder.decode(piece, {stream: true});
	}

	return text;
}

/**
Check the status of a reply.

@throws {ServerFault} If it is not a success.
*/
export async function requireSuccess(reply: IncomingMessage): Promise<void> {
	const {statusCode: status = 0, headers} = reply;
	if (status === 200) {
		return;
	}

	if (status >= 300 && status < 400) {
		// The key is not for whoever is there, and a text is not asked for twice.
		reply.destroy();
		throw new ServerFault(
			'misconfigured',
			`redirects to another address${describePlace(headers.location)}; use that one`,
		);
	}

	const said = describeError(parseJson(await readText(reply, 65_536).catch(() => '')));
	const problem = `answered with status ${status}${said === undefined ? '' : `: ${said}`}`;
	throw new ServerFault(toKind(status, said), problem, {
		retryAfter: readRetryAfter(headers['retry-after']),
	});
}

function describePlace(location: string | undefined) {
	const url = location === undefined ? null : URL.parse(location);
	return url === null ? '' : ` (\`${url.origin}${url.pathname}\`)`;
}

function toKind(status: number, said = ''): FaultKind {
	switch (status) {
		case 401:
		case 402:
		case 403: {
			return 'misconfigured';
		}

		case 400:
		case 413:
		case 422: {
			return isTooLong(said) ? 'too-long' : 'unsupported';
		}

		case 404:
		case 405:
		case 501: {
			return 'missing';
		}

		case 429: {
			return 'busy';
		}

		// The server of llama-cpp-python answers so to a text that is too long.
		default: {
			return isTooLong(said) ? 'too-long' : 'fault';
		}
	}
}

/** Get the milliseconds to wait; a date is not worth the trouble with clocks. */
function readRetryAfter(header: string | undefined): number | undefined {
	const seconds = header === undefined || header.trim() === '' ? NaN : Number(header);
	return seconds >= 0 ? Math.min(seconds * 1000, longestWait) : undefined;
}
