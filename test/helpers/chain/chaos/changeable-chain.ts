import {type Chain, createChain} from '../../../../src/devnet/blocks/chain.ts';
import type {Block} from '../../../../src/devnet/blocks/header.ts';
import type {BuiltBlock} from '../../../../src/devnet/blocks/seal.ts';
import type {BlockContext} from '../../../../src/devnet/pallet/context.ts';
import type {Runtime} from '../../../../src/devnet/runtime/runtime.ts';
import type {Change} from '../../../../src/devnet/state/history.ts';
import type {Clock} from '../../../../src/support/clock.ts';

/** A chain as its node shows it, whose past and runtime can be changed. */
export type ChangeableChain = {
	/** What the node serves. Its head is behind while it lags. */
	readonly shown: Chain;
	/** The newest segment, whose head is that of the network. */
	readonly actual: () => Chain;
	readonly runtime: () => Runtime;
	/** Number of the last block that no reorganization undoes. */
	readonly finalized: () => number;
	/** Produce a block; it is empty if `isEmpty`. */
	readonly produce: (options?: {readonly isEmpty?: boolean}) => Block;
	/** Replace the newest blocks by as many others and one more, as far as they are not final. What they held goes back to the pool, or is lost with the pool. */
	readonly reorganize: (blocks: number, options: {readonly keepsPool: boolean}) => void;
	/** Continue from an earlier block, as a network does that was restored from a backup. Later blocks are forgotten, and so are the states before. */
	readonly restore: (blocks: number) => void;
	/** Continue with another runtime. */
	readonly upgrade: (runtime: Runtime) => void;
	/** Forget what waits for a block. */
	readonly losePool: () => void;
	/** How many blocks finality is behind. */
	readonly setFinalityLag: (blocks: number) => void;
	/** How many blocks the node is behind its network. */
	readonly setLag: (blocks: number) => void;
	readonly close: () => void;
};

export type ChangeableChainOptions = {
	readonly runtime: Runtime;
	readonly genesis: Genesis;
	readonly clock: Clock;
	readonly onFault: (error: unknown) => void;
};

/** What is stored of a first block. */
export type Genesis = Entry;

type Entry = {readonly block: Block; readonly changes: readonly Change[]};

/** Write a first block once, for several chains that begin with it. */
export function writeGenesis(
	runtime: Runtime,
	write: (context: BlockContext) => void,
	clock: Clock,
): Genesis {
	const saved: Entry[] = [];
	createChain({
		runtime,
		genesis: write,
		store: {
			load: () => undefined,
			save(block, changes) {
				saved.push({block, changes});
			},
			close: () => undefined,
		},
		clock,
		keep: 1,
		onFault: () => undefined,
	});
	return saved[0]!;
}

/**
Create a chain that can be forked, set back and upgraded while it is served.

It is a sequence of chains of the devnet, each of which begins with the state of the one before it at some block.
*/
export function createChangeableChain({
	runtime: first,
	genesis,
	clock,
	onFault,
}: ChangeableChainOptions): ChangeableChain {
	let entries: Entry[] = [genesis];
	/** Newest first. Those before tell of blocks that were left, and of earlier states. */
	let segments: readonly Chain[] = [];
	let runtime = first;
	let finalityLag = 0;
	let finalized = 0;
	let lag = 0;
	let told = 0;
	const listeners = new Set<(built: BuiltBlock) => void>();

	const getState = (): readonly Change[] => [...new Map(entries.flatMap(({changes}) => changes))];

	const begin = () => {
		const saved = {state: getState(), blocks: entries.map(({block}) => block)};
		const segment = createChain({
			runtime,
			genesis() {
				throw new TypeError('It has begun');
			},
			store: {
				load: () => saved,
				save(block, changes) {
					entries.push({block, changes});
				},
				close: () => undefined,
			},
			clock,
			keep: 10_000,
			onFault,
		});
		segments = [segment, ...segments];
	};

	begin();
	const actual = () => segments[0]!;
	const shownNumber = () => Math.max(0, entries.length - 1 - lag);
	const shownHead = () => entries[shownNumber()]!.block;

	/** Tell of the newest block shown, unless it is known. */
	const tell = () => {
		const number = shownNumber();
		finalized = Math.max(finalized, number - finalityLag);
		if (number <= told) {
			return;
		}

		told = number;
		const {block, changes} = entries[number]!;
		for (const listener of listeners) {
			listener({block, changes, extrinsics: []});
		}
	};

	const listWaiting = () =>
		actual()
			.pool.ready()
			.map(({bytes}) => bytes);

	const resubmit = (extrinsics: readonly Uint8Array[]) => {
		for (const bytes of extrinsics) {
			// What a block holds by itself is refused here, and so is what is no longer valid.
			actual().pool.submit(bytes);
		}
	};

	const beginAt = (number: number, {keepsPool}: {readonly keepsPool: boolean}) => {
		const waiting = listWaiting();
		const left = entries.slice(number + 1).flatMap(({block}) => block.extrinsics);
		entries = entries.slice(0, number + 1);
		begin();
		if (keepsPool) {
			resubmit([...left, ...waiting]);
		}
	};

	/** A block always includes one of what waits, so for an empty one nothing may wait. */
	const produceUntold = (isEmpty = false) => {
		const waiting = isEmpty ? listWaiting() : [];
		if (waiting.length > 0) {
			beginAt(entries.length - 1, {keepsPool: false});
		}

		const block = actual().produceBlock();
		resubmit(waiting);
		return block;
	};

	const shown: Chain = {
		get runtime() {
			return runtime;
		},
		genesis: genesis.block.hash,
		pool: {
			submit: (bytes, listener) => actual().pool.submit(bytes, listener),
			ignore(hash, listener) {
				actual().pool.ignore(hash, listener);
			},
			ready: () => actual().pool.ready(),
			nextNonce: account => actual().pool.nextNonce(account),
			reject(...rejected) {
				actual().pool.reject(...rejected);
			},
			settle(built) {
				actual().pool.settle(built);
			},
		},
		head: shownHead,
		getBlock(hash) {
			const block = segments
				.map(segment => segment.getBlock(hash))
				.find(found => found !== undefined);
			return block && block.header.number <= shownNumber() ? block : undefined;
		},
		getHash: number => (number <= shownNumber() ? entries[number]?.block.hash : undefined),
		cellsAt: block =>
			segments
				.filter(segment => segment.getHash(block.header.number) === block.hash)
				.map(segment => segment.cellsAt(block))
				.find(cells => cells !== undefined),
		produceBlock: () => produceUntold(),
		dryRun: bytes => actual().dryRun(bytes),
		onBlock(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		close: () => undefined,
	};

	return {
		shown,
		actual,
		runtime: () => runtime,
		finalized: () => finalized,
		produce({isEmpty} = {}) {
			const block = produceUntold(isEmpty);
			tell();
			return block;
		},
		reorganize(blocks, options) {
			const height = entries.length - 1;
			const base = Math.max(finalized, height - blocks);
			beginAt(base, options);
			for (let number = base; number <= height; number++) {
				// The pool is not included at once: it may be another author's turn.
				produceUntold(number === base);
			}

			tell();
		},
		restore(blocks) {
			const base = Math.max(1, entries.length - 1 - blocks);
			beginAt(base, {keepsPool: false});
			segments = segments.slice(0, 1);
			finalized = Math.min(finalized, base);
			told = base;
		},
		upgrade(next) {
			runtime = next;
			beginAt(entries.length - 1, {keepsPool: false});
		},
		losePool() {
			beginAt(entries.length - 1, {keepsPool: false});
		},
		setFinalityLag(blocks) {
			finalityLag = blocks;
		},
		setLag(blocks) {
			lag = blocks;
			told = Math.min(told, shownNumber());
			tell();
		},
		close() {
			for (const segment of segments) {
				segment.close();
			}
		},
	};
}
