import type {Clock} from '../../support/clock.ts';
import {createCheck, type Check} from '../extrinsic/check.ts';
import {blockHashCount} from '../frame/system/storage.ts';
import type {BlockContext} from '../pallet/context.ts';
import {createPool, type Pool} from '../pool/pool.ts';
import type {Runtime} from '../runtime/runtime.ts';
import type {Hex} from '../scale/type.ts';
import type {Cells} from '../state/cells.ts';
import {createStateHistory} from '../state/history.ts';
import {createState} from '../state/typed-state.ts';
import type {ChainStore} from '../store/chain-store.ts';
import {createBlockArchive} from './archive.ts';
import {beginBlocks, restoreBlocks} from './beginning.ts';
import {buildBlock, type BuildOptions} from './build-block.ts';
import {dryRun} from './dry-run.ts';
import type {Block} from './header.ts';
import type {BuiltBlock} from './seal.ts';

export type BlockListener = (built: BuiltBlock) => void;

/** A chain: its blocks, its state at each of them, and the pool of transactions for the next. Every block is final at once. */
export type Chain = {
	readonly runtime: Runtime;
	/** Hash of block 0. */
	readonly genesis: Hex;
	readonly pool: Pool;
	readonly head: () => Block;
	readonly getBlock: (hash: Hex) => Block | undefined;
	readonly getHash: (number: number) => Hex | undefined;
	/** The stored values after a block, or `undefined` if they are no longer kept. */
	readonly cellsAt: (block: Block) => Cells | undefined;
	/** Produce the next block now. If a pallet's hook throws, the error is rethrown and the chain is unchanged. */
	readonly produceBlock: (options?: ProduceOptions) => Block;
	/** Apply an extrinsic to the newest block and discard the changes; returns Rust's `ApplyExtrinsicResult` as bytes. */
	readonly dryRun: (bytes: Uint8Array) => Uint8Array;
	/** Subscribe to blocks, called once their state can be read; returns a function that unsubscribes. */
	readonly onBlock: (listener: BlockListener) => () => void;
	readonly close: () => void;
};

export type ProduceOptions = Partial<Pick<BuildOptions, 'hasTime'>>;

export type ChainOptions = Pick<BuildOptions, 'onFault'> & {
	readonly runtime: Runtime;
	/** Write the state of block 0. */
	readonly genesis: (context: BlockContext) => void;
	readonly store: ChainStore;
	readonly clock: Clock;
	/** Number of blocks whose state can be read. */
	readonly keep: number;
};

/** Discarding the old states of many blocks costs little more than of one. */
const pruneEvery = 100;

/**
Start a chain, or resume the one in the store.
*/
export function createChain({
	runtime,
	genesis: writeGenesis,
	store,
	clock,
	keep,
	onFault,
}: ChainOptions): Chain {
	const history = createStateHistory();
	const saved = store.load();
	const archive = createBlockArchive(
		saved
			? restoreBlocks(history, saved)
			: beginBlocks({runtime, history, store, genesis: writeGenesis}),
	);
	const oldestState = archive.head().header.number;
	const listeners = new Set<BlockListener>();
	let broken: unknown;
	const genesis = archive.getHash(0)!;
	const {spec_version: specVersion, transaction_version: transactionVersion} = runtime.version;
	const nextNumber = () => archive.head().header.number + 1;
	const check: Check = createCheck({
		runtime,
		signing: {specVersion, transactionVersion, genesis},
		blockHash: number =>
			number === 0 || number >= nextNumber() - blockHashCount ? archive.getHash(number) : undefined,
	});
	const pool = createPool({runtime, check, clock, state: () => createState(history, nextNumber())});

	return {
		runtime,
		genesis,
		pool,
		head: archive.head,
		getBlock: archive.get,
		getHash: archive.getHash,
		cellsAt({header: {number}}) {
			const oldest = Math.max(oldestState, nextNumber() - keep);
			return number < oldest ? undefined : history.at(number);
		},
		produceBlock({hasTime = () => true} = {}) {
			if (broken !== undefined) {
				// A block that is not saved must not be built on.
				throw new Error('The chain stopped: a block could not be saved', {cause: broken});
			}

			const built = buildBlock({
				runtime,
				check,
				history,
				hasTime,
				onFault,
				parent: archive.head(),
				now: clock.now(),
				waiting: pool.ready(),
				onRefused: pool.reject,
			});
			try {
				store.save(built.block, built.changes);
			} catch (error) {
				broken = error;
				throw error;
			}

			archive.add(built.block);
			archive.prune(nextNumber() - keep);
			if (nextNumber() % pruneEvery === 0) {
				history.prune(nextNumber() - keep);
			}

			for (const listener of listeners) {
				listener(built);
			}

			pool.settle(built);
			return built.block;
		},
		dryRun: bytes => dryRun(bytes, {runtime, check, history, number: nextNumber()}),
		onBlock(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		close: store.close,
	};
}
