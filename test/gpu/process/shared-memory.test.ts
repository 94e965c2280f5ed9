import {closeSync, fstatSync, openSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, expect, onTestFinished, test} from 'vitest';
import {createSharedMemory} from '../../../src/gpu/process/shared-memory.ts';
import {makeTemporaryFolder, removeTemporaryFolders} from '../../helpers/temporary-folder.ts';

afterAll(removeTemporaryFolders);

async function create() {
	const folder = await makeTemporaryFolder('shared');
	const memory = createSharedMemory(folder)!;
	onTestFinished(memory.close);
	return {folder, memory};
}

const bytes = (length: number, first: number) =>
	Uint8Array.from({length}, (_, index) => (first + index) % 251);

test('slots keep what was written, and leave no name', async () => {
	const {folder, memory} = await create();
	for (const slot of [0, 1, 7]) {
		expect(memory.write(slot, bytes(70_000, slot))).toBe(true);
	}

	for (const slot of [7, 0, 1]) {
		const read = new Uint8Array(70_000);
		expect(memory.read(slot, read)).toBe(true);
		expect(read).toEqual(bytes(70_000, slot));
	}

	expect(readdirSync(folder)).toEqual([]);
	expect(fstatSync(memory.descriptor).mode & 0o777).toBe(0o600);
});

test('what was not written cannot be read', async () => {
	const {memory} = await create();
	memory.write(0, bytes(100, 1));

	expect(memory.read(0, new Uint8Array(101))).toBe(false);
	expect(memory.read(1, new Uint8Array(1))).toBe(false);
	expect(memory.read(-1, new Uint8Array(1))).toBe(false);
});

test('much memory is given back, and little is kept', async () => {
	const {memory} = await create();
	const size = () => fstatSync(memory.descriptor).size;
	memory.write(0, new Uint8Array(1024 ** 2).fill(1));
	memory.trim();
	expect(size()).toBe(1024 ** 2);
	memory.write(0, new Uint8Array(33 * 1024 ** 2).fill(1));
	memory.trim();
	expect(size()).toBe(0);
	expect(memory.write(0, bytes(10, 0))).toBe(true);
});

test('once it is closed, nothing is written to whatever file has its descriptor then', async () => {
	const {folder, memory} = await create();
	memory.close();
	memory.close();
	const file = path.join(folder, 'other');
	const other = openSync(file, 'w+');
	onTestFinished(() => {
		closeSync(other);
	});

	expect(memory.write(0, bytes(10, 0))).toBe(false);
	expect(memory.read(0, new Uint8Array(1))).toBe(false);
	memory.trim();
	expect(readFileSync(file)).toHaveLength(0);
});

test('there is none without a file system in memory', async () => {
	const folder = await makeTemporaryFolder('shared');
	expect(createSharedMemory(path.join(folder, 'absent'))).toBeUndefined();
});
