import type {Axon} from '../chain/subtensor/axon.ts';
import type {Clock} from '../support/clock.ts';
import {tell} from '../support/observer.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {AnnouncedTooSoonError} from './errors.ts';
import type {MinerChain} from './miner-chain.ts';

export type AnnouncerOptions = {
	readonly chain: MinerChain;
	/** SS58. */
	readonly hotkey: string;
	/** The address where validators reach the miner. Without it nothing is announced. */
	readonly axon: Axon | undefined;
	/** Delay before retrying after a refusal, in milliseconds, unless the chain tells from which block on it allows the next announcement. @default 12_000 */
	readonly retryDelay?: number;
	readonly clock: Clock;
	readonly onAnnounced: (axon: Axon, block: number) => void;
};

export type Announcer = {
	/** Why the announcement failed, if it did. */
	readonly problem: ReadableStore<string | undefined>;
	/** Resolves once the address is on the chain, the first attempt has failed, or there is nothing to announce. */
	readonly settled: Promise<void>;
	readonly close: () => Promise<void>;
};

/**
Keep a registered miner's address announced on the chain: announce it when the chain's differs, and again when it is changed or lost, for example by a new registration.
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
	// Facts from earlier blocks do not include the announcement.
	let announcedIn = 0;
	let nextTry = 0;
	let nextBlock = 0;
	let working: Promise<void> | undefined;

	const announce = async (address: Axon) => {
		try {
			announcedIn = await chain.announce(address, {signal});
			problem.set(undefined);
			tell(onAnnounced, address, announcedIn);
		} catch (error) {
			nextTry = clock.now() + retryDelay;
			nextBlock = error instanceof AnnouncedTooSoonError ? error.block : 0;
			problem.set(`The address could not be announced: ${(error as Error).message}`);
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
		} else if (clock.now() >= nextTry && facts.block + 1 >= nextBlock) {
			working = announce(axon);
		}
	};

	const unsubscribe = chain.facts.subscribe(look);
	look();
	return {
		problem,
		settled: settled.promise,
		async close() {
			unsubscribe();
			closing.abort();
			settled.resolve();
			await working;
		},
	};
}

const isSame = (one: Axon | undefined, other: Axon) =>
	one?.ip === other.ip && one.port === other.port;
