import {createHash} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {BadModelError} from '../../src/gpu/errors.ts';
import {verifyModel} from '../../src/models/verify-model.ts';
import {encodeScaleModel} from '../helpers/miner/onnx-model.ts';

let directory: string;
const model = encodeScaleModel();
const sum = {
	bytes: model.length,
	sha256: createHash('sha256').update(model).digest('hex'),
};
/** What the catalogue says of a file. */
const expectedOf = (file: string) => [{path: file, ...sum}];

beforeAll(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-verify-'));
});

afterAll(async () => {
	await rm(directory, {recursive: true});
});

async function write(bytes: Uint8Array | string) {
	const file = path.join(directory, 'model.onnx');
	await writeFile(file, bytes);
	return {name: 'model', path: file, format: 'tensor'} as const;
}

test('the file that the catalogue describes passes, and so does any ONNX file of the operator’s own', async () => {
	const own = await write(model);

	await expect(verifyModel({...own, expected: expectedOf(own.path)})).resolves.toBeUndefined();
	await expect(verifyModel(own)).resolves.toBeUndefined();
});

test('a file with one byte changed is not the one described', async () => {
	const altered = model.map((byte, index) => (index === 40 ? 255 - byte : byte));

	const written = await write(altered);

	await expect(verifyModel({...written, expected: expectedOf(written.path)})).rejects.toThrow(
		'its checksum differs from the recorded one',
	);
});

test('a file cut short or lengthened is not the one described', async () => {
	for (const bytes of [model.subarray(0, -1), Uint8Array.of(...model, 0)]) {
		const written = await write(bytes);

		await expect(verifyModel({...written, expected: expectedOf(written.path)})).rejects.toThrow(
			BadModelError,
		);
	}
});

test('a file that is missing, or a folder, cannot be used', async () => {
	const missing = path.join(directory, 'missing.onnx');

	await expect(
		verifyModel({name: 'missing', path: missing, format: 'tensor'}),
	).rejects.toMatchObject({
		code: 'bad-model',
		exitCode: 1,
		model: missing,
	});
	await expect(verifyModel({name: 'folder', path: directory, format: 'tensor'})).rejects.toThrow(
		BadModelError,
	);
});

test.each([
	['an empty file', new Uint8Array()],
	['a text', 'This is not a model.\n'],
	['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
	['zeros', new Uint8Array(1000)],
	['a model cut short', model.subarray(0, -1)],
	['a model with a byte too many', Uint8Array.of(...model, 8)],
	['a message without a graph', Uint8Array.of(8, 9, 0x42, 2, 0x10, 17)],
	['a number without end', new Uint8Array(30).fill(0xff)],
])('%s is not an ONNX file', async (_name, bytes) => {
	await expect(verifyModel(await write(bytes))).rejects.toThrow('it is not an ONNX file');
});
