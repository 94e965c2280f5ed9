import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, expect, test, vi} from 'vitest';
import {readEvents} from '../../../src/ledger/events.ts';
import {connectControl} from '../../../src/miner/control/connect-control.ts';
import {childProcesses} from '../../helpers/miner/engine-processes.ts';
import {
	askOnAndOn,
	minerKey,
	shippedModel,
	startModelMiner,
} from '../../helpers/miner/model-miner.ts';
import {encodeScaleModel} from '../../helpers/miner/onnx-model.ts';
import {removeTemporaryFolders} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

afterAll(removeTemporaryFolders);

test('models are swapped back and forth under load, and no query is refused', async () => {
	const keepModel = vi.fn(async () => undefined);
	const {miner, control, ledger, ask} = await startModelMiner('image-tiny', {keepModel});
	const load = askOnAndOn(ask);
	await until(() => load.statuses.length > 20);
	for (const name of ['image-base', 'image-tiny', 'image-base']) {
		const before = miner.state.getSnapshot().model;
		expect(await control.useModel({model: shippedModel(name)})).toEqual({
			ok: true,
			model: name,
			previous: before,
		});
		expect(miner.state.getSnapshot().model).toBe(name);
		expect(keepModel).toHaveBeenLastCalledWith(shippedModel(name), {isPromoted: false});
		const {length} = load.statuses;
		await until(() => load.statuses.length > length + 20);
	}

	const statuses = await load.stop();
	expect(new Set(statuses)).toEqual(new Set([200]));
	await until(() => miner.state.getSnapshot().queries.answered === statuses.length);
	expect(miner.state.getSnapshot().queries.refused).toBe(0);
	await until(() => childProcesses().length === 1);
	expect(
		readEvents(ledger, {...minerKey, kind: 'model-changed'}).map(({detail}) => detail),
	).toEqual([
		'The model is image-base',
		'The model is image-tiny',
		'The model is image-base',
		'The model is image-tiny',
	]);
});

test('a model that cannot be used is refused with the reason, and the old one goes on', async () => {
	const keepModel = vi.fn(async () => undefined);
	const {miner, control, folder, ledger, ask} = await startModelMiner('image-tiny', {keepModel});
	const other = path.join(folder, 'other.onnx');
	await writeFile(other, encodeScaleModel());
	const broken = path.join(folder, 'broken.onnx');
	await writeFile(broken, 'no model');
	for (const file of [other, broken, path.join(folder, 'none.onnx')]) {
		expect(
			await control.useModel({model: {name: 'new', path: file, format: 'tensor'}}),
		).toMatchObject({ok: false, code: 'bad-model', message: expect.stringContaining(file)});
	}

	expect(await ask()).toMatchObject({status: 200});
	expect(miner.state.getSnapshot().model).toBe('image-tiny');
	expect(keepModel).not.toHaveBeenCalled();
	await until(() => childProcesses().length === 1);
	expect(readEvents(ledger, {...minerKey, kind: 'model-refused'})[0]!.detail).toMatch(
		/^new was not taken, image-tiny still answers: The model `.*none\.onnx` cannot be used/v,
	);
});

test('a choice that cannot be kept for the next start is not made', async () => {
	const {miner, control} = await startModelMiner('image-tiny', {
		async keepModel() {
			throw new Error('The disk is full');
		},
	});
	await expect(control.useModel({model: shippedModel('image-base')})).rejects.toThrow();
	expect(miner.state.getSnapshot().model).toBe('image-tiny');
	await until(() => childProcesses().length === 1);
});

test('while a model is being started, another is refused', async () => {
	const {control, folder} = await startModelMiner('image-tiny');
	const second = await connectControl(path.join(folder, 'miner.sock'), {timeout: 60_000});
	const model = shippedModel('image-base');
	const replies = await Promise.all([control.useModel({model}), second.useModel({model})]);
	second.close();

	expect(replies).toContainEqual(expect.objectContaining({ok: true}));
	expect(replies).toContainEqual(expect.objectContaining({code: 'model-busy'}));
});

test('a miner that is closed while a model starts leaves no process', async () => {
	const {control, close} = await startModelMiner('image-tiny');
	const asked = control.useModel({model: shippedModel('image-base')}).catch(() => undefined);
	await until(() => childProcesses().length === 2);
	await close();
	await asked;

	expect(childProcesses()).toEqual([]);
});
