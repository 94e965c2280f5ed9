import {createVerifier} from '../../crypto/verifier.ts';
import {createRequestVerifier, type RequestVerifierOptions} from '../../protocol/btauth.ts';
import {systemClock, type Clock} from '../../support/clock.ts';
import {tell} from '../../support/observer.ts';
import {readDescriptorLimit} from '../../support/processes/descriptor-limit.ts';
import type {ReadableStore} from '../../support/store.ts';
import type {Answerer} from '../../tasks/answerer.ts';
import type {Task} from '../../tasks/task.ts';
import {createQueryCounter, type QueryCounts} from '../observe/query-counts.ts';
import type {Admission} from './admission.ts';
import type {Answering} from './answer-query.ts';
import {createBodyRoom} from './body-room.ts';
import {createConnections} from './connections.ts';
import {openHttpServer} from './http-server.ts';
import {createQueryHandler, type ProvenQuery} from './query-handler.ts';

export type MinerServerOptions = {
	readonly task: Task;
	/** The miner's own hotkey, SS58: requests must be signed for it. */
	readonly hotkey: string;
	/** Answers the task's questions. Several servers may share one. */
	readonly answer: Answerer;
	readonly admission: Admission;
	/** Records queries. @default none */
	readonly recorder?: Answering['recorder'];
	/** @default '127.0.0.1' */
	readonly host?: string;
	/** @default a free one */
	readonly port?: number;
	/** Verifies signatures. Several servers may share one. @default a thread of its own, closed with the server */
	readonly verify?: RequestVerifierOptions['verify'];
	/** Maximum size of a body, in bytes. @default what the task's questions need, or 65_536 */
	readonly bodyLimit?: number;
	/** Deadline for answering or refusing a query, in milliseconds. @default 10_000 */
	readonly answerWithin?: number;
	/** Milliseconds after which a client that does not read its reply is cut off. @default 10_000 */
	readonly readWithin?: number;
	/** Maximum number of connections. @default 1024, or fewer if this process may not have that many descriptors */
	readonly maxConnections?: number;
	/** When the process started, in milliseconds since the Unix epoch. Queries that a previous process may have answered are refused. @default no previous process */
	readonly startedAt?: number;
	readonly clock?: Clock;
	/** Monotonic time in milliseconds, from an arbitrary origin. @default performance.now */
	readonly stopwatch?: () => number;
	/** Called with internal errors of the miner, for the log. */
	readonly onFault?: (error: unknown) => void;
	/** Called with each claim whose nonce is too old or too far ahead. */
	readonly onStaleClaim?: RequestVerifierOptions['onStaleClaim'];
};

export type MinerServer = {
	/** `host:port`. */
	readonly address: string;
	readonly port: number;
	readonly state: ReadableStore<QueryCounts>;
	/** Subscribe to completed queries of proven senders. */
	readonly onQuery: (listener: (query: ProvenQuery) => void) => void;
	/** Refuse new queries, finish accepted ones within `timeout` milliseconds, and stop. */
	readonly close: (options?: {readonly timeout?: number}) => Promise<void>;
};

/**
Create the HTTP side of a miner: validators' signed queries in, answers of the model out.

@throws {PortTakenError} If another program listens on the port.
@throws {CannotListenError} If the server cannot listen on the address.
*/
export async function createMinerServer(options: MinerServerOptions): Promise<MinerServer> {
	const {
		task,
		hotkey,
		answer,
		admission,
		recorder,
		host = '127.0.0.1',
		port = 0,
		verify,
		bodyLimit = task.longestQuestion ?? 65_536,
		answerWithin = 10_000,
		readWithin = 10_000,
		maxConnections = Math.max(16, Math.min(1024, readDescriptorLimit() - reservedDescriptors)),
		startedAt,
		clock = systemClock,
		stopwatch = () => performance.now(),
		onFault,
		onStaleClaim,
	} = options;
	const verifier = verify ? undefined : createVerifier();
	const connections = createConnections({capacity: maxConnections});
	const answering: Answering = {
		task,
		auth: createRequestVerifier({
			receiver: hotkey,
			startedAt,
			clock,
			verify: verify ?? verifier!.verify,
			onStaleClaim,
		}),
		admission,
		connections,
		answer,
		recorder,
		bodyRoom: createBodyRoom(),
		bodyLimit,
		answerWithin,
		clock,
		stopwatch,
	};
	const counter = createQueryCounter({clock});
	const listeners: Array<(query: ProvenQuery) => void> = [];
	const {handle, stop} = createQueryHandler({
		answering,
		connections,
		counter,
		readWithin,
		onQuery(query) {
			for (const listener of listeners) {
				tell(listener, query);
			}
		},
		onFault,
	});
	const server = await openHttpServer({
		host,
		port,
		handle(request, response) {
			void handle(request, response);
		},
		onMalformed: counter.countRefusal,
		onConnection: connections.open,
		clock,
	}).catch(async (error: unknown) => {
		await verifier?.close();
		throw error;
	});

	let closing: Promise<void> | undefined;
	const close = async (timeout: number) => {
		stop();
		await server.close(timeout);
		await verifier?.close();
		counter.close();
	};

	return {
		address: server.address,
		port: server.port,
		state: counter.state,
		onQuery(listener) {
			listeners.push(listener);
		},
		async close({timeout = 5000} = {}) {
			closing ??= close(timeout);
			return closing;
		},
	};
}

/** File descriptors that connections leave to the engine, the control socket, the ledger and the chain. */
const reservedDescriptors = 128;
