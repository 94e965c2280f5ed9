import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {findMemoryLack, measureFiles} from '../../../src/miner/models/memory-room.ts';
import {shippedModel} from '../../helpers/miner/model-miner.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const gib = 2 ** 30;
const room = {
	reading: {kind: 'gpu', name: 'NVIDIA H200', memoryUsed: 100 * gib, memoryTotal: 140 * gib},
	memoryBytes: 32 * gib,
	fileBytes: 30 * gib,
	newFileBytes: 37 * gib,
} as const;

test('a second model needs its files’ size, and what the first needs besides its own', () => {
	expect(findMemoryLack(room)).toBeUndefined();
	expect(findMemoryLack({...room, newFileBytes: 38 * gib})).toBeUndefined();
	expect(findMemoryLack({...room, newFileBytes: 39 * gib})).toBe(
		'Two models at once do not fit into memory: the new one needs about 41.0 GiB, and NVIDIA H200 has 40.0 GiB free',
	);
});

test('a process takes some memory, whatever was read', () => {
	expect(findMemoryLack({...room, memoryBytes: 0, newFileBytes: 40 * gib})).toMatch(/40\.1 GiB/v);
});

test('memory that is not known is no reason to refuse a model', () => {
	const huge = {...room, newFileBytes: 1000 * gib};
	expect(findMemoryLack({...huge, reading: undefined})).toBeUndefined();
	expect(findMemoryLack({...huge, reading: {...room.reading, memoryUsed: null}})).toBeUndefined();
	expect(findMemoryLack({...huge, reading: {...room.reading, memoryTotal: null}})).toBeUndefined();
	expect(findMemoryLack({...huge, reading: {...room.reading, kind: 'cpu'}})).toMatch(
		/and this machine has 40\.0 GiB free$/v,
	);
});

test('a model is as large as its files', async () => {
	const {expected, ...model} = shippedModel('image-tiny');
	const bytes = expected!.reduce((sum, file) => sum + file.bytes, 0);
	expect(await measureFiles({...model, expected})).toBe(bytes);
	expect(await measureFiles(model)).toBe(bytes);
	expect(await measureFiles({name: 'none', path: '/none', format: 'tensor'})).toBe(0);
});

test('a model of many files is as large as they are together, wherever in its folder they lie', async () => {
	const folder = await makeTemporaryFolder('measured');
	await mkdir(path.join(folder, 'similarity'));
	await writeFile(path.join(folder, 'model.onnx'), 'x'.repeat(70));
	await writeFile(path.join(folder, 'similarity', 'model.onnx'), 'x'.repeat(30));
	const model = {name: 'mine', path: folder, format: 'parts'} as const;

	expect(await measureFiles(model)).toBe(100);
	const [file] = shippedModel('image-tiny').expected!;
	expect(await measureFiles({...model, expected: [{...file!, bytes: 7}]})).toBe(7);
});
