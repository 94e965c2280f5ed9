import {afterAll, beforeAll, expect, test} from 'vitest';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeRegisteredHome} from '../helpers/miner/registered-home.ts';
import {until} from '../helpers/until.ts';

let devnet: DevnetProcess;

beforeAll(async () => {
	devnet = await startDevnetProcess();
});

afterAll(async () => {
	expect(await devnet.stop()).toBe(0);
});

test('under the devnet’s validators a better model is promoted, and a worse one rolled back', async () => {
	const {run} = await makeRegisteredHome(devnet, 3);
	const mine = ['mine', '--netuid', '3', '--port', '0', '--detach'];
	expect(await run(...mine, '--model', 'image-tiny')).toMatchObject({ok: true});
	const tryModel = async (model: string) => {
		const words = ['--canary', '50%', '--questions', '600', '--slack', '600000'];
		expect(await run('models', 'use', 'image', model, ...words)).toMatchObject({ok: true});
		return until(
			async () => {
				const {miners} = await run('status');
				return miners[0].canary.outcome === 'running' ? undefined : miners[0];
			},
			{interval: 500},
		);
	};

	expect(await tryModel('image-base')).toMatchObject({
		model: 'image-base',
		canary: {outcome: 'promoted', model: 'image-base', previous: 'image-tiny'},
		queries: {refused: 0},
	});
	expect(await tryModel('image-tiny')).toMatchObject({
		model: 'image-base',
		canary: {outcome: 'rolled-back', model: 'image-tiny', previous: 'image-base'},
		queries: {refused: 0},
	});
	expect(await run('models', 'list')).toMatchObject({
		canaries: [{outcome: 'rolled-back', model: 'image-tiny'}],
		models: expect.arrayContaining([expect.objectContaining({name: 'image-base', in_use: true})]),
	});
	expect(await run('models', 'use', 'image', '--cancel')).toMatchObject({
		ok: false,
		error: {code: 'not-mining'},
	});
	expect(await run('stop')).toMatchObject({ok: true});
	// Started again, it has the model that was promoted.
	expect(await run(...mine)).toMatchObject({ok: true});
	expect((await run('status')).miners).toMatchObject([{model: 'image-base'}]);
	expect(await run('stop')).toMatchObject({ok: true});
});
