import {createBeacon} from '../../../../src/devnet/beacon/beacon.ts';
import {createFrameApis, frameApiVersions} from '../../../../src/devnet/frame/runtime-apis.ts';
import {createFramePallets} from '../../../../src/devnet/frame/pallets.ts';
import {devnetWorld} from '../../../../src/devnet/genesis/devnet-world.ts';
import type {Method, Methods} from '../../../../src/devnet/rpc/json-rpc.ts';
import type {Outlet} from '../../../../src/devnet/rpc/connection.ts';
import {createMethods} from '../../../../src/devnet/rpc/methods/all-methods.ts';
import {type RpcServer, startRpcServer} from '../../../../src/devnet/rpc/server.ts';
import {type Runtime, createRuntime} from '../../../../src/devnet/runtime/runtime.ts';
import type {RuntimeVersion} from '../../../../src/devnet/runtime/version.ts';
import {fromHex} from '../../../../src/devnet/scale/bytes.ts';
import {createFakeClock, type FakeClock} from '../../fake-clock.ts';
import {
	type ChangeableChain,
	type Genesis,
	createChangeableChain,
	writeGenesis,
} from './changeable-chain.ts';

/** Milliseconds between two blocks. */
export const blockTime = 6000;

/** When the chain begins, in milliseconds since the Unix epoch. */
export const startTime = 1_790_000_000_000;

export type ChangeableNode = {
	readonly url: string;
	readonly chain: ChangeableChain;
	/** Close the socket and all connections, as a node that is killed. Its chain stays. */
	readonly kill: () => Promise<void>;
	/** Listen at the same address again. */
	readonly restart: () => Promise<void>;
	/** Continue with a runtime whose calls and events have other numbers. */
	readonly upgrade: () => void;
	/** Errors that no part of the chain meant to throw. */
	readonly faults: readonly unknown[];
	readonly close: () => Promise<void>;
};

/** Which of two chains, each with a genesis of its own. */
export type ChainName = 'ours' | 'another';

/**
Start a node of the devnet's world, whose blocks are produced by hand.
*/
export async function startChangeableNode({
	name = 'ours',
	clock,
}: {
	readonly name?: ChainName;
	readonly clock: FakeClock;
}): Promise<ChangeableNode> {
	const faults: unknown[] = [];
	const onFault = (error: unknown) => {
		faults.push(error);
	};

	const chain = createChangeableChain({
		runtime: getRuntime(0),
		genesis: getGenesis(name),
		clock,
		onFault,
	});
	const versions = new Set<Outlet>();
	let upgrades = 0;
	let methods: Methods = {};
	const build = () => {
		methods = {
			...createMethods(chain.shown, {name: 'btop devnet', version: '0.0.0'}),
			chain_getFinalizedHead: () => chain.shown.getHash(chain.finalized()),
			state_subscribeRuntimeVersion: (parameters, connection) =>
				connection.subscribe('state_runtimeVersion', outlet => {
					versions.add(outlet);
					outlet.send(methods.state_getRuntimeVersion!(parameters, connection));
					return () => {
						versions.delete(outlet);
					};
				}),
		};
	};

	build();
	const served = Object.fromEntries(
		Object.keys(methods).map((method): [string, Method] => [
			method,
			(...asked) => methods[method]!(...asked),
		]),
	);
	const listen = async (port: number) =>
		startRpcServer({methods: served, host: '127.0.0.1', port, onFault});
	let server: RpcServer | undefined = await listen(0);
	const {url} = server;
	const kill = async () => {
		await server?.close();
		server = undefined;
	};

	return {
		url,
		chain,
		faults,
		kill,
		async restart() {
			server ??= await listen(Number(new URL(url).port));
		},
		upgrade() {
			upgrades++;
			chain.upgrade(getRuntime(upgrades));
			build();
			for (const outlet of versions) {
				outlet.send(describeVersion(chain.runtime().version));
			}
		},
		async close() {
			await kill();
			chain.close();
		},
	};
}

const describeVersion = (version: RuntimeVersion) => ({
	specName: version.spec_name,
	implName: version.impl_name,
	authoringVersion: version.authoring_version,
	specVersion: version.spec_version,
	implVersion: version.impl_version,
	apis: [],
	transactionVersion: version.transaction_version,
	stateVersion: version.system_version,
});

const beacons = {
	ours: createBeacon(new Uint8Array(32).fill(1)),
	another: createBeacon(new Uint8Array(32).fill(2)),
};

/** Without the beacon's pallet: to sign its pulses takes longer than all else in a block. */
const describeWorld = (name: ChainName) => {
	const world = devnetWorld({beacon: beacons[name], genesisTime: startTime / 1000});
	return {
		...world,
		pallets: (...outer: Parameters<typeof world.pallets>) =>
			world.pallets(...outer).filter(pallet => pallet.name !== 'Drand'),
	};
};

const runtimes: Runtime[] = [];

/** Get the runtime after so many upgrades. */
function getRuntime(upgrades: number): Runtime {
	const version: RuntimeVersion = {
		spec_name: 'node-subtensor',
		impl_name: 'changeable',
		authoring_version: 1,
		spec_version: 1000 + upgrades,
		impl_version: 1,
		apis: frameApiVersions.map(([id, number]) => [fromHex(id), number] as const),
		transaction_version: 1 + upgrades,
		system_version: 1,
	};
	runtimes[upgrades] ??= createRuntime({
		version,
		buildApis: createFrameApis,
		buildPallets: outer =>
			[
				...createFramePallets(outer, {version, slotDuration: blockTime}),
				...describeWorld('ours')
					.pallets(outer)
					.map(pallet => ({...pallet, index: pallet.index + 64 * (upgrades % 2)})),
			].toSorted((one, other) => one.index - other.index),
	});
	return runtimes[upgrades];
}

const geneses = new Map<ChainName, Genesis>();

function getGenesis(name: ChainName): Genesis {
	const genesis =
		geneses.get(name) ??
		writeGenesis(getRuntime(0), describeWorld(name).genesis, createFakeClock(startTime));
	geneses.set(name, genesis);
	return genesis;
}
