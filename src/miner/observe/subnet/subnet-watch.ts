import type {ChainClient} from '../../../chain/client.ts';
import type {ConnectionStatus} from '../../../chain/connection/status.ts';
import {watchEndpoints} from '../../../chain/endpoints/watch-endpoints.ts';
import {followHeads} from '../../../chain/follow.ts';
import type {Head} from '../../../chain/head.ts';
import {deepestFork, getLateTimeout, watchForStall} from '../../../chain/stall.ts';
import {getBlockTime} from '../../../chain/system/chain-info.ts';
import {describeRoughly} from '../../../support/rough-duration.ts';
import {createStore, type ReadableStore} from '../../../support/store.ts';
import {toPublicUrl} from '../../../support/public-url.ts';
import {createBlockPace} from './block-pace.ts';
import {createSubnetDetails} from './subnet-details.ts';
import {createSubnetReader, type SubnetFacts} from './subnet-facts.ts';
import {toSubnetView, type SubnetView} from './subnet-view.ts';

export type SubnetWatch = {
	/** The latest facts, stale while the chain is unreachable; `undefined` before the first. */
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	/** The same for screens, with the details. It updates after the facts. */
	readonly view: ReadableStore<SubnetView | undefined>;
	/** Status of the connection to the chain. */
	readonly status: ReadableStore<ConnectionStatus>;
	/** Why there are no fresh facts, if there are none. */
	readonly problem: ReadableStore<string | undefined>;
	/** Which endpoints are avoided although they are preferred, and why, if any are. */
	readonly endpoints: ReadableStore<string | undefined>;
	readonly close: () => Promise<void>;
};

export type WatchSubnetOptions = {
	readonly netuid: number;
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	/** Minimum milliseconds between two reads. Public nodes allow about one request a second. @default 1000 */
	readonly interval?: number;
};

/**
Watch a subnet: read new facts with every block, within the interval. It survives the loss of the chain, and continues once the client has reconnected. When the node sends no new block for too long, the other endpoints are asked: it is left for one that is ahead, and connected to anew if none answers. What was known at a later block is not replaced by what a node that is behind says.
*/
export function watchSubnet(
	client: ChainClient,
	{netuid, hotkey, interval = 1000}: WatchSubnetOptions,
): SubnetWatch {
	const facts = createStore<SubnetFacts | undefined>(undefined);
	const view = createStore<SubnetView | undefined>(undefined);
	const problem = createStore<string | undefined>(undefined);
	const pace = createBlockPace(getBlockTime(client));
	const read = createSubnetReader(client, {netuid, hotkey});
	const readDetails = createSubnetDetails(client.withUrgency('background'), {netuid, hotkey});
	const closing = new AbortController();
	const {signal} = closing;

	const timeout = () => getLateTimeout(pace.read());

	const update = async (head: Head) => {
		const {block = 0} = facts.getSnapshot() ?? {};
		if (head.number < block) {
			// Another fork is ahead soon; a node that lags, or a chain that was set back, is not.
			if (block - head.number > deepestFork) {
				const {url} = client.status.getSnapshot();
				problem.set(
					`The node at \`${toPublicUrl(url)}\` is at block ${head.number}, behind block ${block}, which was read before: it lags, or its chain was set back. What is shown is as of block ${block}`,
				);
			}

			return;
		}

		pace.add(head);
		const latest = await read(head);
		facts.set(latest);
		// What took long to read is old already.
		if (client.clock.now() - head.receivedAt < timeout()) {
			problem.set(undefined);
		}

		const details = await readDetails(latest, head.hash);
		if (details) {
			view.set(toSubnetView(latest, details, pace.read()));
		}
	};

	/** Tell that what is shown ages while heads still arrive, so that nothing else tells. */
	const tellSlow = () => {
		const {state, url} = client.status.getSnapshot();
		const block = facts.getSnapshot()?.block;
		if (state !== 'connected' || client.head.getSnapshot().number === block) {
			return;
		}

		const shown =
			block === undefined ? 'Nothing is known yet' : `What is shown is as of block ${block}`;
		problem.set(
			`The node at \`${toPublicUrl(url)}\` has not answered all that was asked for ${describeRoughly(timeout())}: it is slow, or limits requests. ${shown}`,
		);
	};

	/** Tell it again and again, until the returned function is called. */
	const watchSlowness = () => {
		let cancel: () => void;
		const wait = () => {
			cancel = client.clock.after(timeout(), () => {
				tellSlow();
				wait();
			});
		};

		wait();
		return () => {
			cancel();
		};
	};

	const look = async (head: Head) => {
		const unwatchSlowness = watchSlowness();
		try {
			await update(head);
		} catch (error) {
			problem.set((error as Error).message);
		} finally {
			unwatchSlowness();
		}

		await client.clock.sleep(interval, {signal}).catch(() => undefined);
	};

	const endpoints = watchEndpoints(client, {blockTime: pace.read});
	let stalled: string | undefined;

	const tellConnection = () => {
		const {state, reason = 'not connected', url} = client.status.getSnapshot();
		// A node that was dropped for a stall is already described.
		if (state === 'disconnected' && reason !== stalled) {
			problem.set(`The chain at \`${toPublicUrl(url)}\` cannot be reached: ${reason}`);
		}
	};

	const tellStall = async () => {
		const {state, url} = client.status.getSnapshot();
		if (state !== 'connected') {
			return;
		}

		const {number, receivedAt} = client.head.getSnapshot();
		const duration = describeRoughly(Math.max(timeout(), client.clock.now() - receivedAt));
		const said = `The node at \`${toPublicUrl(url)}\` has sent no new block for ${duration}: the last one was ${number}`;
		problem.set(said);
		stalled = `no new block for ${describeRoughly(timeout())}`;
		const outcome = await endpoints.leaveLate();
		if (client.head.getSnapshot().number > number) {
			return;
		}

		if (outcome === 'stalled') {
			problem.set(`${said}. Other endpoints have none, either: the chain has stalled`);
		} else if (outcome === 'alone') {
			client.rpc.drop(stalled);
		}
	};

	const unsubscribe = client.status.subscribe(tellConnection);
	const unwatch = watchForStall(client, {
		timeout,
		eachConnection: true,
		onStall() {
			// It ends early only when the client is closed.
			tellStall().catch(() => undefined);
		},
	});
	const done = followHeads(client, look, {signal});
	return {
		facts,
		view,
		status: client.status,
		problem,
		endpoints: endpoints.problem,
		async close() {
			closing.abort();
			unsubscribe();
			unwatch();
			await Promise.all([done, endpoints.close()]);
		},
	};
}
