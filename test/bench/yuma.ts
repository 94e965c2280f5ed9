/**
Measure how long a consensus epoch takes over a full subnet of 256 neurons that all weigh all: `node test/bench/yuma.ts`.
*/
import {performance} from 'node:perf_hooks';
import {runEpoch} from '../../src/devnet/yuma/epoch.ts';
import {createInput} from '../helpers/chain/yuma-input.ts';
import {median} from './measure.ts';

const size = 256;
const rounds = 7;
const uids = Array.from({length: size}, (_, uid) => uid);
// Any values do; these are spread out and the same in every run.
const spread = (seed: number) => (seed * 40_503) % 65_536;
const matrix = (seed: number) =>
	uids.map(row => uids.map(column => [column, spread(seed + row * size + column)] as const));

for (const [yumaVersion, liquidAlpha] of [
	[2, false],
	[3, false],
	[3, true],
] as const) {
	const input = createInput({
		stake: uids.map(uid => 1_000_000 + spread(uid)),
		weights: matrix(1),
		bonds: matrix(7),
		parameters: {maxValidators: size, yumaVersion, liquidAlpha},
	});
	const samples = Array.from({length: rounds}, () => {
		const start = performance.now();
		runEpoch(input);
		return performance.now() - start;
	});
	const kind = liquidAlpha ? ' with liquid alpha' : '';
	console.log(`Yuma ${yumaVersion}${kind}, ${size} × ${size}: ${median(samples).toFixed(0)} ms`);
}
