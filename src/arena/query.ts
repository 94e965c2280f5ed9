import {Buffer} from 'node:buffer';
import {signRequest} from '../protocol/sign-request.ts';
import type {Signer} from '../crypto/signer.ts';
import type {Task} from '../tasks/task.ts';
import {readReply} from './read-reply.ts';

export type QueryOptions<Question> = {
	readonly task: Task<Question>;
	readonly question: Question;
	readonly axon: {readonly ip: string; readonly port: number};
	/** Hotkey of the intended miner, SS58. Other miners refuse the query. */
	readonly receiver: string;
	readonly signer: Signer;
	/** Timeout of the query, in milliseconds. */
	readonly timeout: number;
	/** @default globalThis.fetch */
	readonly fetch?: typeof globalThis.fetch;
	/** Monotonic milliseconds from an arbitrary origin. @default performance.now */
	readonly stopwatch?: () => number;
	readonly signal: AbortSignal;
};

export type QueryReply = {
	readonly answer: unknown;
	/** From the first byte sent to the last byte received. */
	readonly milliseconds: number;
};

/**
Send a miner one question over HTTP, signed by btauth/1.

@returns The answer and how long it took, or `undefined` if there was none in time, or it was invalid.
*/
export async function query<Question>({
	task,
	question,
	axon,
	receiver,
	signer,
	timeout,
	fetch = globalThis.fetch,
	stopwatch = () => performance.now(),
	signal,
}: QueryOptions<Question>): Promise<QueryReply | undefined> {
	const body = Buffer.from(JSON.stringify(question));
	const headers = await signRequest({method: 'POST', path: task.path, body, receiver, signer});
	const started = stopwatch();
	try {
		const reply = await fetch(`http://${toHost(axon.ip)}:${axon.port}${task.path}`, {
			method: 'POST',
			headers: {...headers, 'content-type': 'application/json'},
			body,
			redirect: 'error',
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
		});
		const received = await readReply(reply);
		const milliseconds = stopwatch() - started;
		const answer = task.parseAnswer(received);
		return reply.ok && answer.ok ? {answer: answer.value, milliseconds} : undefined;
	} catch {
		// Cut off, timed out or not JSON: to a validator these are all no answer.
		signal.throwIfAborted();
		return undefined;
	}
}

const toHost = (ip: string) => (ip.includes(':') ? `[${ip}]` : ip);
