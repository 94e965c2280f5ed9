import type {MetadataCache} from '../../../../src/chain/runtime/metadata-cache.ts';
import {createFakeClock, type FakeClock} from '../../fake-clock.ts';
import {type ChangeableNode, blockTime, startChangeableNode, startTime} from './changeable-node.ts';
import {type UnsteadyEndpoint, startUnsteadyEndpoint} from './unsteady-endpoint.ts';

/** A node, another chain's node, and an endpoint in front of them for the miner and for whoever pays. Time passes only by `pass()`. */
export type Stage = {
	readonly clock: FakeClock;
	readonly node: ChangeableNode;
	readonly another: ChangeableNode;
	readonly endpoints: Readonly<Record<'miner' | 'payer', UnsteadyEndpoint>>;
	/** For all clients, of all rounds. */
	readonly metadata: MetadataCache;
	/** Resolves once clients have done what they can do without time. */
	readonly quiet: () => Promise<void>;
	/** Let the time of a block pass. */
	readonly pass: () => Promise<void>;
	readonly close: () => Promise<void>;
};

const blobs = new Map<string, Uint8Array>();
const metadata: MetadataCache = {
	read: async ({version}) => blobs.get(String(version.specVersion)),
	async write({version}, blob) {
		blobs.set(String(version.specVersion), blob);
	},
};

/** In how many steps a block's time passes. */
const steps = 3;

export async function openStage(): Promise<Stage> {
	const clock = createFakeClock(startTime);
	const node = await startChangeableNode({clock});
	const another = await startChangeableNode({name: 'another', clock});
	const endpoints = {
		miner: await startUnsteadyEndpoint(node.url, {clock}),
		payer: await startUnsteadyEndpoint(node.url, {clock}),
	};
	// Grandpa finalizes two or three blocks behind.
	node.chain.setFinalityLag(2);
	const quiet = async () => {
		await Promise.all([endpoints.miner.quiet(), endpoints.payer.quiet()]);
	};

	return {
		clock,
		node,
		another,
		endpoints,
		metadata,
		quiet,
		async pass() {
			for (let step = 0; step < steps; step++) {
				await quiet();
				clock.advance(blockTime / steps);
			}

			await quiet();
		},
		async close() {
			await endpoints.miner.close();
			await endpoints.payer.close();
			await node.close();
			await another.close();
		},
	};
}
