import {Buffer} from 'node:buffer';
import {truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {findGgufFault} from '../../../src/models/check/gguf-file.ts';
import {createCountingRead} from '../../helpers/counting-read.ts';
import {encodeGguf, listEntry, strangeEntry, textEntry} from '../../helpers/gguf/gguf-file.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let folder: string;

beforeAll(async () => {
	folder = await makeTemporaryFolder('gguf-file');
});

async function write(bytes: Uint8Array) {
	const file = path.join(folder, 'model.gguf');
	await writeFile(file, bytes);
	return file;
}

test('models pass, and their weights are not read', async () => {
	const words = Array.from({length: 50_000}, (_, index) => `word ${index}`);
	const file = await write(
		encodeGguf({
			entries: [listEntry('tokenizer.ggml.tokens', words), textEntry('x', 'y'.repeat(100_000))],
			tensors: [
				{name: 'first', dims: [256, 10], type: 12},
				{name: 'second', dims: [1000, 1000], offset: 1440},
			],
			weights: 4_001_440,
		}),
	);
	const {read, counted} = createCountingRead();

	expect(findGgufFault(file, {read})).toBeUndefined();
	expect(counted.bytes).toBeLessThan(1_100_000);
	expect(findGgufFault(await write(encodeGguf({version: 2})))).toBeUndefined();
});

test.each([
	['nothing', new Uint8Array()],
	['zeros', new Uint8Array(1000)],
	['text', Buffer.from('GGML is not it, however long it may be')],
])('%s is no GGUF file', async (_name, bytes) => {
	expect(findGgufFault(await write(bytes))).toBe('it is not a GGUF file');
});

test.each([
	['another version', {version: 4}, 'of version 4'],
	['a billion tensors', {claimed: {tensors: 1_000_000_000n}}, 'claims to have 1000000000 tensors'],
	['endless metadata', {claimed: {entries: 2n ** 63n}}, 'entries of metadata'],
	['an endless list', {entries: [listEntry('x', [], 2n ** 40n)]}, 'it ends too early'],
	['a value of an unknown type', {entries: [strangeEntry()]}, 'of the unknown type 77'],
	['a long key', {entries: [textEntry('k'.repeat(5000), '')]}, 'has 5000 bytes'],
	['five dimensions', {tensors: [{name: 'x', dims: [1, 1, 1, 1, 1]}]}, 'has 5 dimensions'],
	['absurd dimensions', {tensors: [{name: 'x', dims: [2 ** 40, 2 ** 40]}]}, 'its tensors need'],
	['weights cut short', {weights: 31}, 'its tensors need'],
	['weights beyond the file', {tensors: [{name: 'x', dims: [1], offset: 1e9}]}, 'its tensors need'],
])('a file with %s is refused', async (_name, options, problem) => {
	expect(findGgufFault(await write(encodeGguf(options)))).toContain(problem);
});

test('a sparse file of 50 GB is refused after one small read', async () => {
	const file = await write(Buffer.from('GGUF'));
	await truncate(file, 50_000_000_000);
	const {read, counted} = createCountingRead();

	expect(findGgufFault(file, {read})).toContain('of version 0');
	expect(counted.bytes).toBeLessThan(2000);
});

test('metadata are read up to a limit', async () => {
	const file = await write(encodeGguf({entries: [listEntry('x', [], 5_000_000_000n)]}));
	await truncate(file, 50_000_000_000);
	const {read, counted} = createCountingRead();

	expect(findGgufFault(file, {read})).toBe('more than 64 MiB of it are no weights');
	expect(counted.bytes).toBeLessThan(64 * 1_048_576 + 65_537);
});
