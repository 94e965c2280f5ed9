import type {Engine} from '../gpu/engine.ts';
import type {Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import {createActivity} from './observe/activity.ts';
import {watchDevice} from './observe/device-watch.ts';
import {createHistory} from './observe/history.ts';
import type {MinerChain} from './miner-chain.ts';
import type {MinerTopics} from './topics.ts';
import type {MinerServer} from './front/miner-server.ts';

export type TopicStores = {
	readonly [Name in keyof MinerTopics]: ReadableStore<MinerTopics[Name] | undefined>;
};

export type MinerTopicsOptions = {
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	readonly engine: Pick<Engine, 'info'>;
	/** Memory of the engine, in bytes. */
	readonly memory: ReadableStore<number | undefined>;
	readonly server: Pick<MinerServer, 'state' | 'onQuery'>;
	readonly chain: Pick<MinerChain, 'facts' | 'view'>;
	readonly clock: Clock;
};

export type WatchedTopics = {
	readonly topics: Pick<TopicStores, 'history' | 'device' | 'subnet' | 'activity'>;
	readonly close: () => Promise<void>;
};

/** Age at which a load reading expires, in milliseconds. */
const freshness = 10_000;

/**
Watch what only screens need of a miner. It runs even while none is attached, so that a later one sees the history.
*/
export function watchTopics({
	hotkey,
	engine,
	memory,
	server,
	chain,
	clock,
}: MinerTopicsOptions): WatchedTopics {
	const {device, close: closeDevice} = watchDevice({info: engine.info, memory, clock});
	const history = createHistory({
		counts: server.state,
		memory,
		readLoad() {
			const {load = null, at = 0} = device.getSnapshot() ?? {};
			return load === null || clock.now() - at > freshness ? undefined : load;
		},
		clock,
	});
	const activity = createActivity({...chain, hotkey, clock});
	server.onQuery(query => {
		activity.countQuery(query);
		if (query.outcome === 'answered') {
			history.countAnswer(query.milliseconds);
		}
	});
	return {
		topics: {history: history.store, device, subnet: chain.view, activity: activity.store},
		async close() {
			history.close();
			activity.close();
			await closeDevice();
		},
	};
}
