/**
Measure how many blocks a second the devnet makes in one process, without Bittensor's pallets: empty ones, and ones with 50 transfers whose signatures are checked: `node test/bench/devnet.ts`.
*/
import {performance} from 'node:perf_hooks';
import {getDevelopmentAccount, startPlainDevnet} from '../helpers/chain/plain-devnet.ts';
import {callOf, signExtrinsic} from '../helpers/chain/signed-extrinsic.ts';

const emptyBlocks = 2000;
const fullBlocks = 20;
const transfers = 50;

const devnet = await startPlainDevnet();
measure('empty blocks', emptyBlocks, () => {
	devnet.produceBlock();
});

const call = callOf('Balances', 'transfer_keep_alive', {
	dest: {type: 'Id', value: getDevelopmentAccount('Eve')},
	value: 1000n,
});
const extrinsics = await Promise.all(
	Array.from({length: fullBlocks * transfers}, async (_, nonce) =>
		signExtrinsic(devnet, call, {nonce}),
	),
);
measure(`blocks with ${transfers} transfers, from pool to block`, fullBlocks, round => {
	for (const extrinsic of extrinsics.slice(round * transfers, (round + 1) * transfers)) {
		devnet.chain.pool.submit(extrinsic);
	}

	devnet.produceBlock();
});
await devnet.close();

function measure(title: string, times: number, work: (round: number) => void) {
	const start = performance.now();
	for (let round = 0; round < times; round++) {
		work(round);
	}

	const perSecond = (times / (performance.now() - start)) * 1000;
	console.log(`${title}: ${perSecond.toFixed(0)} a second`);
}
