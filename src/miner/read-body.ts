import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';

export type BodyRead =
	| {readonly ok: true; readonly body: Uint8Array}
	| {readonly ok: false; readonly reason: 'body-too-large' | 'client-gone'};

/**
Read the body of a request, up to a limit in bytes. It resolves as soon as the limit is passed, without waiting for the rest.
*/
export async function readBody(request: IncomingMessage, limit: number): Promise<BodyRead> {
	if (Number(request.headers['content-length'] ?? 0) > limit) {
		return {ok: false, reason: 'body-too-large'};
	}

	return new Promise(resolve => {
		const chunks: Uint8Array[] = [];
		let length = 0;
		request.on('data', (chunk: Uint8Array) => {
			length += chunk.length;
			if (length > limit) {
				request.pause();
				resolve({ok: false, reason: 'body-too-large'});
				return;
			}

			chunks.push(chunk);
		});
		request.once('end', () => {
			resolve({ok: true, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)});
		});
		request.once('close', () => {
			resolve({ok: false, reason: 'client-gone'});
		});
	});
}
