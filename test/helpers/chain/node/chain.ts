import {type NodeBlock, createBlock} from './blocks.ts';
import {
	DispatchError,
	type NodeEvent,
	type Work,
	dispatch,
	freeOf,
	isFree,
	withdraw,
} from './dispatch.ts';
import {type NodeExtrinsic, createInherent, readExtrinsic} from './extrinsic.ts';
import {bytesOf} from './random.ts';
import type {NodeRuntime} from './runtime.ts';
import {type State, createState} from './state.ts';
import {type World, createAccount, createWorld} from './world.ts';

/** The main chain's. */
export const finneyGenesis = '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03';

/** Rao for any extrinsic that is not free. */
export const fee = 166_247n;

export type NodeChainOptions = {
	readonly runtime: NodeRuntime;
	/** Free rao by account, as hex. */
	readonly funds: ReadonlyMap<string, bigint>;
	/** Number of the block that it begins with. @default 8_000_000 */
	readonly height?: number;
};

/** Why an extrinsic cannot be in the next block: a variant of `InvalidTransaction`. */
export type Invalidity = 'Stale' | 'Future' | 'BadProof' | 'Payment' | 'AncientBirthBlock' | 'Call';

export type NodeChain = {
	readonly runtime: NodeRuntime;
	readonly world: World;
	readonly state: State;
	readonly head: () => NodeBlock;
	readonly finalized: () => NodeBlock;
	/** Find a block by its number or hash. */
	readonly find: (of: number | string) => NodeBlock | undefined;
	readonly hashOf: (number: number) => string | undefined;
	/** Read what is stored, also what follows from the block alone. */
	readonly read: (item: string, keys: readonly unknown[], height: number) => unknown;
	readonly check: (bytes: Uint8Array) => {
		readonly extrinsic?: NodeExtrinsic;
		readonly invalidity?: Invalidity;
	};
	/** Keep an extrinsic for the next block. */
	readonly submit: (extrinsic: NodeExtrinsic) => void;
	/** Number of extrinsics of an account that wait. */
	readonly waiting: (account: string) => number;
	readonly produce: () => void;
	readonly onBlock: (listener: (block: NodeBlock) => void) => () => void;
};

/** Blocks that are finalized later than they are made. */
const finality = 2;
/** Blocks that there are at the beginning. */
const history = 64;
const blockTime = 12_000;

/** Create a chain that begins with the state of a large world, and changes by what is sent to it. */
export function createNodeChain({
	runtime,
	funds,
	height: start = 8_000_000,
}: NodeChainOptions): NodeChain {
	const world = createWorld({height: start, funds});
	const state = createState(world);
	const blocks: NodeBlock[] = [];
	const byHash = new Map<string, NodeBlock>();
	const pool = new Map<string, NodeExtrinsic>();
	const listeners = new Set<(block: NodeBlock) => void>();
	const first = start - history;

	const add = (extrinsics: readonly Uint8Array[], time: number) => {
		const parent = blocks.at(-1) ?? {number: first, hash: bytesOf('block', first)};
		const block = createBlock(parent, extrinsics, time);
		blocks.push(block);
		byHash.set(block.hash, block);
		return block;
	};

	const now = Date.now();
	for (let number = first + 1; number <= start; number++) {
		const time = now - (start - number) * blockTime;
		add([createInherent(runtime, time)], time);
	}

	const head = () => blocks.at(-1)!;
	const find = (of: number | string) =>
		typeof of === 'number' ? blocks[of - first - 1] : byHash.get(of);
	const hashOf = (number: number) => {
		if (number === 0) {
			return finneyGenesis;
		}

		return number <= first ? bytesOf('block', number) : find(number)?.hash;
	};

	const read: NodeChain['read'] = (item, keys, height) => {
		switch (item) {
			case 'System.Number': {
				return height;
			}

			case 'System.BlockHash': {
				return Number(keys[0]) < height ? hashOf(Number(keys[0])) : undefined;
			}

			case 'System.ParentHash': {
				return hashOf(height - 1);
			}

			case 'System.LastRuntimeUpgrade': {
				const {spec_version, spec_name} = runtime.version;
				return {spec_version, spec_name};
			}

			case 'Timestamp.Now': {
				return BigInt(find(height)?.time ?? now);
			}

			case 'SubtensorModule.BlocksSinceLastStep': {
				return BigInt((height + Number(keys[0]) + 1) % 361);
			}

			default: {
				return state.read(item, keys, height);
			}
		}
	};

	const check: NodeChain['check'] = bytes => {
		const {number: height} = head();
		const extrinsic = readExtrinsic(runtime, bytes, {genesis: finneyGenesis, height, hashOf});
		const account = state.read('System.Account', [extrinsic.signer], height) as any;
		const nonce = Number(account?.nonce ?? 0);
		const {era} = extrinsic;
		if (!extrinsic.isSigned) {
			return {extrinsic, invalidity: 'BadProof'};
		}

		if (era !== undefined && height + 1 >= era.death) {
			return {extrinsic, invalidity: 'AncientBirthBlock'};
		}

		if (extrinsic.nonce !== nonce) {
			return {extrinsic, invalidity: extrinsic.nonce < nonce ? 'Stale' : 'Future'};
		}

		return !isFree(extrinsic.call) && (account?.data.free ?? 0n) < fee + extrinsic.tip
			? {extrinsic, invalidity: 'Payment'}
			: {extrinsic};
	};

	/** Do what an extrinsic says in a new block; the events of a call that fails are forgotten, and what it wrote was nothing. */
	const apply = (extrinsic: NodeExtrinsic, height: number): readonly NodeEvent[] => {
		const {signer, call, nonce, tip} = extrinsic;
		const events: NodeEvent[] = [];
		const work: Work = {
			signer,
			height,
			read: (item, ...keys) => read(item, keys, height),
			write(value, item, ...keys) {
				state.write(item, keys, height, value);
			},
			emit(pallet, name, value) {
				events.push({type: pallet, value: {type: name, value}});
			},
		};
		const paid = isFree(call) ? 0n : fee + tip;
		work.write(createAccount(freeOf(work, signer), nonce + 1), 'System.Account', signer);
		if (paid > 0n) {
			withdraw(work, signer, paid);
		}

		const info = {pays_fee: isFree(call) ? 'No' : 'Yes'};
		const done: {name: string; value: unknown} = {
			name: 'ExtrinsicSuccess',
			value: {dispatch_info: info},
		};
		const before = events.length;
		try {
			dispatch(work, call);
		} catch (error) {
			if (!(error instanceof DispatchError)) {
				throw error;
			}

			events.length = before;
			done.name = 'ExtrinsicFailed';
			done.value = {
				dispatch_error: runtime.error(error.pallet, error.reason),
				dispatch_info: info,
			};
		}

		if (paid > 0n) {
			work.emit('TransactionPayment', 'TransactionFeePaid', {who: signer, actual_fee: paid, tip});
		}

		work.emit('System', done.name, done.value);
		return events;
	};

	return {
		runtime,
		world,
		state,
		head,
		finalized: () => blocks.at(-1 - finality)!,
		find,
		hashOf,
		read,
		check,
		submit(extrinsic) {
			pool.set(extrinsic.hash, extrinsic);
		},
		waiting: account =>
			Array.from(pool.values(), ({signer}) => signer).filter(signer => signer === account).length,
		produce() {
			const height = head().number + 1;
			const time = Date.now();
			const included: Uint8Array[] = [createInherent(runtime, time)];
			const records = [
				record(0, 'System', 'ExtrinsicSuccess', {dispatch_info: {class: 'Mandatory'}}),
			];
			for (const [hash, {bytes}] of pool) {
				const {extrinsic, invalidity} = check(bytes);
				if (invalidity === undefined && extrinsic !== undefined) {
					const index = included.length;
					included.push(bytes);
					for (const {type, value} of apply(extrinsic, height)) {
						records.push(record(index, type, value.type, value.value));
					}
				}

				if (invalidity !== 'Future') {
					pool.delete(hash);
				}
			}

			state.write('System.Events', [], height, records);
			const block = add(included, time);
			for (const listener of listeners) {
				listener(block);
			}
		},
		onBlock(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}

const record = (index: number, pallet: string, name: string, value: unknown) => ({
	phase: {type: 'ApplyExtrinsic', value: index},
	event: {type: pallet, value: {type: name, value}},
	topics: [],
});
