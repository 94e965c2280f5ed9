import type {Clock} from '../../support/clock.ts';
import {ChainLimitedError, ChainUnreachableError, NoNodeError} from '../errors.ts';
import {type Connection, openConnection} from './connection.ts';
import type {Endpoints} from './endpoints.ts';
import {openFirst} from './open-first.ts';
import type {Urgency} from './request-queue.ts';
import type {StatusKeeper} from './status.ts';

/** A connection to one endpoint of several, renewed until the signal is aborted. */
export type KeptConnection = {
	/** Get the connection; `undefined` while there is none. */
	readonly current: () => Connection | undefined;
	/** Get why there is none, if that is the endpoint's limit. */
	readonly limitation: () => ChainLimitedError | undefined;
	/** Resolves with the outcome of the next attempt to reconnect. */
	readonly nextAttempt: () => Promise<void>;
	/** End it for this reason, which is no fault of its endpoint: the first endpoint that is not avoided is connected to, perhaps the same. */
	readonly drop: (reason: string) => void;
	/**
	Continue at another endpoint once that one has answered.

	@param why - Why the endpoint in use is left. Without it, what it was asked is still awaited, for as long as the timeout of a request.
	@returns `false` if there is no connection to take over from, or it is to that endpoint.
	@throws {ChainUnreachableError} If the other endpoint does not answer. Nothing has changed then, but it is avoided for a while.
	*/
	readonly moveTo: (url: string, why?: string) => Promise<boolean>;
	/**
	Ask an endpoint over a connection of its own, which is closed afterwards.

	@throws {ChainUnreachableError} If it does not answer.
	*/
	readonly probe: <Result>(
		url: string,
		ask: (connection: Connection) => Promise<Result>,
	) => Promise<Result>;
};

export type KeepConnectedOptions = {
	readonly endpoints: Endpoints;
	readonly status: StatusKeeper;
	/** Called with each new connection before it is used. If it rejects, the next endpoint is tried. */
	readonly prepare: (connection: Connection) => Promise<void>;
	/** Timeout for each request, in milliseconds. */
	readonly timeout: number;
	/** How long a request, or opening the first connection, may take while an endpoint limits requests, in milliseconds. */
	readonly patience: number;
	/** Called when the first connection cannot be opened. */
	readonly close: () => void;
	readonly signal: AbortSignal;
	readonly clock: Clock;
};

/**
Connect to the first endpoint that answers, and connect anew after each loss: to the first that is not avoided, with backoff.

@throws {ChainUnreachableError} If no endpoint answers initially.
@throws {ChainLimitedError} If that is because one limits requests for too long.
*/
export async function keepConnected({
	endpoints,
	status,
	prepare,
	timeout,
	patience,
	close,
	signal,
	clock,
}: KeepConnectedOptions): Promise<KeptConnection> {
	const count = endpoints.store.getSnapshot().length;
	let current: Connection | undefined;
	let limitation: ChainLimitedError | undefined;
	/** The endpoint tried last, and whether it has hung up as soon as it was asked. */
	let tried: string;
	let hasHungUp = false;
	let attempt = Promise.withResolvers<void>();
	const endAttempt = () => {
		attempt.resolve();
		attempt = Promise.withResolvers();
	};

	/** The connections that were ended without a fault of their endpoint. */
	const dropped = new WeakSet<Connection>();
	/** Resolves once the next move to another endpoint has come off. */
	let moved = Promise.withResolvers<void>();
	/** The latest move, which never rejects. */
	let move: Promise<unknown> = Promise.resolve();

	const dial = async (url: string, urgency: Urgency) => {
		const queue = endpoints.queueOf(url);
		await queue.pass(urgency, signal);
		return openConnection({
			url,
			timeout,
			queue,
			// With another endpoint at hand, patience is better spent there.
			patience: count > 1 ? Math.min(patience, shortPatience) : patience,
			signal,
			clock,
			onLatency(latency) {
				endpoints.measured(url, {latency});
				if (current?.url === url) {
					status.measured(latency);
				}
			},
		});
	};

	const openAt = async (url: string) => {
		hasHungUp = false;
		// Everything else waits for it.
		const connection = await dial(url, 'transaction');
		try {
			await prepare(connection);
		} catch (error) {
			hasHungUp = isHangup(connection, error);
			connection.close();
			throw error;
		}

		current = connection;
		limitation = undefined;
		endpoints.used(url);
		status.connected(url, endpoints.latencyOf(url));
		return connection;
	};

	const avoid = (url: string, error: unknown) => {
		endpoints.left(
			url,
			toReason(error as Error),
			error instanceof ChainLimitedError ? error.retryAfter : undefined,
		);
	};

	const open = async () => {
		tried = endpoints.pick();
		try {
			return await openAt(tried);
		} catch (error) {
			if (!signal.aborted) {
				avoid(tried, error);
			}

			throw error;
		}
	};

	const noteLoss = (url: string, error: Error) => {
		limitation = error instanceof ChainLimitedError ? error : undefined;
		status.disconnected(url, toReason(error));
	};

	const reopen = async (failuresBefore: number) => {
		for (let failures = failuresBefore; ;) {
			await clock.sleep(backOff(failures), {signal});
			try {
				return {connection: await open(), failures};
			} catch (error) {
				signal.throwIfAborted();
				noteLoss(tried, error as Error);
				// The endpoint's queue already waits longer after each refusal.
				failures += error instanceof ChainLimitedError ? 0 : 1;
			} finally {
				endAttempt();
			}
		}
	};

	const keepOpen = async (first: Connection) => {
		for (let connection = first, failures = 0; ;) {
			const openedAt = clock.now();
			await Promise.race([connection.ended, moved.promise]);
			await move;
			if (current !== undefined && current !== connection) {
				connection = current;
				continue;
			}

			const loss = await connection.ended;
			current = undefined;
			signal.throwIfAborted();
			if (dropped.has(connection)) {
				endpoints.freed(connection.url);
			} else {
				avoid(connection.url, loss);
			}

			noteLoss(connection.url, loss);
			// A node that drops each connection at once must not be retried without delay.
			failures = clock.now() - openedAt < longestPause ? failures + 1 : 0;
			({connection, failures} = await reopen(failures));
		}
	};

	const first = await openFirst(open, {
		nodes: count,
		patience,
		clock,
		hasHungUp: () => hasHungUp,
		close,
	});
	keepOpen(first).catch(() => {
		// Only the signal ends it.
	});
	return {
		// One that has just ended is told as the current one until its loss is noted.
		current: () => (signal.aborted ? undefined : current),
		limitation: () => limitation,
		nextAttempt: async () => attempt.promise,
		drop(reason) {
			if (current === undefined) {
				return;
			}

			dropped.add(current);
			current.close(reason);
		},
		async moveTo(url, why) {
			await move;
			const before = current;
			if (before === undefined || before.url === url) {
				return false;
			}

			const moving = openAt(url);
			move = moving.catch(() => undefined);
			try {
				await moving;
			} catch (error) {
				signal.throwIfAborted();
				avoid(url, error);
				throw error;
			}

			moved.resolve();
			moved = Promise.withResolvers();
			if (why === undefined) {
				endpoints.freed(before.url);
				// What it was asked is still answered.
				const cancel = clock.after(timeout, () => {
					before.close();
				});
				before.ended.then(cancel).catch(() => undefined);
			} else {
				endpoints.left(before.url, why);
				before.close(why);
			}

			return true;
		},
		async probe(url, ask) {
			const connection = await dial(url, 'background');
			try {
				return await ask(connection);
			} finally {
				connection.close();
			}
		},
	};
}

/** Milliseconds. */
const longestPause = 15_000;
/** How long a request is repeated at an endpoint that limits requests, if there is another, in milliseconds. */
const shortPatience = 15_000;

/** Get the delay before the next attempt, in milliseconds: exponential, with up to a quarter of jitter so that clients do not all reconnect at once. */
function backOff(failures: number): number {
	const pause = Math.min(250 * 2 ** failures, longestPause);
	return pause * (1 - Math.random() / 4);
}

/** Check whether a node ended the connection without a word. */
export const isHangup = (connection: Connection, error: unknown): boolean =>
	connection.isOver() && !(error instanceof ChainLimitedError || error instanceof NoNodeError);

/** Get the reason without the URL, which is shown next to it. */
const toReason = (error: Error) =>
	error instanceof ChainUnreachableError ? error.reason : error.message;
