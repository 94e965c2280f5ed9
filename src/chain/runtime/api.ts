import {ApiPromise} from '@polkadot/api';
import * as v from 'valibot';

/** A runtime version as nodes return it. */
export const runtimeVersionSchema = v.pipe(
	v.looseObject({specName: v.string(), specVersion: v.number(), transactionVersion: v.number()}),
	v.readonly(),
);

export type RuntimeVersion = Readonly<
	Pick<
		v.InferOutput<typeof runtimeVersionSchema>,
		'specName' | 'specVersion' | 'transactionVersion'
	>
>;

/** What tells a chain's runtimes apart: an upgrade raises the version. */
export type RuntimeName = Pick<RuntimeVersion, 'specName' | 'specVersion'>;

export type ApiOptions = {
	readonly version: RuntimeName;
	readonly genesisHash: string;
	/** The metadata blob as hex, starting with `meta`. */
	readonly metadata: `0x${string}`;
};

/**
Create a polkadot-js API as the codec of one runtime. It never uses the network: its provider holds every answer needed to start, so nothing reconnects, times out or logs.
*/
export async function createApi({version, genesisHash, metadata}: ApiOptions): Promise<ApiPromise> {
	const answers = new Map<string, unknown>([
		['chain_getBlockHash', genesisHash],
		['state_getRuntimeVersion', {...unusedVersion, ...version}],
		['system_chain', 'Bittensor'],
		['system_properties', {ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO'}],
		['rpc_methods', {methods: []}],
	]);
	const api = new ApiPromise({
		provider: createProvider(answers),
		metadata: {[`${genesisHash}-${version.specVersion}`]: metadata},
		noInitWarn: true,
		initWasm: false,
	});
	return api.isReadyOrError;
}

/** Polkadot-js wants all fields of a version, but decodes by the metadata alone. */
const unusedVersion = {
	implName: '',
	authoringVersion: 0,
	implVersion: 0,
	apis: [],
	transactionVersion: 0,
};

type Provider = NonNullable<NonNullable<ConstructorParameters<typeof ApiPromise>[0]>['provider']>;

function createProvider(answers: ReadonlyMap<string, unknown>): Provider {
	const refuse = async (method: string): Promise<never> => {
		throw new TypeError(`polkadot-js is used to decode, not to call \`${method}\``);
	};

	return {
		// Without subscriptions polkadot-js neither polls the node's health nor watches for upgrades.
		hasSubscriptions: false,
		isClonable: false,
		isConnected: true,
		clone: () => createProvider(answers),
		async connect() {
			// Nothing to connect.
		},
		async disconnect() {
			// Nothing to disconnect.
		},
		on: () => () => undefined,
		async send<Answer>(method: string) {
			return answers.has(method) ? (answers.get(method) as Answer) : refuse(method);
		},
		subscribe: refuse,
		unsubscribe: refuse,
	};
}
