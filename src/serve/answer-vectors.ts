/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import {Buffer} from 'node:buffer';
import type {ServerResponse} from 'node:http';
import type {EmbedWork, RunOptions, VectorPart, WorkEngine} from '../gpu/engine.ts';
import {type ApiError, sendError, sendJson, toApiError, unavailable} from './api-error.ts';
import type {VectorsRequest} from './requests.ts';

export type AnswerVectorsOptions = {
	readonly engine: WorkEngine;
	readonly run: RunOptions & {readonly signal: AbortSignal};
	/** How many texts of one request are given to the engine at once. */
	readonly atOnce: number;
};

/** Answer a request for vectors: all of them, or a refusal. */
export async function answerVectors(
	response: ServerResponse,
	{model, works, format}: VectorsRequest,
	{engine, run, atOnce}: AnswerVectorsOptions,
): Promise<void> {
	const failing = new AbortController();
	const signal = AbortSignal.any([run.signal, failing.signal]);
	const vectors: VectorPart[] = [];
	let error: ApiError | undefined;
	let next = 0;
	const takeTurns = async () => {
		while (error === undefined && next < works.length) {
			const index = next++;
			const made = await embed(engine, works[index]!, {...run, signal});
			if (made.ok) {
				vectors[index] = made.part;
			} else {
				error ??= made.error;
				failing.abort();
			}
		}
	};

	await Promise.all(Array.from({length: Math.min(atOnce, works.length)}, takeTurns));
	if (error !== undefined) {
		sendError(response, error);
		return;
	}

	const tokens = vectors.reduce((sum, part) => sum + part.tokens, 0);
	sendJson(response, 200, {
		object: 'list',
		model,
		data: vectors.map(({vector}, index) => ({
			object: 'embedding',
			index,
			embedding: format === 'base64' ? toBase64(vector) : [...vector],
		})),
		usage: {prompt_tokens: tokens, total_tokens: tokens},
	});
}

type Made =
	{readonly ok: true; readonly part: VectorPart} | {readonly ok: false; readonly error: ApiError};

async function embed(engine: WorkEngine, work: EmbedWork, options: RunOptions): Promise<Made> {
	for await (const part of engine.run(work, options)) {
		if (part.kind === 'vector') {
			return {ok: true, part};
		}

		if (part.kind === 'refused') {
			return {ok: false, error: toApiError(part)};
		}
	}

	return {ok: false, error: unavailable('The engine did not finish')};
}

/** As little-endian floats, which is how these machines hold them. */
const toBase64 = ({buffer, byteOffset, byteLength}: Float32Array) =>
	Buffer.from(buffer, byteOffset, byteLength).toString('base64');
