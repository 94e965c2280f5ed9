import {ApiPromise} from '@polkadot/api';

export type RuntimeVersion = {
	readonly specName: string;
	readonly specVersion: number;
	readonly transactionVersion: number;
};

export type ApiOptions = {
	/** As the node gave it; polkadot-js wants all of its fields. */
	readonly version: RuntimeVersion;
	readonly genesisHash: string;
	/** Hex of the blob that starts with `meta`. */
	readonly metadata: `0x${string}`;
};

/**
Create polkadot-js' decoder of one runtime. It never asks anything over a network: its provider holds all the answers it needs to start, so there is nothing to reconnect, to time or to print.
*/
export async function createApi({version, genesisHash, metadata}: ApiOptions): Promise<ApiPromise> {
	const answers = new Map<string, unknown>([
		['chain_getBlockHash', genesisHash],
		['state_getRuntimeVersion', version],
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

type Provider = NonNullable<NonNullable<ConstructorParameters<typeof ApiPromise>[0]>['provider']>;

function createProvider(answers: ReadonlyMap<string, unknown>): Provider {
	const refuse = async (method: string): Promise<never> => {
		throw new TypeError(`polkadot-js is here to decode, not to call \`${method}\``);
	};

	return {
		// Without subscriptions polkadot-js neither polls the node's health nor watches for upgrades.
		hasSubscriptions: false,
		isClonable: false,
		isConnected: true,
		clone: () => createProvider(answers),
		async connect() {
			// It always is.
		},
		async disconnect() {
			// It never was.
		},
		on: () => () => undefined,
		async send<Answer>(method: string) {
			return answers.has(method) ? (answers.get(method) as Answer) : refuse(method);
		},
		subscribe: refuse,
		unsubscribe: refuse,
	};
}
