import type {Engine} from '../gpu/engine.ts';
import type {Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import {createActivity, type MinerActivity} from './activity.ts';
import {type DeviceReading, watchDevice} from './device-watch.ts';
import type {EarningsView} from './earnings-tracker.ts';
import {createHistory, type MinerHistory} from './history.ts';
import type {MinerChain} from './miner-chain.ts';
import type {MinerServer} from './miner-server.ts';
import type {MinerState} from './miner-state.ts';
import type {SubnetView} from './subnet-view.ts';

/** What screens can hear of a miner, by topic. */
export type MinerTopics = {
	readonly state: MinerState;
	readonly history: MinerHistory;
	readonly device: DeviceReading;
	readonly subnet: SubnetView;
	readonly activity: MinerActivity;
	readonly earnings: EarningsView;
	/** The latest lines, the newest last. */
	readonly log: readonly string[];
};

export type TopicStores = {
	readonly [Name in keyof MinerTopics]: ReadableStore<MinerTopics[Name] | undefined>;
};

export type MinerTopicsOptions = {
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	readonly engine: Pick<Engine, 'info'>;
	/** Memory of the engine, in bytes. */
	readonly memory: ReadableStore<number>;
	readonly server: Pick<MinerServer, 'state' | 'onQuery'>;
	readonly chain: Pick<MinerChain, 'facts' | 'view'>;
	readonly clock: Clock;
};

export type WatchedTopics = {
	readonly topics: Pick<TopicStores, 'history' | 'device' | 'subnet' | 'activity'>;
	readonly close: () => Promise<void>;
};

/** A load that was read longer ago than that, in milliseconds, is not known any more. */
const freshness = 10_000;

/**
Watch what only screens want to know of a miner. It goes on while none is attached, so that one that comes later sees what was.
*/
export function watchTopics({
	hotkey,
	engine,
	memory,
	server,
	chain,
	clock,
}: MinerTopicsOptions): WatchedTopics {
	const {device, close: closeDevice} = watchDevice({
		provider: engine.info().provider,
		memory,
		clock,
	});
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
