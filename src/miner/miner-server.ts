import {createVerifier} from '../crypto/verifier.ts';
import type {Batcher} from '../gpu/batcher.ts';
import {createRequestVerifier, type RequestVerifierOptions} from '../protocol/btauth.ts';
import {systemClock, type Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import type {Task} from '../tasks/task.ts';
import type {Admission} from './admission.ts';
import type {Answering} from './answer-query.ts';
import {openHttpServer} from './http-server.ts';
import {createQueryCounter, type QueryCounts} from './query-counts.ts';
import {createQueryHandler, type ProvenQuery} from './query-handler.ts';

export type MinerServerOptions = {
	readonly task: Task;
	/** The miner's own hotkey, SS58: requests must be signed for it. */
	readonly hotkey: string;
	/** Where rows of the model's input are answered; several servers may share one. */
	readonly batcher: Batcher<Float32Array, Float32Array>;
	readonly admit: Admission;
	/** Where queries are written down. @default nowhere */
	readonly recorder?: Answering['recorder'];
	/** @default '127.0.0.1' */
	readonly host?: string;
	/** @default a free one */
	readonly port?: number;
	/** Checks signatures; several servers may share one. @default a thread of its own, ended with the server */
	readonly verify?: RequestVerifierOptions['verify'];
	/** Bytes of a body at most. @default 1_048_576 */
	readonly bodyLimit?: number;
	/** Milliseconds within which a query is answered, or refused. @default 10_000 */
	readonly answerWithin?: number;
	/** Queries under way at once; beyond that they are refused unread. @default 2048 */
	readonly maxPending?: number;
	readonly maxConnections?: number;
	readonly clock?: Clock;
	/** Milliseconds from any start; monotonic. @default performance.now */
	readonly stopwatch?: () => number;
	/** Told of faults of the miner itself, for the log. */
	readonly onFault?: (error: unknown) => void;
};

export type MinerServer = {
	/** `host:port`. */
	readonly address: string;
	readonly port: number;
	readonly state: ReadableStore<QueryCounts>;
	/** Hear of each query whose sender is proven, once it is over. */
	readonly onQuery: (listener: (query: ProvenQuery) => void) => void;
	/** Refuse what comes, finish what was accepted, for `patience` milliseconds at most, and stop. */
	readonly close: (options?: {readonly patience?: number}) => Promise<void>;
};

/**
Create the HTTP side of a miner: validators' signed queries in, answers of the model out.

@throws {PortTakenError} If another program listens there.
@throws {CannotListenError} If the address cannot be listened at.
*/
export async function createMinerServer(options: MinerServerOptions): Promise<MinerServer> {
	const {
		task,
		hotkey,
		batcher,
		admit,
		recorder,
		host = '127.0.0.1',
		port = 0,
		verify,
		bodyLimit = 1_048_576,
		answerWithin = 10_000,
		maxPending = 2048,
		maxConnections,
		clock = systemClock,
		stopwatch = () => performance.now(),
		onFault,
	} = options;
	const verifier = verify ? undefined : createVerifier();
	const answering: Answering = {
		task,
		verify: createRequestVerifier({receiver: hotkey, clock, verify: verify ?? verifier!.verify}),
		admit,
		batcher,
		recorder,
		bodyLimit,
		answerWithin,
		clock,
		stopwatch,
	};
	const counter = createQueryCounter({clock});
	const listeners: Array<(query: ProvenQuery) => void> = [];
	const {handle, stop} = createQueryHandler({
		answering,
		counter,
		maxPending,
		onQuery(query) {
			for (const listener of listeners) {
				listener(query);
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
		onMalformed() {
			counter.countRefusal('not-http');
		},
		maxConnections,
		clock,
	}).catch(async (error: unknown) => {
		await verifier?.close();
		throw error;
	});

	let closing: Promise<void> | undefined;
	const close = async (patience: number) => {
		stop();
		await server.close(patience);
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
		async close({patience = 5000} = {}) {
			closing ??= close(patience);
			return closing;
		},
	};
}
