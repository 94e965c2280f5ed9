import {isDeepStrictEqual} from 'node:util';
import type {Signer} from '../../../src/crypto/signer.ts';
import {signRequest} from '../../../src/protocol/sign-request.ts';
import {isEventStream} from '../../../src/support/read-events.ts';
import type {Task} from '../../../src/tasks/task.ts';

/** What a validator was told, by how often. A reason is the miner's own, or `lost` if there was no whole reply. */
export type Told = {
	answered: number;
	/** Answers that are not what the same question got before, or whose pieces do not make the answer. */
	wrong: number;
	readonly refused: Record<string, number>;
};

export type AskOptions = {
	/** `host:port`. */
	readonly address: string;
	readonly task: Task;
	/** SS58 of the miner. */
	readonly receiver: string;
	readonly signer: Signer;
};

export type Reply =
	| {readonly ok: true; readonly answer: unknown; readonly pieces: string | undefined}
	| {readonly ok: false; readonly reason: string};

/** Ask a miner one question as a validator does, streamed or not. Never rejects. */
export async function askOnce(
	question: unknown,
	{address, task, receiver, signer}: AskOptions,
): Promise<Reply> {
	const {path} = task;
	const body = new TextEncoder().encode(JSON.stringify(question));
	const headers = await signRequest({method: 'POST', path, body, receiver, signer});
	try {
		const reply = await fetch(`http://${address}${path}`, {method: 'POST', body, headers});
		const isStream = isEventStream(reply.headers.get('content-type'));
		return isStream ? toStreamed(await reply.text()) : toReply(JSON.parse(await reply.text()));
	} catch (error) {
		return {ok: false, reason: `lost: ${String(error)}`};
	}
}

/** Tell whether two answers are the same, up to what another batch does to a number. */
export function isSame(one: unknown, other: unknown): boolean {
	return isDeepStrictEqual(round(one), round(other));
}

function toReply(value: any, pieces?: string): Reply {
	return value.error === undefined
		? {ok: true, answer: value, pieces}
		: {ok: false, reason: value.error.reason};
}

function toStreamed(text: string): Reply {
	const events = text.split('\n\n').map(event => event.slice('data: '.length));
	if (events.at(-2) !== '[DONE]') {
		return {ok: false, reason: 'lost: the stream was cut off'};
	}

	const values = events.slice(0, -2).map(event => JSON.parse(event) as {readonly text: string});
	const pieces = values.slice(0, -1).map(piece => piece.text);
	return toReply(values.at(-1), pieces.join(''));
}

function round(value: unknown): unknown {
	if (typeof value === 'number') {
		return Math.round(value * 1000);
	}

	return typeof value === 'object' && value !== null
		? Object.entries(value).map(([key, inner]) => [key, round(inner)])
		: value;
}
