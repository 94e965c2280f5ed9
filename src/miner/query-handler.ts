import {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {answerQuery, type Answering, type ProvenSender} from './answer-query.ts';
import type {QueryCounter} from './query-counts.ts';
import {refuse, type QueryRefusal, type RefusalReason} from './query-refusal.ts';

/** A query that is over, of one who has proven who he is. */
export type ProvenQuery = {
	/** SS58. */
	readonly hotkey: string;
	readonly outcome: 'answered' | RefusalReason;
	/** From the last byte of the request read until it was refused, or the last byte of the answer was written. */
	readonly milliseconds: number;
};

export type QueryHandlerOptions = {
	readonly answering: Answering;
	readonly counter: Pick<QueryCounter, 'countAnswer' | 'countRefusal'>;
	/** Queries under way at once; beyond that they are refused unread. */
	readonly maxPending: number;
	/** Told of each query whose sender is proven. */
	readonly onQuery?: (query: ProvenQuery) => void;
	/** Told of faults of the miner itself. */
	readonly onFault?: (error: unknown) => void;
};

export type QueryHandler = {
	readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
	/** Refuse from now on, and keep no connection open. */
	readonly stop: () => void;
};

/**
Create the HTTP face of the way of a query: which requests are queries, what is replied, and how each is counted.
*/
export function createQueryHandler({
	answering,
	counter,
	maxPending,
	onQuery,
	onFault,
}: QueryHandlerOptions): QueryHandler {
	const {task, recorder, clock, stopwatch} = answering;
	let pending = 0;
	let isStopping = false;

	const turnAwayUnread = ({method, url = ''}: IncomingMessage): QueryRefusal | undefined => {
		const [path] = url.split('?', 1);
		if (path !== task.path) {
			return refuse('not-found');
		}

		if (method !== 'POST') {
			return refuse('method-not-allowed');
		}

		if (isStopping) {
			return refuse('stopping');
		}

		return pending >= maxPending ? refuse('too-busy') : undefined;
	};

	const reply = (response: ServerResponse, status: number, value: unknown) => {
		// What is left of a request that was refused is not read, and who stops keeps no connection.
		response.shouldKeepAlive &&= response.req.complete && !isStopping;
		sendJson(response, status, value);
	};

	const refuseQuery = (response: ServerResponse, {status, reason, message}: QueryRefusal) => {
		counter.countRefusal(reason);
		if (status === 405) {
			response.setHeader('Allow', 'POST');
		}

		reply(response, status, {error: {reason, message}});
	};

	const tell = ({hotkey, startedAt}: ProvenSender, outcome: ProvenQuery['outcome']) => {
		const milliseconds = stopwatch() - startedAt;
		onQuery?.({hotkey, outcome, milliseconds});
		return milliseconds;
	};

	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		const gone = new AbortController();
		response.once('close', () => {
			if (!response.writableFinished) {
				gone.abort();
			}
		});
		const outcome = await answerQuery(request, answering, gone.signal);
		const {sender} = outcome;
		if (!outcome.ok) {
			if (sender) {
				tell(sender, outcome.refusal.reason);
			}

			refuseQuery(response, outcome.refusal);
			return;
		}

		response.once('finish', () => {
			counter.countAnswer(tell(outcome.sender, 'answered'));
		});
		reply(response, 200, outcome.answer);
	};

	return {
		async handle(request, response) {
			const refusal = turnAwayUnread(request);
			if (refusal) {
				recorder?.countRefusal(refusal.reason, clock.now());
				refuseQuery(response, refusal);
				return;
			}

			pending++;
			try {
				await answer(request, response);
			} catch (error) {
				onFault?.(error);
				refuseQuery(response, refuse('internal'));
			} finally {
				pending--;
			}
		},
		stop() {
			isStopping = true;
		},
	};
}

function sendJson(response: ServerResponse, status: number, value: unknown) {
	const body = Buffer.from(JSON.stringify(value));
	response.writeHead(status, {
		'Content-Type': 'application/json',
		'Content-Length': body.length,
	});
	response.end(body);
}
