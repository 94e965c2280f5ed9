import {randomBytes} from 'node:crypto';
import {closeSync, fstatSync, openSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createSharedMemory, findRoomyFolder} from '../../../src/gpu/process/shared-memory.ts';
import {mountSmallDisk} from '../../helpers/small-disk.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

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
	memory.write(0, randomBytes(1024 ** 2));
	memory.trim();
	expect(size()).toBe(1024 ** 2);
	// A file system that compresses would make nothing of others.
	memory.write(0, randomBytes(33 * 1024 ** 2));
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

test('rows are shared only in memory, and only where they leave room', async () => {
	const absent = path.join(await makeTemporaryFolder('shared'), 'absent');
	const small = await mountSmallDisk();
	const folders = [absent, '/proc', ...(small ? [small.directory] : [])];

	expect(folders.map(folder => findRoomyFolder(folder))).toEqual(folders.map(() => undefined));
});
