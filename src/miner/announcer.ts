import type {Axon} from '../chain/subtensor/axon.ts';
import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import type {MinerChain} from './miner-chain.ts';

export type AnnouncerOptions = {
	readonly chain: MinerChain;
	/** SS58. */
	readonly hotkey: string;
	/** Where validators reach the miner; without it nothing is announced. */
	readonly axon: Axon | undefined;
	/** Milliseconds before another try when the chain refused; mainnet allows one announcement in 50 blocks. @default 12_000 */
	readonly retryDelay?: number;
	readonly clock: Clock;
	readonly onAnnounced: (axon: Axon, block: number) => void;
};

export type Announcer = {
	/** Why the chain does not say what it should, if so. */
	readonly problem: ReadableStore<string | undefined>;
	/** Resolves once the subnet was seen and the chain says it, the first try has failed, or there is nothing to announce. */
	readonly settled: Promise<void>;
	readonly close: () => Promise<void>;
};

/**
Keep the chain saying where a registered miner is: announce it where the chain says something else, and again when that was changed or lost, as by a new registration.
*/
export function keepAnnounced({
	chain,
	hotkey,
	axon,
	retryDelay = 12_000,
	clock,
	onAnnounced,
}: AnnouncerOptions): Announcer {
	const problem = createStore<string | undefined>(undefined);
	const settled = Promise.withResolvers<void>();
	const closing = new AbortController();
	const {signal} = closing;
	// Facts of earlier blocks do not know it yet.
	let announcedIn = 0;
	let nextTry = 0;
	let working: Promise<void> | undefined;

	const announce = async (address: Axon) => {
		try {
			announcedIn = await chain.announce(address, {signal});
			problem.set(undefined);
			onAnnounced(address, announcedIn);
		} catch (error) {
			nextTry = clock.now() + retryDelay;
			problem.set(`The address is not announced: ${(error as Error).message}`);
		}

		settled.resolve();
		working = undefined;
	};

	const look = () => {
		const facts = chain.facts.getSnapshot();
		if (!facts || working !== undefined || facts.block < announcedIn) {
			return;
		}

		const own = facts.neurons.get(hotkey);
		if (!own || !axon || isSame(own.axon, axon)) {
			problem.set(undefined);
			settled.resolve();
		} else if (clock.now() >= nextTry) {
			working = announce(axon);
		}
	};

	const forget = chain.facts.subscribe(look);
	look();
	return {
		problem,
		settled: settled.promise,
		async close() {
			forget();
			closing.abort();
			settled.resolve();
			await working;
		},
	};
}

const isSame = (one: Axon | undefined, other: Axon) =>
	one?.ip === other.ip && one.port === other.port;
