import process from 'node:process';
import {afterAll, expect, test, vi} from 'vitest';
import {readCanaries} from '../../../src/ledger/canaries.ts';
import {childProcesses} from '../../helpers/miner/engine-processes.ts';
import {
	askOnAndOn,
	minerKey,
	shippedModel,
	startModelMiner,
} from '../../helpers/miner/model-miner.ts';
import {removeTemporaryFolders} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

afterAll(removeTemporaryFolders);

// A machine that is busy otherwise must not decide.
const often = {share: 0.3, interval: 20, slack: 600_000};
const never = {share: 0.3, interval: 3_600_000};

test('a better model is promoted under load, and no query is refused', async () => {
	const keepModel = vi.fn(async () => {
		// What is decided cannot be ended any more.
		expect(await control.cancelCanary()).toBeUndefined();
	});
	const {miner, control, ledger, ask} = await startModelMiner('image-tiny', {keepModel});
	const load = askOnAndOn(ask, 2);
	const model = shippedModel('image-base');
	expect(await control.useModel({model, canary: often})).toMatchObject({ok: true});
	expect(miner.state.getSnapshot()).toMatchObject({
		model: 'image-tiny',
		canary: {model: 'image-base', previous: 'image-tiny', share: 0.3, outcome: 'running'},
	});
	expect(await control.useModel({model})).toMatchObject({ok: false, code: 'canary-running'});
	expect(keepModel).not.toHaveBeenCalled();
	await until(() => miner.state.getSnapshot().canary?.outcome !== 'running');

	const {canary} = miner.state.getSnapshot();
	expect(canary).toMatchObject({
		outcome: 'promoted',
		reason: expect.stringMatching(/^It scores higher: by \+/v),
		candidate: {failed: 0},
	});
	expect(canary!.candidate.queries).toBeGreaterThanOrEqual(10);
	expect(canary!.candidate.score).toBeGreaterThan(canary!.current.score!);
	const total = canary!.candidate.queries + canary!.current.queries;
	expect(Math.abs(canary!.candidate.queries - 0.3 * total)).toBeLessThan(6);
	await until(() => miner.state.getSnapshot().model === 'image-base');
	expect(keepModel).toHaveBeenCalledExactlyOnceWith(model, {isPromoted: true});
	const statuses = await load.stop();
	expect(new Set(statuses)).toEqual(new Set([200]));
	await until(() => childProcesses().length === 1);
	await until(() => readCanaries(ledger, minerKey)[0]?.outcome === 'promoted');
	expect(readCanaries(ledger, minerKey)).toEqual([canary]);
});

test('a worse model is rolled back, and the old one goes on', async () => {
	const keepModel = vi.fn(async () => undefined);
	const {miner, control, ask} = await startModelMiner('image-base', {keepModel});
	const model = shippedModel('image-tiny');
	expect(await control.useModel({model, canary: often})).toMatchObject({ok: true});
	await until(() => miner.state.getSnapshot().canary?.outcome === 'rolled-back');

	expect(miner.state.getSnapshot()).toMatchObject({
		model: 'image-base',
		canary: {reason: expect.stringMatching(/^It scores lower: by -/v)},
	});
	expect(await ask()).toMatchObject({status: 200});
	expect(keepModel).not.toHaveBeenCalled();
	await until(() => childProcesses().length === 1);
});

test('an engine that dies again and again is rolled back, and no query is refused', async () => {
	// Time enough for the candidate's half of it, however slowly an engine starts.
	const {miner, control, ask} = await startModelMiner('image-tiny', {answerWithin: 600_000});
	const [ownEngine] = childProcesses();
	const load = askOnAndOn(ask, 2);
	const model = shippedModel('image-base');
	expect(await control.useModel({model, canary: {...never, share: 0.5}})).toMatchObject({ok: true});
	const killed: number[] = [];
	await until(() => {
		const pid = childProcesses().find(child => child !== ownEngine && !killed.includes(child));
		if (pid !== undefined) {
			process.kill(pid, 'SIGKILL');
			killed.push(pid);
		}

		return miner.state.getSnapshot().canary?.outcome !== 'running';
	});
	const {length} = load.statuses;
	await until(() => load.statuses.length > length + 20);
	const statuses = await load.stop();
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect(miner.state.getSnapshot()).toMatchObject({
		model: 'image-tiny',
		canary: {
			outcome: 'rolled-back',
			reason:
				'Its engine died 3 times, that of the model in use 0 times; the last time it was killed by signal `SIGKILL`',
			candidate: {failed: 0},
		},
	});
	await until(() => childProcesses().length === 1);
	expect(childProcesses()).toEqual([ownEngine]);
});

test('a canary is ended by hand, and another may follow', async () => {
	const {miner, control} = await startModelMiner('image-tiny');
	const model = shippedModel('image-base');
	expect(await control.cancelCanary()).toBeUndefined();
	await control.useModel({model, canary: never});
	expect(await control.cancelCanary()).toBe('image-base');
	await until(() => childProcesses().length === 1);
	expect(miner.state.getSnapshot()).toMatchObject({
		model: 'image-tiny',
		canary: {outcome: 'cancelled', reason: 'It was ended by hand'},
	});
	expect(await control.useModel({model, canary: never})).toMatchObject({ok: true});
});

test('a miner that is stopped during a canary comes back with the model in use', async () => {
	const keepModel = vi.fn(async () => undefined);
	const first = await startModelMiner('image-tiny', {keepModel});
	await first.control.useModel({model: shippedModel('image-base'), canary: never});
	await first.close();
	expect(childProcesses()).toEqual([]);
	const second = await startModelMiner('image-tiny', {directory: first.folder});

	expect(second.miner.state.getSnapshot()).toMatchObject({
		model: 'image-tiny',
		canary: {
			outcome: 'broken-off',
			reason: 'The miner was stopped before the verdict',
		},
	});
	expect(keepModel).not.toHaveBeenCalled();
});
