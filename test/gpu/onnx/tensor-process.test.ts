import {expect, test} from 'vitest';
import {encodeScaleModel} from '../../helpers/miner/onnx-model.ts';
import {startTestRunner} from '../../helpers/miner/start-test-runner.ts';

const width = 10_000;

/** Together larger than what is kept of shared memory while nothing is under way. */
const drawRows = (first: number) =>
	Array.from({length: 240}, (_, row) => new Float32Array(width).fill(first + row));

test('passes that are under way at once have their own rows and answers, also large ones', async () => {
	const runner = await startTestRunner(encodeScaleModel({width}));
	for (const round of [1, 2, 3]) {
		const passes = [1, 2, 3, 4].map(pass => drawRows(round * 10_000 + pass * 1000));
		const answers = await Promise.all(passes.map(async rows => runner.run(rows)));
		const isRight = answers.map((rows, pass) =>
			rows.every((row, index) => {
				const doubled = 2 * passes[pass]![index]![0]!;
				return row.length === width && row.every(number => number === doubled);
			}),
		);

		expect(isRight).toEqual([true, true, true, true]);
	}

	expect(runner.restarts()).toBe(0);
});
