import type {Devnet} from '../../../src/devnet/devnet.ts';
import type {FakeClock} from '../fake-clock.ts';
import type {LyingNode} from './lying-node.ts';

export type ProduceOptions = {
	readonly devnet: Devnet;
	/** What stands between the chain and its clients. */
	readonly node: LyingNode;
	/** That of the clients: a block takes a second. */
	readonly clock: FakeClock;
};

/** Make blocks, and let clients do all they have to do after each, until work has ended. */
export async function produceBlocksUntil<Result>(
	work: Promise<Result>,
	options: ProduceOptions,
): Promise<Result> {
	const state = {isOver: false};
	const end = () => {
		state.isOver = true;
	};

	work.then(end).catch(end);
	while (!state.isOver) {
		await produceBlocks(1, options);
	}

	return work;
}

/** Make so many blocks, and let clients do all they have to do after each. */
export async function produceBlocks(
	count: number,
	{devnet, node, clock}: ProduceOptions,
): Promise<void> {
	for (let made = 0; made < count; made++) {
		await node.quiet();
		devnet.produceBlock();
		await node.quiet();
		clock.advance(1000);
	}
}
