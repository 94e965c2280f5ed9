import process from 'node:process';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeRegisteredHome} from '../helpers/miner/registered-home.ts';
import {childrenOf, isGone} from '../helpers/processes.ts';
import {until} from '../helpers/until.ts';

let devnet: DevnetProcess;

beforeAll(async () => {
	devnet = await startDevnetProcess();
});

afterAll(async () => {
	expect(await devnet.stop()).toBe(0);
});

/** Mine with the worst model of a task, which is in use from now on. */
async function mineWithWorst(task: string, netuid: number) {
	const {run} = await makeRegisteredHome(devnet, netuid);
	onTestFinished(async () => {
		await run('stop');
	});
	const mine = async () => {
		expect(await run('mine', '--netuid', String(netuid), '--port', '0', '--detach')).toMatchObject({
			ok: true,
		});
	};

	await run('models', 'use', task, `${task}-tiny`);
	await mine();
	return {run, mine, readMiner: async () => (await run('status')).miners[0]};
}

test('under the devnet’s validators a better language model is promoted, and a worse one rolled back', async () => {
	const {run, mine, readMiner} = await mineWithWorst('translation', 2);
	const [best, worst] = ['translation-base', 'translation-tiny'];
	const tryModel = async (model: string) => {
		const words = ['--canary', '50%', '--questions', '600', '--slack', '600000'];
		expect(await run('models', 'use', 'translation', model, ...words)).toMatchObject({ok: true});
		return until(
			async () => {
				const miner = await readMiner();
				return miner.canary.outcome === 'running' ? undefined : miner;
			},
			{interval: 500},
		);
	};

	expect(await tryModel(best)).toMatchObject({
		model: best,
		canary: {outcome: 'promoted', model: best, previous: worst},
		queries: {refused: 0},
	});
	expect(await tryModel(worst)).toMatchObject({
		model: best,
		canary: {outcome: 'rolled-back', model: worst, previous: best},
		queries: {refused: 0},
	});
	expect(await run('models', 'list')).toMatchObject({
		canaries: [{outcome: 'rolled-back', model: worst}],
		models: expect.arrayContaining([expect.objectContaining({name: best, in_use: true})]),
	});
	expect(await run('models', 'use', 'translation', '--cancel')).toMatchObject({
		ok: false,
		error: {code: 'not-mining'},
	});
	expect(await run('stop')).toMatchObject({ok: true});
	// Started again, it has the model that was promoted.
	await mine();
	expect(await readMiner()).toMatchObject({model: best});
});

test('a miner that is killed during a trial keeps the record of it, without a verdict, and comes back with the model in use', async () => {
	const {run, mine, readMiner} = await mineWithWorst('text', 1);
	// So few questions that no verdict can come before the end.
	const words = ['text-base', '--canary', '50%', '--questions', '60'];
	expect(await run('models', 'use', 'text', ...words)).toMatchObject({ok: true});
	const {pid, canary} = await until(
		async () => {
			const miner = await readMiner();
			return miner.canary.pairs > 0 && miner.canary.candidate.queries > 0 && miner;
		},
		{interval: 500},
	);
	expect(canary.outcome).toBe('running');
	expect((await run('models', 'list')).canaries).toMatchObject([{outcome: 'running'}]);
	const engines = await childrenOf(pid);
	process.kill(pid, 'SIGKILL');
	await until(async () =>
		(await Promise.all([pid, ...engines].map(async one => isGone(one)))).every(Boolean),
	);

	const record = {
		outcome: 'broken-off',
		reason: 'The miner ended before it recorded a verdict',
		model: 'text-base',
		previous: 'text-tiny',
		started_at: canary.started_at,
	};
	expect(await run('status')).toMatchObject({miners: []});
	const [left] = (await run('models', 'list')).canaries;
	expect(left).toMatchObject({...record, ended_at: null});
	expect(left.pairs).toBeGreaterThanOrEqual(canary.pairs);

	await mine();
	const again = await readMiner();
	expect(again).toMatchObject({model: 'text-tiny', canary: {...record, pairs: left.pairs}});
	expect(again.canary.ended_at).toBeGreaterThan(canary.started_at);
	expect((await run('models', 'list')).canaries).toMatchObject([
		{...record, ended_at: again.canary.ended_at},
	]);
	expect((await run('logs')).logs[0].lines).toContainEqual(
		expect.stringMatching(/The trial of text-base ended: it was broken off\. The miner ended/v),
	);
	await until(async () => (await readMiner()).queries.answered > 0, {interval: 500});
	expect(await childrenOf(again.pid)).toHaveLength(1);
});
