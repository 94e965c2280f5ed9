import {ApiPromise, WsProvider} from '@polkadot/api';
import type {SubmittableExtrinsic} from '@polkadot/api/types';
import {Keyring} from '@polkadot/keyring';
import type {KeyringPair} from '@polkadot/keyring/types';
import {stringCamelCase} from '@polkadot/util';
import {createBeaconSecret} from '../../../src/crypto/beacon.ts';
import {createBeacon} from '../../../src/devnet/beacon/beacon.ts';
import {startDevnet, type Devnet} from '../../../src/devnet/devnet.ts';
import {devnetWorld, type DevnetWorldOptions} from '../../../src/devnet/genesis/devnet-world.ts';
import type {BlockContext} from '../../../src/devnet/pallet/context.ts';
import {createFakeClock} from '../fake-clock.ts';

const genesisTime = 1_790_000_000;

type Transaction = SubmittableExtrinsic<'promise'>;
type Arguments = Readonly<Record<string, unknown>>;

/** How an extrinsic went: its events by name, and the name of the error if it failed. */
export type Receipt = {
	readonly events: Readonly<Record<string, unknown>>;
	readonly error: string | undefined;
};

/** The devnet's world, and a client that knows it only by its socket and metadata. */
export type SubtensorDevnet = {
	readonly devnet: Devnet;
	/** The address of a development account. */
	readonly address: (uri: string) => string;
	/** Sign a call such as `SubtensorModule.add_stake`, make a block with it, and tell how it went. Throws what the pool answers if that refuses it. */
	readonly send: (signer: string, call: string, args: Arguments) => Promise<Receipt>;
	/** As `send()`, by the sudo key. */
	readonly sudo: (call: string, args: Arguments) => Promise<Receipt>;
	/** Make so many blocks. */
	readonly produce: (count: number) => void;
	/** Read a number of the state, such as `SubtensorModule.Burn`. */
	readonly amount: (item: string, ...keys: readonly unknown[]) => Promise<bigint>;
	/** Read a value of the state as JSON, numbers above 2^53 as hex. */
	readonly value: <Value>(item: string, ...keys: readonly unknown[]) => Promise<Value>;
	/** Ask a runtime API such as `SwapRuntimeApi.current_alpha_price`; the answer as JSON. */
	readonly ask: <Value>(method: string, ...args: readonly unknown[]) => Promise<Value>;
	/** List the numbers of a map. */
	readonly amounts: (item: string, ...keys: readonly unknown[]) => Promise<readonly bigint[]>;
	/** List the numbers of a map with their keys as JSON. */
	readonly pairs: (item: string) => Promise<readonly Pair[]>;
	/** List all accounts with their free balance, in rao. */
	readonly accounts: () => Promise<ReadonlyArray<{readonly free: bigint}>>;
	/** The free balance of an account, in rao. */
	readonly balance: (uri: string) => Promise<bigint>;
	readonly close: () => Promise<void>;
};

export type Pair = {readonly keys: readonly unknown[]; readonly value: bigint};

export type SubtensorDevnetOptions = Omit<Partial<DevnetWorldOptions>, 'beacon' | 'genesisTime'> & {
	/** Change the first state before it is sealed. */
	readonly adjust?: (context: BlockContext) => void;
};

/**
Start the devnet's world on a free port, its blocks made by hand, and a `@polkadot/api` client of it.
*/
export async function startSubtensorDevnet({
	adjust,
	...options
}: SubtensorDevnetOptions = {}): Promise<SubtensorDevnet> {
	const clock = createFakeClock(genesisTime * 1000);
	const world = devnetWorld({
		...options,
		beacon: createBeacon(createBeaconSecret()),
		genesisTime,
	});
	const devnet = await startDevnet({
		clock,
		world: {
			...world,
			genesis(context) {
				world.genesis(context);
				adjust?.(context);
			},
		},
	});
	const api = await ApiPromise.create({provider: new WsProvider(devnet.url), noInitWarn: true});
	const pair = createPairs();
	const produce = (count: number) => {
		for (let made = 0; made < count; made++) {
			clock.advance(250);
			devnet.produceBlock();
		}
	};

	const submit = async (signer: string, call: Transaction) => {
		const signed = await call.signAsync(pair(signer), {era: 0});
		await api.rpc.author.submitExtrinsic(signed);
		produce(1);
		return readReceipt(api, signed.hash.toHex());
	};

	const read = async (item: string, keys: readonly unknown[]) =>
		find<Query>(api.query, item)(...keys);

	return {
		devnet,
		produce,
		address: uri => pair(uri).address,
		value: async (item, ...keys) => (await read(item, keys)).toJSON() as never,
		amount: async (item, ...keys) => toBigInt(await read(item, keys)),
		async amounts(item, ...keys) {
			const entries = await find<Query>(api.query, item).entries(...keys);
			return entries.map(([, codec]) => toBigInt(codec));
		},
		ask: async (method, ...args) =>
			(await find<Query>(api.call, method)(...args)).toJSON() as never,
		async pairs(item) {
			const entries = await find<Query>(api.query, item).entries();
			return entries.map(([{args}, codec]) => ({
				keys: args.map(key => key.toJSON()),
				value: toBigInt(codec),
			}));
		},
		async accounts() {
			const entries = await find<Query>(api.query, 'System.Account').entries();
			return entries.map(([, account]) => ({free: getFree(account)}));
		},
		balance: async uri => getFree(await read('System.Account', [pair(uri).address])),
		send: async (signer, call, args) => submit(signer, compose(api, call, args)),
		sudo: async (call, args) =>
			submit('//Alice', compose(api, 'Sudo.sudo', {call: compose(api, call, args)})),
		async close() {
			await api.disconnect();
			await devnet.close();
		},
	};
}

function createPairs(): (uri: string) => KeyringPair {
	const keyring = new Keyring({type: 'sr25519', ss58Format: 42});
	const pairs = new Map<string, KeyringPair>();
	return uri => {
		const pair = pairs.get(uri) ?? keyring.createFromUri(uri);
		pairs.set(uri, pair);
		return pair;
	};
}

/** What the client decoded; its type is known from the chain's metadata only. */
type Codec = {readonly toJSON: () => unknown; readonly toString: () => string};

/** A storage item or a method of a runtime API, as the client makes them from metadata. */
type Query = ((...keys: readonly unknown[]) => Promise<Codec>) & {
	readonly entries: (
		...keys: readonly unknown[]
	) => Promise<ReadonlyArray<readonly [key: {readonly args: readonly Codec[]}, value: Codec]>>;
};

type Composer = ((...args: readonly unknown[]) => Transaction) & {
	readonly meta: {readonly args: ReadonlyArray<{readonly name: {toString: () => string}}>};
};

/** Find `Pallet.name` among calls, items or runtime APIs, whose names the client writes its own way. */
function find<Found>(among: Record<string, unknown>, name: string): Found {
	const [pallet = '', member = ''] = name.split('.', 2);
	const members = (among as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[
		stringCamelCase(pallet)
	];
	return members?.[stringCamelCase(member)] as Found;
}

function compose(api: ApiPromise, name: string, args: Arguments): Transaction {
	const call = find<Composer>(api.tx, name);
	const named = new Map(Object.entries(args).map(([key, arg]) => [stringCamelCase(key), arg]));
	return call(...call.meta.args.map(argument => named.get(argument.name.toString())));
}

const getFree = (account: Codec) =>
	toBigInt((account as unknown as {readonly data: {readonly free: Codec}}).data.free);

const toBigInt = (codec: Codec) => BigInt(codec.toString());

async function readReceipt(api: ApiPromise, hash: string): Promise<Receipt> {
	const head = await api.rpc.chain.getHeader();
	const {block} = await api.rpc.chain.getBlock(head.hash);
	const index = block.extrinsics.findIndex(extrinsic => extrinsic.hash.toHex() === hash);
	const at = await api.at(head.hash);
	const records = (await find<Query>(at.query, 'System.Events')()) as unknown as EventRecord[];
	const events = records
		.filter(({phase}) => phase.isApplyExtrinsic && Number(phase.asApplyExtrinsic) === index)
		.map(({event}) => event);
	return {
		events: Object.fromEntries(events.map(({method, data}) => [method, data.toJSON()])),
		error: events.map(event => nameError(api, event)).find(error => error !== undefined),
	};
}

type EventRecord = {
	readonly phase: {readonly isApplyExtrinsic: boolean; readonly asApplyExtrinsic: Codec};
	readonly event: {
		readonly method: string;
		readonly data: Codec & readonly [DispatchError & SudoResult];
	};
};

type DispatchError = {
	readonly isModule: boolean;
	readonly asModule: Parameters<ApiPromise['registry']['findMetaError']>[0];
	readonly type: string;
};

type SudoResult = {readonly isErr: boolean; readonly asErr: DispatchError};

function nameError(api: ApiPromise, {method, data}: EventRecord['event']): string | undefined {
	const [first] = data;
	const failed = method === 'Sudid' && first.isErr ? first.asErr : undefined;
	const error = method === 'ExtrinsicFailed' ? first : failed;
	return error?.isModule === true ? api.registry.findMetaError(error.asModule).name : error?.type;
}
