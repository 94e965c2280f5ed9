import type {Clock} from '../../support/clock.ts';
import {type ReadableStore, createStore} from '../../support/store.ts';
import type {RequestLimit} from './bucket.ts';
import {type RequestQueue, createRequestQueue} from './request-queue.ts';

/** What is known of an endpoint. */
export type EndpointStatus = {
	readonly url: string;
	/** `unknown` before it was tried, `left` while it is avoided for a reason. */
	readonly state: 'unknown' | 'used' | 'ready' | 'left';
	/** When the state last changed, in milliseconds since the Unix epoch. */
	readonly since: number;
	/** When it was left, in milliseconds since the Unix epoch, and why it is avoided; kept until it is used again. */
	readonly leftAt: number | undefined;
	readonly reason: string | undefined;
	/** Number of its newest block when it was last asked for it. */
	readonly height: number | undefined;
	/** Round trip of its last ping, in milliseconds. */
	readonly latency: number | undefined;
};

/** The endpoints of one network, in the order in which they are preferred. */
export type Endpoints = {
	readonly store: ReadableStore<readonly EndpointStatus[]>;
	/** The requests that wait for their turn at an endpoint. */
	readonly queueOf: (url: string) => RequestQueue;
	/** Get the endpoint to connect to: the first that is not avoided, or else the one that is avoided for the shortest time. */
	readonly pick: () => string;
	/** Get the round trip of an endpoint's last ping, in milliseconds. */
	readonly latencyOf: (url: string) => number | undefined;
	/** Whether there is another one that is not avoided. */
	readonly hasOther: (url: string) => boolean;
	/** Whether an endpoint may be tried. */
	readonly isDue: (url: string) => boolean;
	/** Whether an endpoint's limit keeps requests waiting. */
	readonly isLimited: () => boolean;
	readonly used: (url: string) => void;
	/** Record that its connection ended without a fault of its own. */
	readonly freed: (url: string) => void;
	/**
	Avoid an endpoint for a while, twice as long each time in a row.

	@param retryAfter How long it asks to wait, in milliseconds.
	*/
	readonly left: (url: string, reason: string, retryAfter?: number) => void;
	/** Record what an endpoint that was asked said. */
	readonly measured: (
		url: string,
		figures: {readonly height?: number; readonly latency?: number},
	) => void;
	/** Record that an endpoint that is not in use is well. */
	readonly found: (url: string) => void;
};

export type EndpointsOptions = {
	readonly urls: readonly [string, ...string[]];
	/** Get what is known in advance of an endpoint's limit. @default None is known */
	readonly limitOf?: (url: string) => RequestLimit | undefined;
	readonly clock: Clock;
};

/** How long an endpoint is avoided at first, and at most, in milliseconds. */
const firstPause = 30_000;
const longestPause = 1_800_000;
/** Once an endpoint has been used for this long, its next fault counts as the first. In milliseconds. */
const goodWhile = 600_000;

type Record = EndpointStatus & {
	/** Faults in a row. */
	readonly faults: number;
	/** When it may be tried again. */
	readonly retryAt: number;
};

/** Create the record of a network's endpoints. */
export function createEndpoints({
	urls,
	limitOf = () => undefined,
	clock,
}: EndpointsOptions): Endpoints {
	const queues = new Map(
		urls.map(url => [url, createRequestQueue({limit: limitOf(url), clock})] as const),
	);
	const store = createStore<readonly Record[]>(
		Array.from(queues.keys(), url => ({
			url,
			state: 'unknown',
			since: clock.now(),
			leftAt: undefined,
			reason: undefined,
			height: undefined,
			latency: undefined,
			faults: 0,
			retryAt: -Infinity,
		})),
	);

	const change = (url: string, how: (record: Record) => Partial<Record>) => {
		store.set(
			store.getSnapshot().map(record => {
				if (record.url !== url) {
					return record;
				}

				const changed = {...record, ...how(record)};
				return changed.state === record.state ? changed : {...changed, since: clock.now()};
			}),
		);
	};

	const isDue = ({retryAt}: Record) => retryAt <= clock.now();
	const get = (url: string) => store.getSnapshot().find(record => record.url === url)!;

	return {
		store,
		queueOf: url => queues.get(url)!,
		pick() {
			const records = store.getSnapshot();
			const earliest = Math.min(...records.map(({retryAt}) => retryAt));
			return (
				records.find(record => isDue(record)) ?? records.find(({retryAt}) => retryAt === earliest)!
			).url;
		},
		latencyOf: url => get(url).latency,
		hasOther: url => store.getSnapshot().some(record => record.url !== url && isDue(record)),
		isDue: url => isDue(get(url)),
		isLimited: () => store.getSnapshot().some(({url}) => queues.get(url)!.isHolding()),
		used(url) {
			change(url, () => ({
				state: 'used',
				leftAt: undefined,
				reason: undefined,
				retryAt: -Infinity,
			}));
		},
		freed(url) {
			change(url, () => ({state: 'ready'}));
		},
		left(url, reason, retryAfter = 0) {
			change(url, ({state, since, faults, leftAt}) => {
				const isFirst = state === 'used' && clock.now() - since >= goodWhile;
				const inRow = isFirst ? 0 : faults;
				const pause = Math.min(firstPause * 2 ** inRow, longestPause);
				return {
					state: 'left',
					leftAt: leftAt ?? clock.now(),
					reason,
					faults: inRow + 1,
					retryAt: clock.now() + Math.max(pause, retryAfter),
				};
			});
		},
		measured(url, {height, latency}) {
			change(url, record => ({
				height: height ?? record.height,
				latency: latency ?? record.latency,
			}));
		},
		found(url) {
			change(url, ({state}) => (state === 'used' ? {} : {state: 'ready'}));
		},
	};
}
