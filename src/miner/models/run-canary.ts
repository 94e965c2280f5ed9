import type {Canary} from '../../ledger/canaries.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {Answerer} from '../../tasks/answerer.ts';
import type {AnswerOptions, Answered} from '../../tasks/task.ts';
import {decideCanary} from './canary-rules.ts';
import {createTally} from './canary-tally.ts';
import {describeRefusal} from './canary-words.ts';
import {askShadowQuestions, type ShadowOptions} from './shadow-questions.ts';

export type RunCanaryOptions = Omit<ShadowOptions, 'tally' | 'onTurn' | 'stopwatch' | 'signal'> & {
	/** Of the queries that the candidate answers, from 0 to 1. */
	readonly share: number;
	/** Milliseconds that the 95th percentile of its latency may be longer. @default 100 */
	readonly slack?: number;
	/** Monotonic time in milliseconds. @default performance.now */
	readonly stopwatch?: () => number;
};

export type RunningCanary = {
	readonly store: ReadableStore<Canary>;
	/** Answers a query with one of the two models. */
	readonly answer: Answerer;
	/** Resolves with its record once it is decided or ended. */
	readonly ended: Promise<Canary>;
	/** End it without a verdict. */
	readonly end: (outcome: 'cancelled' | 'broken-off', reason: string) => void;
};

/**
Run a canary: give a share of the queries to another model, ask both models shadow questions with known answers, and decide between them by `decideCanary()`.

A query that the candidate fails on is answered by the model in use. It has half of the query's time for that.
*/
export function runCanary(options: RunCanaryOptions): RunningCanary {
	const {current, candidate, share, clock, stopwatch = () => performance.now()} = options;
	const startedAt = clock.now();
	const earlier = current.deaths.getSnapshot().count;
	const tally = createTally();
	const closing = new AbortController();
	const ended = Promise.withResolvers<Canary>();
	const store = createStore<Canary>({
		model: candidate.name,
		previous: current.name,
		share,
		startedAt,
		endedAt: null,
		outcome: 'running',
		reason: null,
		...tally.read(),
	});

	const end = (outcome: Canary['outcome'], reason: string) => {
		if (closing.signal.aborted) {
			return;
		}

		closing.abort();
		unsubscribe();
		store.set({
			...store.getSnapshot(),
			...tally.read(),
			outcome,
			reason,
			endedAt: clock.now(),
		});
		ended.resolve(store.getSnapshot());
	};

	const look = () => {
		if (closing.signal.aborted) {
			return;
		}

		const figures = tally.read();
		store.set({...store.getSnapshot(), ...figures});
		const verdict = decideCanary({
			...figures,
			elapsed: clock.now() - startedAt,
			slack: options.slack,
			fault: tally.readFault(),
			deaths: {
				current: {count: current.deaths.getSnapshot().count - earlier},
				candidate: candidate.deaths.getSnapshot(),
			},
		});
		if (verdict) {
			end(verdict.outcome, verdict.reason);
		}
	};

	const unsubscribe = candidate.deaths.subscribe(look);
	const isChosen = createSpread(share);
	// What fails there must not end the miner.
	askShadowQuestions({...options, stopwatch, tally, signal: closing.signal, onTurn: look}).catch(
		(error: unknown) => {
			end('broken-off', `The shadow questions failed: ${(error as Error).message}`);
		},
	);
	return {
		store,
		async answer(question, answerOptions = {}) {
			const started = stopwatch();
			if (closing.signal.aborted || !isChosen()) {
				const answered = await current.answer(question, answerOptions);
				if (answered.ok) {
					tally.countQuery('current', {milliseconds: stopwatch() - started});
				} else if (isFailure(answered)) {
					tally.countQuery('current', {fault: describeRefusal(answered)});
				}

				return answered;
			}

			const release = current.hold();
			try {
				const {answered, hasPieces} = await tryCandidate(options, question, answerOptions);
				if (answered.ok) {
					tally.countQuery('candidate', {milliseconds: stopwatch() - started});
				}

				if (answered.ok || answerOptions.signal?.aborted === true) {
					return answered;
				}

				const {onPiece} = answerOptions;
				const rescued = await current.answer(question, {
					...answerOptions,
					// Pieces of two answers make no text; the whole answer at the end counts.
					...(onPiece && hasPieces && {onPiece: () => undefined}),
				});
				if (rescued.ok || isFailure(answered)) {
					tally.countQuery('candidate', {fault: describeRefusal(answered)});
					look();
				}

				return rescued;
			} finally {
				release();
			}
		},
		ended: ended.promise,
		end,
	};
}

/** Ask the candidate; what fails in it is a refusal like any other. */
async function tryCandidate(
	{candidate, clock}: RunCanaryOptions,
	question: unknown,
	options: AnswerOptions,
): Promise<{readonly answered: Answered<unknown>; readonly hasPieces: boolean}> {
	const {deadline, onPiece} = options;
	const now = clock.now();
	let hasPieces = false;
	try {
		const answered = await candidate.answer(question, {
			...options,
			...(deadline !== undefined && {deadline: now + (deadline - now) / 2}),
			...(onPiece && {
				onPiece(piece: unknown) {
					hasPieces = true;
					onPiece(piece);
				},
			}),
		});
		return {answered, hasPieces};
	} catch (error) {
		return {answered: {ok: false, reason: 'engine-failed', cause: error}, hasPieces};
	}
}

/** Whether a refusal speaks against the model rather than against the question or its sender. */
const isFailure = ({reason}: Extract<Answered<unknown>, {readonly ok: false}>) =>
	reason === 'engine-failed' || reason === 'deadline';

/** Create a choice that falls on a share of the queries, spread evenly, and not in step with callers who take turns: multiples of the golden ratio, without their whole part, fill the unit interval evenly. */
function createSpread(share: number): () => boolean {
	let position = 0;
	return () => {
		position = (position + golden) % 1;
		return position < share;
	};
}

const golden = (Math.sqrt(5) - 1) / 2;
