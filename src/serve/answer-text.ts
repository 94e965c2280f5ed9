import type {ServerResponse} from 'node:http';
import type {Part, RunOptions, WorkEngine} from '../gpu/engine.ts';
import type {Clock} from '../support/clock.ts';
import {
	type ApiError,
	sendError,
	sendJson,
	toApiError,
	toErrorBody,
	unavailable,
} from './api-error.ts';
import {openEventStream} from './event-stream.ts';
import type {TextRequest} from './requests.ts';
import {createTextShape, type TextShape} from './text-shapes.ts';

export type AnswerTextOptions = {
	readonly engine: WorkEngine;
	readonly run: RunOptions;
	readonly isChat: boolean;
	readonly drainTimeout: number;
	readonly clock: Clock;
};

/** Answer a request for a text, whole or piece by piece. */
export async function answerText(
	response: ServerResponse,
	{model, work, isStream, withUsage}: TextRequest,
	{engine, run, isChat, drainTimeout, clock}: AnswerTextOptions,
): Promise<void> {
	const shape = createTextShape({
		model,
		isChat,
		now: clock.now(),
		withUsage: isStream && withUsage,
	});
	const parts = engine.run(work, run);
	if (!isStream) {
		await sendWhole(response, parts, shape);
		return;
	}

	await sendStream(response, parts, {shape, withUsage, drainTimeout, clock});
}

async function sendWhole(response: ServerResponse, parts: AsyncIterable<Part>, shape: TextShape) {
	let text = '';
	for await (const part of parts) {
		if (part.kind === 'text') {
			text += part.text;
		} else if (part.kind === 'text-end') {
			sendJson(response, 200, shape.whole(text, part));
			return;
		} else {
			sendError(response, explain(part));
			return;
		}
	}

	sendError(response, unfinished);
}

type StreamOptions = Pick<AnswerTextOptions, 'drainTimeout' | 'clock'> & {
	readonly shape: TextShape;
	readonly withUsage: boolean;
};

/** The header waits for the first part: until then, a refusal can have a status of its own. */
async function sendStream(
	response: ServerResponse,
	parts: AsyncIterable<Part>,
	{shape, withUsage, ...options}: StreamOptions,
) {
	let stream: ReturnType<typeof openEventStream> | undefined;
	for await (const part of parts) {
		if (response.destroyed) {
			// Nobody reads on, whether or not the engine has heard of it.
			return;
		}

		if (part.kind !== 'text' && part.kind !== 'text-end') {
			const error = explain(part);
			if (stream === undefined) {
				sendError(response, error);
			} else {
				await stream.send(toErrorBody(error));
				stream.end();
			}

			return;
		}

		stream ??= await beginStream(response, shape, options);
		if (part.kind === 'text') {
			await stream.send(shape.piece(part.text));
			continue;
		}

		await stream.send(shape.end(part));
		if (withUsage) {
			await stream.send(shape.usage(part));
		}

		stream.end();
		return;
	}

	// An engine always says how its work ended.
	if (stream === undefined) {
		sendError(response, unfinished);
	} else {
		response.destroy();
	}
}

async function beginStream(
	response: ServerResponse,
	shape: TextShape,
	options: Pick<AnswerTextOptions, 'drainTimeout' | 'clock'>,
) {
	const stream = openEventStream(response, options);
	const begin = shape.begin();
	if (begin !== undefined) {
		await stream.send(begin);
	}

	return stream;
}

const unfinished = unavailable('The engine did not finish');

const explain = (part: Part): ApiError => (part.kind === 'refused' ? toApiError(part) : unfinished);
