import type {IncomingMessage} from 'node:http';
import type {QueryRecorder} from '../../ledger/queries/query-recorder.ts';
import type {RequestVerifier} from '../../protocol/btauth.ts';
import type {Clock} from '../../support/clock.ts';
import type {Answerer} from '../../tasks/answerer.ts';
import type {Task} from '../../tasks/task.ts';
import type {Admission} from './admission.ts';
import type {BodyRoom} from './body-room.ts';
import type {Connections} from './connections.ts';
import {refuse, type QueryRefusal} from './query-refusal.ts';
import {readBody} from './read-body.ts';

/** The dependencies for answering queries. */
export type Answering = {
	readonly task: Task;
	/** Verifies the sender of a request by its signature. */
	readonly auth: RequestVerifier;
	readonly admission: Admission;
	readonly connections: Pick<Connections, 'sourceOf' | 'prove'>;
	readonly answer: Answerer;
	readonly recorder: Pick<QueryRecorder, 'record' | 'countRefusal'> | undefined;
	/** Accounts for the bodies being read. */
	readonly bodyRoom: BodyRoom;
	/** Maximum size of a body, in bytes. */
	readonly bodyLimit: number;
	/** Deadline for answering or refusing a query, in milliseconds. */
	readonly answerWithin: number;
	readonly clock: Clock;
	/** Monotonic time in milliseconds, from an arbitrary origin. */
	readonly stopwatch: () => number;
};

/** The proven sender of a query, and when its last byte was read. */
export type ProvenSender = {
	/** SS58. */
	readonly hotkey: string;
	/** Time on the stopwatch. */
	readonly startedAt: number;
};

export type QueryOutcome =
	| {
			readonly ok: true;
			readonly answer: unknown;
			/** Whether the answer was wanted piece by piece. */
			readonly isStreamed: boolean;
			readonly sender: ProvenSender;
	  }
	/** `sender` is missing if the query was refused before its signature was verified. */
	| {readonly ok: false; readonly refusal: QueryRefusal; readonly sender?: ProvenSender};

export type AnswerQueryOptions = {
	/** Aborted when the client hangs up. */
	readonly signal: AbortSignal;
	/** Called with each piece of an answer that is streamed, before its end. */
	readonly onPiece: (piece: unknown) => void;
};

/**
Answer one query: check the claimed sender, read the body, verify the signature, check admission, parse the question, let the engine answer it, and record the outcome. The calling function then sends the reply.
*/
export async function answerQuery(
	request: IncomingMessage,
	answering: Answering,
	{signal, onPiece}: AnswerQueryOptions,
): Promise<QueryOutcome> {
	const {task, recorder, clock, stopwatch} = answering;
	const received = await receiveQuestion(request, answering);
	if (!received.ok) {
		recorder?.countRefusal(received.refusal.reason, clock.now());
		return received;
	}

	const {sender, time, priority, question} = received;
	const record = async (outcome: string, batch?: number) => {
		const milliseconds = stopwatch() - sender.startedAt;
		await recorder?.record({time, validator: sender.hotkey, outcome, milliseconds, batch});
	};

	if (!question.ok) {
		void record(question.refusal.reason);
		return {...question, sender};
	}

	const isStreamed = task.isStreamed?.(question.value) ?? false;
	const answered = await answering.answer(question.value, {
		...(isStreamed && {onPiece}),
		deadline: time + answering.answerWithin,
		priority,
		caller: sender.hotkey,
		signal,
	});
	if (!answered.ok) {
		void record(answered.reason);
		return {ok: false, refusal: refuse(answered.reason), sender};
	}

	const {answer, batch} = answered;
	await record('answered', batch);
	return {ok: true, answer, isStreamed, sender};
}

type ReceivedQuestion = {
	readonly ok: true;
	readonly sender: ProvenSender;
	/** When its last byte was read, in milliseconds since the Unix epoch. */
	readonly time: number;
	readonly priority: number;
	readonly question: ParsedQuestion;
};

/** Read the question of an admitted caller. The bytes of its body are released here, however long it then waits. */
async function receiveQuestion(
	request: IncomingMessage,
	{task, auth, admission, connections, bodyRoom, bodyLimit, clock, stopwatch}: Answering,
): Promise<ReceivedQuestion | Extract<QueryOutcome, {readonly ok: false}>> {
	const {method = '', url: path = '', headers, socket} = request;
	const claims = auth.readClaims(headers);
	if (!claims.ok) {
		return {ok: false, refusal: claims};
	}

	// A hotkey that is publicly no validator costs only this lookup, and a bad signature teaches it nothing more.
	const {sender: hotkey} = claims.headers;
	const unwelcome = admission.refuseClaim(hotkey);
	if (unwelcome && !admission.isAllowed(hotkey)) {
		return {ok: false, refusal: unwelcome};
	}

	const source = connections.sourceOf(socket, hotkey);
	const read = await readBody(request, {limit: bodyLimit, room: bodyRoom, source, clock});
	if (!read.ok) {
		return {ok: false, refusal: unwelcome ?? refuse(read.reason)};
	}

	const sender = {hotkey, startedAt: stopwatch()};
	const time = clock.now();
	const proven = await auth.prove(claims, {method, path, body: read.body}, source);
	if (!proven.ok) {
		return {ok: false, refusal: unwelcome ?? proven};
	}

	const admitted = admission.admit(hotkey);
	if (!admitted.ok) {
		return {ok: false, refusal: admitted, sender};
	}

	return connections.prove(socket, hotkey)
		? {
				ok: true,
				sender,
				time,
				priority: admitted.priority,
				question: parseQuestion(task, read.body),
			}
		: {ok: false, refusal: refuse('too-busy'), sender};
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

/** Bytes that are not UTF-8 are not JSON. */
const decoder = new TextDecoder('utf-8', {fatal: true});
