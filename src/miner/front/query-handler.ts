import {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {tell} from '../../support/observer.ts';
import type {QueryCounter} from '../observe/query-counts.ts';
import type {Connections} from './connections.ts';
import {answerQuery, type Answering, type ProvenSender} from './answer-query.ts';
import {endPieces, sendPiece} from './event-stream.ts';
import {refuse, type QueryRefusal, type RefusalReason} from './query-refusal.ts';

/** A completed query of a proven sender. */
export type ProvenQuery = {
	/** SS58. */
	readonly hotkey: string;
	readonly outcome: 'answered' | RefusalReason;
	/** From reading the last byte of the request to refusing it or writing the last byte of the answer. */
	readonly milliseconds: number;
};

export type QueryHandlerOptions = {
	readonly answering: Answering;
	readonly connections: Pick<Connections, 'begin' | 'end' | 'isProven'>;
	readonly counter: Pick<QueryCounter, 'countAnswer' | 'countRefusal'>;
	/** Milliseconds after which a client that does not read its reply is cut off. */
	readonly readWithin: number;
	/** Called with each query of a proven sender. */
	readonly onQuery?: (query: ProvenQuery) => void;
	/** Called with internal errors of the miner. */
	readonly onFault?: (error: unknown) => void;
};

export type QueryHandler = {
	readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
	/** Refuse all further queries, and keep no connection alive. */
	readonly stop: () => void;
};

type Reply = {
	/** @default 200 */
	readonly status?: number;
	readonly value: unknown;
	/** Whether it is the end of a stream. */
	readonly isStreamed: boolean;
};

/**
Create the HTTP handler of queries: it routes requests, replies, and counts outcomes.
*/
export function createQueryHandler({
	answering,
	connections,
	counter,
	readWithin,
	onQuery,
	onFault,
}: QueryHandlerOptions): QueryHandler {
	const {task, recorder, clock, stopwatch} = answering;
	/** Connections that are closed once their last reply is sent. */
	const closing = new WeakSet<Socket>();
	let isStopping = false;

	const turnAwayUnread = (request: IncomingMessage): QueryRefusal | undefined => {
		const {method, url = '', headers, httpVersion} = request;
		if (httpVersion === '1.1' && headers.host === undefined) {
			return refuse('not-http');
		}

		const [path] = url.split('?', 1);
		if (path !== task.path) {
			return refuse('not-found');
		}

		if (method !== 'POST') {
			return refuse('method-not-allowed');
		}

		return isStopping ? refuse('stopping') : undefined;
	};

	const reply = (response: ServerResponse, {status = 200, value, isStreamed}: Reply) => {
		response.shouldKeepAlive &&= !isStopping;
		// `node:http` clears this timeout once the reply is sent or the next request arrives.
		response.req.socket.setTimeout(readWithin);
		if (isStreamed) {
			endPieces(response, value);
		} else {
			sendJson(response, status, value);
		}
	};

	const refuseQuery = (
		response: ServerResponse,
		{status, reason, message}: QueryRefusal,
		sender?: ProvenSender,
	) => {
		const {socket} = response.req;
		counter.countRefusal(reason);
		// Only proven callers keep their connections, and little more is read of a refused request.
		const isOwed = sender !== undefined || connections.isProven(socket);
		if (!isOwed || !isNearlyRead(response.req)) {
			response.shouldKeepAlive = false;
			closing.add(socket);
		}

		if (status === 405) {
			response.setHeader('Allow', 'POST');
		}

		// A stream that has begun ends with its refusal.
		const isStreamed = response.headersSent;
		reply(response, {status, value: {error: {reason, message}}, isStreamed});
	};

	const report = ({hotkey, startedAt}: ProvenSender, outcome: ProvenQuery['outcome']) => {
		const milliseconds = stopwatch() - startedAt;
		tell(onQuery, {hotkey, outcome, milliseconds});
		return milliseconds;
	};

	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		const {socket} = request;
		const gone = new AbortController();
		const abort = () => {
			gone.abort();
		};

		// Not that of the response: one that waits for its turn may not hear of it.
		socket.once('close', abort);
		response.once('close', () => {
			socket.off('close', abort);
		});
		const outcome = await answerQuery(request, answering, {
			signal: gone.signal,
			onPiece(piece) {
				sendPiece(response, piece);
			},
		});
		const {sender} = outcome;
		if (!outcome.ok) {
			if (sender) {
				report(sender, outcome.refusal.reason);
			}

			refuseQuery(response, outcome.refusal, sender);
			return;
		}

		if (response.closed) {
			counter.countRefusal('client-gone');
			return;
		}

		response.once('close', () => {
			if (!response.writableFinished) {
				counter.countRefusal('client-gone');
			}
		});
		response.once('finish', () => {
			counter.countAnswer(report(outcome.sender, 'answered'));
		});
		reply(response, {value: outcome.answer, isStreamed: outcome.isStreamed});
	};

	return {
		async handle(request, response) {
			const {socket} = request;
			// A client that floods the connection without waiting for replies gets no reply.
			if (closing.has(socket)) {
				socket.destroy();
				return;
			}

			if (!connections.begin(socket)) {
				counter.countRefusal('too-busy');
				socket.destroy();
				return;
			}

			response.once('close', () => {
				connections.end(socket);
			});
			const refusal = turnAwayUnread(request);
			if (refusal) {
				recorder?.countRefusal(refusal.reason, clock.now());
				refuseQuery(response, refusal);
				return;
			}

			try {
				await answer(request, response);
			} catch (error) {
				tell(onFault, error);
				refuseQuery(response, refuse('internal'));
			}
		},
		stop() {
			isStopping = true;
		},
	};
}

/** Check whether the rest of a request is small enough to read and discard, to keep the connection. */
function isNearlyRead({complete, headers}: IncomingMessage): boolean {
	return complete || Number(headers['content-length'] ?? Infinity) <= 16_384;
}

function sendJson(response: ServerResponse, status: number, value: unknown) {
	const body = Buffer.from(JSON.stringify(value));
	response.writeHead(status, {
		'Content-Type': 'application/json',
		'Content-Length': body.length,
	});
	response.end(body);
}
