import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {parseJson} from '../support/json-rpc.ts';
import {type ApiError, badRequest, tooBusy} from './api-error.ts';

/** The most bytes of a request. */
const largest = 4_194_304;

export type JsonRead =
	{readonly ok: true; readonly value: unknown} | {readonly ok: false; readonly error: ApiError};

/** Reads requests, as long as they fit into memory together. */
export type JsonReader = (request: IncomingMessage) => Promise<JsonRead>;

/**
Create a reader of JSON requests. Time limits are the server's.

@param room The most bytes of requests that are being read together.
*/
export function createJsonReader(room = 16 * largest): JsonReader {
	let held = 0;
	return async request => {
		// The server takes no request that does not say how long it is.
		const length = Number(request.headers['content-length'] ?? 0);
		if (length > largest) {
			const message = `The request has ${length} bytes; at most ${largest} are read`;
			return {ok: false, error: badRequest(message, {status: 413, code: 'request_too_large'})};
		}

		if (held + length > room) {
			return {ok: false, error: tooBusy};
		}

		held += length;
		try {
			const pieces = await Array.fromAsync(request as AsyncIterable<Uint8Array>);
			const value = parseJson(Buffer.concat(pieces).toString());
			return value === undefined
				? {ok: false, error: badRequest('The request is not JSON')}
				: {ok: true, value};
		} catch {
			return {ok: false, error: badRequest('The request is not whole')};
		} finally {
			held -= length;
		}
	};
}
