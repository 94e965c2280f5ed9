import {connectChain} from '../../../../src/chain/connect.ts';
import type {ChainClient} from '../../../../src/chain/client.ts';
import type {MetadataCache} from '../../../../src/chain/runtime/metadata-cache.ts';
import type {Journal} from '../../../../src/chain/transaction/journal.ts';
import type {Signer} from '../../../../src/crypto/signer.ts';
import {keepAnnounced} from '../../../../src/miner/announcer.ts';
import {type MinerChain, createMinerChain} from '../../../../src/miner/miner-chain.ts';
import {noteChainOutages, noteProblems} from '../../../../src/miner/observe/outages.ts';
import {watchRegistration} from '../../../../src/miner/observe/registration-watch.ts';
import type {ReadableStore} from '../../../../src/support/store.ts';
import type {FakeClock} from '../../fake-clock.ts';

/** What a running miner said, in order. */
export type Said = {
	/** `chain`, `address`, `event` or `log`. */
	readonly source: string;
	readonly text: string;
};

/** The part of a miner that faces the chain, without its engine and server. */
export type ChaosMiner = {
	readonly client: ChainClient;
	readonly chain: MinerChain;
	/** Whether its address is on the chain, as it sees it, or it says why not; `unannounced` is neither. */
	readonly address: () => 'announced' | 'explained' | 'unannounced';
	readonly said: readonly Said[];
	readonly close: () => Promise<void>;
};

export type ChaosMinerOptions = {
	readonly url: string;
	readonly netuid: number;
	readonly signer: Signer;
	readonly journal: Journal;
	readonly metadata: MetadataCache;
	readonly clock: FakeClock;
};

const axon = {ip: '203.0.113.7', port: 8091};

/** Start what `startMiner()` starts for the chain, and write down all that it says. */
export async function startChaosMiner({
	url,
	netuid,
	signer,
	journal,
	metadata,
	clock,
}: ChaosMinerOptions): Promise<ChaosMiner> {
	const said: Said[] = [];
	const say = (source: string) => (text: string | undefined) => {
		if (text !== undefined) {
			said.push({source, text});
		}
	};

	const client = await connectChain({url, metadata, clock});
	const chain = createMinerChain(client, {netuid, signer, journal});
	const {facts, problem} = chain;
	const hotkey = signer.address;
	const announcer = keepAnnounced({
		chain,
		hotkey,
		axon,
		clock,
		onAnnounced({ip, port}) {
			say('event')(`announced ${ip}:${port}`);
		},
	});
	const write = (_: unknown, text: string) => {
		say('log')(text);
	};

	const follow = (source: string, store: ReadableStore<string | undefined>) =>
		store.subscribe(() => {
			say(source)(store.getSnapshot());
		});
	const stops = [
		watchRegistration({hotkey, facts}, ({kind, uid}) => {
			say('event')(`${kind} ${uid}`);
		}),
		noteChainOutages({
			problem,
			facts,
			note(kind, detail) {
				say('event')(`${kind}: ${detail}`);
			},
		}),
		noteProblems({problems: [['address', announcer.problem]], log: {write}}),
		follow('chain', problem),
		follow('address', announcer.problem),
	];
	return {
		client,
		chain,
		address() {
			const own = facts.getSnapshot()?.neurons.get(hotkey);
			if (own === undefined || own.axon?.port === axon.port) {
				return 'announced';
			}

			return announcer.problem.getSnapshot() === undefined ? 'unannounced' : 'explained';
		},
		said,
		async close() {
			await announcer.close();
			await chain.close();
			client.close();
			for (const stop of stops) {
				stop();
			}
		},
	};
}
