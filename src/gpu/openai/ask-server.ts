import type {TextEndPart, TextPart, VectorPart} from '../engine.ts';
import {readJson, readPieces, requireSuccess} from './read-reply.ts';
import {readTextStream} from './read-text.ts';
import {embeddingSchema} from './replies.ts';
import {endpointOf, type RequestOptions, type ServerWork, toRequest} from './requests.ts';
import type {Sender} from './send-request.ts';
import {toUnitVector} from './unit-vector.ts';

export type AskServerOptions = RequestOptions & {
	/** As `toBaseUrl()` gives it. */
	readonly base: string;
	readonly send: Sender['send'];
	readonly key?: string;
	/** Aborting it closes the connection, by which the server hears of it. */
	readonly signal: AbortSignal;
	/** Called whenever something comes from the server. */
	readonly onBytes?: () => void;
};

/**
Ask a server for work.

@yields The parts of a text, or one vector.
@throws {ServerFault} If it is not done.
*/
export async function* askServer(
	work: ServerWork,
	{base, send, key, signal, onBytes, ...request}: AskServerOptions,
): AsyncGenerator<TextPart | TextEndPart | VectorPart> {
	const reply = await send(`${base}/${endpointOf(work)}`, {
		body: toRequest(work, request),
		key,
		signal,
	});
	onBytes?.();
	await requireSuccess(reply);
	if (work.kind === 'embed') {
		const {data, usage} = await readJson(reply, embeddingSchema);
		const vector = toUnitVector(data[0].embedding);
		yield {kind: 'vector', vector, tokens: usage?.prompt_tokens ?? 0};
		return;
	}

	// Each token comes in an event of some hundred bytes.
	const pieces = readPieces(reply, 1_048_576 + work.maxTokens * 8192);
	yield* readTextStream(onBytes ? listen(pieces, onBytes) : pieces);
}

async function* listen(pieces: AsyncIterable<Uint8Array>, onBytes: () => void) {
	for await (const piece of pieces) {
		onBytes();
		yield piece;
	}
}
