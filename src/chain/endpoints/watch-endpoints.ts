import {BtopError} from '../../support/errors.ts';
import {tell} from '../../support/observer.ts';
import {describeRoughly} from '../../support/rough-duration.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {ChainClient} from '../client.ts';
import {getBlockHash} from '../head.ts';
import {deepestFork, getLateTimeout} from '../stall.ts';
import {type EndpointReport, askEndpoint} from './ask-endpoint.ts';
import {describeLeft} from './describe-left.ts';
import {type Anchor, createPast} from './past.ts';

export type EndpointWatch = {
	/** Which endpoints are avoided, and why; `undefined` while the preferred one is used. */
	readonly problem: ReadableStore<string | undefined>;
	/**
	Look for an endpoint that is ahead of the one in use, which has sent no new block for too long, and continue there.

	@returns `moved`; `stalled` if no other endpoint has a newer block, either; `alone` if there is none to tell.
	*/
	readonly leaveLate: () => Promise<'moved' | 'stalled' | 'alone'>;
	readonly close: () => Promise<void>;
};

export type WatchEndpointsOptions = {
	/** Get the milliseconds from one block to the next. */
	readonly blockTime: () => number;
	/** Milliseconds between two looks at endpoints that are not in use. @default 60_000 */
	readonly interval?: number;
};

/** How often in a row a preferred endpoint has to be found well before it is used again. */
const goodInRow = 2;

type Answer = EndpointReport & {readonly ok: true};

/**
Watch the endpoints of a client that stays for long, and keep it on the best: the first in their order that is well.

One of the other endpoints is asked each minute for its newest block and for one that was seen before. All of them are asked when the endpoint in use is late, goes back, or contradicts what was seen: others decide then who is right, and it is left if it is not. A preferred endpoint that was left is used again once it has been found well twice in a row.
*/
export function watchEndpoints(
	client: ChainClient,
	{blockTime, interval = 60_000}: WatchEndpointsOptions,
): EndpointWatch {
	const {rpc, clock, status} = client;
	const {endpoints} = rpc;
	const past = createPast();
	const problem = createStore<string | undefined>(undefined);
	const closing = new AbortController();
	const {signal} = closing;
	/** How often in a row an endpoint was found well. */
	const found = new Map<string, number>();
	let turn = 0;
	let askedAllAt = -Infinity;
	let running: Promise<unknown> = Promise.resolve();

	const listOthers = () =>
		endpoints.store
			.getSnapshot()
			.map(({url}) => url)
			.filter(url => url !== status.getSnapshot().url);

	/** Do one thing after another. */
	const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
		const result = running.then(work);
		running = result.catch(() => undefined);
		return result;
	};

	const inBackground = (work: () => Promise<unknown>) => {
		inTurn(async () => signal.aborted || work()).catch((error: unknown) => {
			if (!(error instanceof BtopError || signal.aborted)) {
				tell(() => {
					throw error;
				});
			}
		});
	};

	const getBehind = () =>
		Math.max(deepestFork, Math.ceil(getLateTimeout(blockTime()) / blockTime()));

	const askAll = async (anchor?: Anchor): Promise<readonly Answer[]> => {
		askedAllAt = clock.now();
		// One that limits requests would be waited for.
		const able = listOthers().filter(url => !endpoints.queueOf(url).isHolding());
		const reports = await Promise.all(able.map(async url => askEndpoint(client, url, {anchor})));
		const answers = reports.filter(report => report.ok);
		// Those that are not avoided come first.
		return answers.toSorted(
			(one, other) => Number(endpoints.isDue(other.url)) - Number(endpoints.isDue(one.url)),
		);
	};

	const moveToFirst = async (
		candidates: readonly Answer[],
		explain: (candidate: Answer) => string,
	): Promise<boolean> => {
		for (const candidate of candidates) {
			try {
				return await rpc.moveTo(candidate.url, explain(candidate));
			} catch (error) {
				signal.throwIfAborted();
				if (!(error instanceof BtopError)) {
					throw error;
				}
			}
		}

		return false;
	};

	const judgePast = async (anchor: Anchor, why: string) => {
		const answers = await askAll(anchor);
		const candidates = answers.filter(({agrees}) => agrees === true);
		const hasMoved = await moveToFirst(candidates, () => why);
		if (!hasMoved && answers.length > 0 && answers.every(({agrees}) => agrees === false)) {
			// The chain itself was replaced.
			past.forget();
		}
	};

	const judgeRetreat = async (top: number, anchor: Anchor | undefined) => {
		const {number} = client.head.getSnapshot();
		if (top - number <= deepestFork) {
			return;
		}

		const answers = await askAll(anchor);
		await moveToFirst(
			answers.filter(({agrees, height}) => agrees === true && height >= top - deepestFork),
			({url, height}) =>
				`it went back from block ${top} to block ${number}, while \`${hostOf(url)}\` is at block ${height}`,
		);
	};

	const mayAskAll = () =>
		endpoints.store.getSnapshot().length > 1 && clock.now() - askedAllAt >= interval;

	const lookAtHead = () => {
		const head = client.head.getSnapshot();
		const [top, anchor] = [past.top(), past.anchor()];
		const verdict = past.add(head);
		if (anchor !== undefined && verdict === 'contradicts') {
			if (mayAskAll()) {
				inBackground(async () => judgePast(anchor, toOtherPast(head.number)));
			}
		} else if (top - head.number > deepestFork && mayAskAll()) {
			inBackground(async () => judgeRetreat(top, anchor));
		}
	};

	let {since} = status.getSnapshot();
	const lookAtConnection = () => {
		const now = status.getSnapshot();
		if (now.since === since || now.state !== 'connected') {
			return;
		}

		({since} = now);
		inBackground(async () => {
			const anchor = past.anchor();
			if (anchor === undefined || listOthers().length === 0) {
				return;
			}

			const hash = await getBlockHash(rpc, anchor.number);
			if (hash !== undefined && hash !== anchor.hash) {
				await judgePast(anchor, toOtherPast(anchor.number));
			}
		});
	};

	/** An endpoint contradicts the one in use, so the others are asked which of the two is right. */
	const judgeDispute = async (url: string, anchor: Anchor | undefined) => {
		const answers = await askAll(anchor);
		const [against, forUs] = [false, true].map(said =>
			answers.filter(({agrees}) => agrees === said),
		);
		if (against!.length <= forUs!.length + 1) {
			endpoints.left(url, toOtherPast(anchor?.number ?? 0));
			return;
		}

		if (await moveToFirst(against!, () => toOtherPast(anchor?.number ?? 0))) {
			past.forget();
		}
	};

	const judgeStandby = async ({url, height, agrees}: Answer, anchor: Anchor | undefined) => {
		const {number} = client.head.getSnapshot();
		if (agrees === false) {
			await judgeDispute(url, anchor);
		} else if (height - number >= getBehind()) {
			const why = `it is at block ${number}, while \`${hostOf(url)}\` is at block ${height}`;
			await rpc.moveTo(url, why);
		} else if (number - height >= getBehind()) {
			endpoints.left(url, `it is at block ${height}, behind block ${number}`);
		} else {
			endpoints.found(url);
			found.set(url, (found.get(url) ?? 0) + 1);
		}
	};

	/** Ask one of the other endpoints: first those that are preferred to the one in use. */
	const lookAround = async () => {
		const {url: inUse, state} = status.getSnapshot();
		const all = endpoints.store.getSnapshot().map(({url}) => url);
		const others = all.filter(url => url !== inUse && endpoints.isDue(url));
		const preferred = others.find(url => all.indexOf(url) < all.indexOf(inUse));
		const url = preferred ?? others[turn++ % others.length];
		if (state !== 'connected' || url === undefined) {
			return;
		}

		const before = found.get(url);
		const anchor = past.anchor();
		const report = await askEndpoint(client, url, {anchor});
		if (report.ok) {
			await judgeStandby(report, anchor);
		} else {
			endpoints.left(url, report.reason);
		}

		if (found.get(url) === before) {
			found.delete(url);
		} else if (url === preferred && found.get(url)! >= goodInRow) {
			found.delete(url);
			await rpc.moveTo(url);
		}
	};

	const lookAroundFrequently = async () => {
		while (!signal.aborted) {
			await clock.sleep(interval, {signal});
			inBackground(lookAround);
			await running;
		}
	};

	const tellLeft = () => {
		problem.set(describeLeft(endpoints.store.getSnapshot(), status.getSnapshot()));
	};

	const subscriptions = [
		client.head.subscribe(lookAtHead),
		status.subscribe(lookAtConnection),
		status.subscribe(tellLeft),
		endpoints.store.subscribe(tellLeft),
	];
	lookAtHead();
	tellLeft();
	const done = lookAroundFrequently().catch(() => undefined);
	return {
		problem,
		async leaveLate() {
			return inTurn(async () => {
				const {number, receivedAt} = client.head.getSnapshot();
				const answers = await askAll(past.anchor());
				const duration = describeRoughly(clock.now() - receivedAt);
				const ahead = answers.filter(({agrees, height}) => agrees !== false && height > number);
				const hasMoved = await moveToFirst(
					ahead,
					({url, height}) =>
						`it has sent no new block for ${duration}, while \`${hostOf(url)}\` is at block ${height}`,
				);
				if (hasMoved) {
					return 'moved';
				}

				return ahead.length === 0 && answers.length > 0 ? 'stalled' : 'alone';
			});
		},
		async close() {
			closing.abort();
			for (const unsubscribe of subscriptions) {
				unsubscribe();
			}

			await done;
		},
	};
}

const toOtherPast = (number: number) =>
	`its block ${number} is not the one that was seen before or that others have: its chain was set back or replaced`;

/** Providers put keys into the rest of an address. */
const hostOf = (url: string) => new URL(url).host;
