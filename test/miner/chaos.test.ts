import process from 'node:process';
import {expect, test} from 'vitest';
import {runChaos} from '../helpers/chaos/run-chaos.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

test.runIf(process.platform === 'linux').each([
	['image', 'image-base/digits.onnx', 'digits'],
	['text', 'text-tiny', undefined],
] as const)(
	'no %s query is lost while the engine is killed, frozen and out of memory',
	async (task, model, kind) => {
		const {sent, told, counted, recorded, restarts, starved, left} = await runChaos({
			task,
			model,
			kind,
			queries: 200,
			harms: {kill: 4, freeze: 1, starve: 4, squeeze: 2},
			// No machine is so slow.
			answerWithin: 250_000,
			seed: 7,
			directory: await makeTemporaryFolder('chaos'),
		});

		// One that was on its way for too long was not accepted.
		const {'stale-request': stale = 0, ...lost} = told.refused;
		expect(lost).toEqual({});
		expect(told).toMatchObject({answered: sent - stale, wrong: 0});
		expect(sent).toBeGreaterThanOrEqual(200);
		expect(counted).toEqual({answered: told.answered, refused: told.refused});
		expect(recorded).toEqual(counted);
		expect(restarts).toBeGreaterThanOrEqual(5);
		expect(starved).toBe(4);
		expect(left).toEqual([]);
	},
);
