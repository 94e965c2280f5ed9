import type {IncomingMessage} from 'node:http';
import type {Batcher} from '../gpu/batcher.ts';
import type {QueryRecorder} from '../ledger/query-recorder.ts';
import type {AuthAnswer} from '../protocol/auth-answer.ts';
import type {ReceivedRequest} from '../protocol/btauth.ts';
import type {Clock} from '../support/clock.ts';
import type {Task} from '../tasks/task.ts';
import type {Admission} from './admission.ts';
import {refuse, type QueryRefusal} from './query-refusal.ts';
import {readBody} from './read-body.ts';

/** What a miner needs to answer queries. */
export type Answering = {
	readonly task: Task;
	/** Tells who sent a request, by its signature. */
	readonly verify: (request: ReceivedRequest) => Promise<AuthAnswer>;
	readonly admit: Admission;
	readonly batcher: Batcher<Float32Array, Float32Array>;
	readonly recorder: Pick<QueryRecorder, 'record' | 'countRefusal'> | undefined;
	/** Bytes of a body at most. */
	readonly bodyLimit: number;
	/** Milliseconds within which a query is answered, or refused. */
	readonly answerWithin: number;
	readonly clock: Clock;
	/** Milliseconds from any start; monotonic. */
	readonly stopwatch: () => number;
};

/** Who sent a query, as its signature proves, and when its last byte was read. */
export type ProvenSender = {
	/** SS58. */
	readonly hotkey: string;
	/** Of the stopwatch. */
	readonly startedAt: number;
};

export type QueryOutcome =
	| {readonly ok: true; readonly answer: unknown; readonly sender: ProvenSender}
	/** Without a sender if it was refused before it was proven who asks. */
	| {readonly ok: false; readonly refusal: QueryRefusal; readonly sender?: ProvenSender};

/**
Answer one query: read it, prove who sent it, see whether he may ask, understand the question, wait for a place in a batch, and write it down. The reply is sent by the caller, after that.

@param signal Aborted when the client hangs up.
*/
export async function answerQuery(
	request: IncomingMessage,
	answering: Answering,
	signal: AbortSignal,
): Promise<QueryOutcome> {
	const {task, verify, admit, recorder, bodyLimit, clock, stopwatch} = answering;
	const turnAway = (refusal: QueryRefusal, sender?: ProvenSender): QueryOutcome => {
		recorder?.countRefusal(refusal.reason, clock.now());
		return {ok: false, refusal, sender};
	};

	const read = await readBody(request, bodyLimit);
	if (!read.ok) {
		return turnAway(refuse(read.reason));
	}

	const startedAt = stopwatch();
	const time = clock.now();
	const {method = '', url: path = '', headers} = request;
	const verified = await verify({method, path, headers, body: read.body});
	if (!verified.ok) {
		return turnAway(verified);
	}

	const sender = {hotkey: verified.hotkey, startedAt};
	const admitted = admit(sender.hotkey);
	if (!admitted.ok) {
		return turnAway(admitted, sender);
	}

	const record = async (outcome: string, batch?: number) => {
		const milliseconds = stopwatch() - startedAt;
		await recorder?.record({time, validator: sender.hotkey, outcome, milliseconds, batch});
	};

	const question = parseQuestion(task, read.body);
	if (!question.ok) {
		void record(question.refusal.reason);
		return {...question, sender};
	}

	const asked = await answering.batcher.ask(task.toInput(question.value), {
		deadline: time + answering.answerWithin,
		priority: admitted.priority,
		signal,
	});
	if (!asked.ok) {
		void record(asked.reason);
		return {ok: false, refusal: refuse(asked.reason), sender};
	}

	const answer = task.toAnswer(asked.output, question.value);
	await record('answered', asked.batch);
	return {ok: true, answer, sender};
}

type ParsedQuestion =
	| {readonly ok: true; readonly value: unknown}
	| {readonly ok: false; readonly refusal: QueryRefusal};

function parseQuestion(task: Task, body: Uint8Array): ParsedQuestion {
	let value: unknown;
	try {
		value = JSON.parse(decoder.decode(body));
	} catch {
		return {ok: false, refusal: refuse('bad-json')};
	}

	const parsed = task.parseQuestion(value);
	return parsed.ok ? parsed : {ok: false, refusal: refuse('bad-question', parsed.reason)};
}

/** Bytes that are no UTF-8 are no JSON. */
const decoder = new TextDecoder('utf-8', {fatal: true});
