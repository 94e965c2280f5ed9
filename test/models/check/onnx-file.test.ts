import {Buffer} from 'node:buffer';
import {mkdir, open, symlink, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {findOnnxFault} from '../../../src/models/check/onnx-file.ts';
import {createCountingRead} from '../../helpers/counting-read.ts';
import {
	bytesField,
	encodeOnnxModel,
	encodeScaleModel,
	encodeSlowModel,
	intField,
	textField,
} from '../../helpers/miner/onnx-model.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let folder: string;

beforeEach(async () => {
	folder = await makeTemporaryFolder('onnx-file');
});

async function write(...parts: readonly Uint8Array[]) {
	const file = path.join(folder, 'model.onnx');
	await writeFile(file, Buffer.concat(parts));
	return file;
}

const value = (...dims: readonly Uint8Array[]) =>
	bytesField(
		12,
		bytesField(2, bytesField(1, bytesField(2, Buffer.concat(dims.map(dim => bytesField(1, dim)))))),
	);

const modelOf = (...graph: readonly Uint8Array[]) =>
	Buffer.concat([
		intField(1, 9),
		bytesField(7, Buffer.concat([...graph, value()])),
		bytesField(8, intField(2, 17)),
	]);

const tensorOf = (...fields: readonly Uint8Array[]) => bytesField(5, Buffer.concat(fields));

const externalTensor = (entries: Readonly<Record<string, string>>, dims: readonly number[] = [2]) =>
	tensorOf(
		...dims.map(dim => intField(1, dim)),
		intField(2, 1),
		...Object.entries(entries).map(([key, text]) =>
			bytesField(13, Buffer.concat([textField(1, key), textField(2, text)])),
		),
		intField(14, 1),
	);

test('models pass, and their weights are not read', async () => {
	const small = await write(encodeScaleModel());
	expect(findOnnxFault(small)).toBeUndefined();

	const {read, counted} = createCountingRead();
	const large = await write(encodeSlowModel({width: 1024, layers: 20}));

	expect(findOnnxFault(large, {read})).toBeUndefined();
	expect(counted.bytes).toBeLessThan(10_000);
});

test('a sparse file of 50 GB is refused without a read', async () => {
	const file = await write(encodeScaleModel());
	await truncate(file, 50_000_000_000);
	const {read, counted} = createCountingRead();

	expect(findOnnxFault(file, {read})).toContain('at most 2 GiB');
	expect(counted.reads).toBe(0);
});

test('a sparse file below that is refused at its first zero', async () => {
	const file = await write(encodeScaleModel());
	await truncate(file, 2_147_483_647);
	const {read, counted} = createCountingRead();

	expect(findOnnxFault(file, {read})).toBe('it is not an ONNX file');
	expect(counted.bytes).toBeLessThan(2000);
});

test.each([
	['numbers', intField(1, 9)],
	['empty messages', bytesField(8, new Uint8Array())],
	['unknown fields', intField(99, 1)],
])('two million tiny %s are refused after a million', async (_name, field) => {
	const file = await write(Buffer.alloc(2_000_000 * field.length, field), encodeScaleModel());
	const {read, counted} = createCountingRead();

	expect(findOnnxFault(file, {read})).toBe('it has too many fields');
	expect(counted.bytes).toBeLessThan(1_000_000 * field.length + 65_537);
	expect(counted.reads).toBeLessThan(100);
});

test('the numbers of a decision forest may be many, but no more than so many bytes', async () => {
	const forest = (count: number) => {
		const numbers = Buffer.alloc(count * 2, intField(8, 1));
		const attribute = Buffer.concat([textField(1, 'nodes'), numbers]);
		return modelOf(bytesField(1, bytesField(5, attribute)));
	};

	expect(findOnnxFault(await write(forest(1_500_000)))).toBeUndefined();
	expect(findOnnxFault(await write(forest(34_000_000)))).toBe(
		'more than 64 MiB of it are no weights',
	);
});

test('a file that names nothing beside itself may not be nested without end', async () => {
	let graph: Uint8Array = value();
	for (let level = 0; level < 60; level++) {
		graph = Buffer.concat([bytesField(1, bytesField(5, bytesField(6, graph))), value()]);
	}

	expect(findOnnxFault(await write(modelOf(graph)))).toBe('its graphs are nested too deeply');
});

test('external data in the folder of the model pass', async () => {
	const file = await write(modelOf(externalTensor({location: 'data/weights.bin'}, [2, 3])));
	await mkdir(path.join(folder, 'data'));
	await writeFile(path.join(folder, 'data', 'weights.bin'), Buffer.alloc(24));

	expect(findOnnxFault(file)).toBeUndefined();
});

test.each([
	['/etc/passwd', 'outside its folder'],
	['../weights.bin', 'outside its folder'],
	['data/../../weights.bin', 'outside its folder'],
	[String.raw`..\weights.bin`, 'outside its folder'],
	[String.raw`C:\weights.bin`, 'outside its folder'],
	['link.bin', 'a link to outside'],
	['linked/passwd', 'a link to outside'],
	['*/_ORT_MEM_ADDR_/*', 'missing'],
	['missing.bin', 'missing'],
	['', 'without a name'],
	['.', 'a link to outside'],
	['folder', 'not a file'],
	['x'.repeat(5000), 'has 5000 bytes'],
])('external data at %j are refused', async (location, problem) => {
	await writeFile(path.join(folder, '..', 'weights.bin'), Buffer.alloc(24)).catch(() => undefined);
	await symlink('/etc/passwd', path.join(folder, 'link.bin'));
	await symlink('/etc', path.join(folder, 'linked'));
	await mkdir(path.join(folder, 'folder'));

	expect(findOnnxFault(await write(modelOf(externalTensor({location}))))).toContain(problem);
});

test('external data are found wherever a tensor can be', async () => {
	const tensor = externalTensor({location: '/etc/passwd'}).subarray(2);
	const attribute = (field: number, content: Uint8Array) =>
		bytesField(1, bytesField(5, bytesField(field, content)));
	const nested = Buffer.concat([bytesField(5, tensor), value()]);
	const inFunction = bytesField(25, bytesField(7, bytesField(5, bytesField(5, tensor))));
	const places = [
		modelOf(attribute(5, tensor)),
		modelOf(attribute(10, tensor)),
		modelOf(attribute(6, nested)),
		modelOf(attribute(11, nested)),
		modelOf(attribute(22, bytesField(1, tensor))),
		modelOf(attribute(23, bytesField(2, tensor))),
		modelOf(bytesField(15, bytesField(1, tensor))),
		Buffer.concat([modelOf(), inFunction]),
		Buffer.concat([modelOf(), bytesField(20, bytesField(1, bytesField(5, tensor)))]),
	];

	for (const [index, bytes] of places.entries()) {
		expect(findOnnxFault(await write(bytes)), String(index)).toContain('outside its folder');
	}
});

test('a number that is said to be elsewhere has to be somewhere', async () => {
	const number = tensorOf(intField(2, 1), bytesField(9, Buffer.alloc(4)), intField(14, 1));

	expect(findOnnxFault(await write(modelOf(number)))).toContain('without a name');
});

test('external data that a file does not have are refused', async () => {
	await writeFile(path.join(folder, 'weights.bin'), Buffer.alloc(24));
	const check = async (entries: Readonly<Record<string, string>>, dims: readonly number[]) =>
		findOnnxFault(
			await write(modelOf(externalTensor({location: 'weights.bin', ...entries}, dims))),
		);

	expect(await check({offset: '16', length: '8'}, [2])).toBeUndefined();
	expect(await check({offset: '16', length: '9'}, [2])).toContain('beyond that file');
	expect(await check({offset: '25'}, [2])).toContain('beyond that file');
	expect(await check({offset: '-8'}, [2])).toContain('beyond that file');
	expect(await check({offset: '0', length: '4'}, [2])).toContain('2 elements, and 4 bytes');
	expect(await check({}, [7])).toContain('7 elements, and 24 bytes');
});

test.each([
	['too many', [intField(1, 3), intField(2, 1), bytesField(9, Buffer.alloc(8))]],
	['a packed list of too many', [bytesField(1, Buffer.of(1, 3)), bytesField(9, Buffer.alloc(0))]],
	['no data', [intField(1, 1000), intField(2, 1)]],
	['a billion squared', [intField(1, 1e9), intField(1, 1e9), bytesField(9, Buffer.alloc(8))]],
	['below zero', [Buffer.from('08ffffffffffffffffff01', 'hex'), bytesField(9, Buffer.alloc(8))]],
])('a tensor with dimensions of %s is refused', async (_name, fields) => {
	expect(findOnnxFault(await write(modelOf(tensorOf(...fields))))).toContain('dimensions of');
});

test('a tensor has its data as bytes, as numbers or as strings', async () => {
	const tensors = [
		tensorOf(intField(1, 2), intField(2, 1), bytesField(9, Buffer.alloc(8))),
		tensorOf(intField(1, 2), intField(2, 1), bytesField(4, Buffer.alloc(8))),
		tensorOf(bytesField(1, Buffer.of(2, 1)), intField(2, 7), bytesField(7, Buffer.alloc(2))),
		tensorOf(intField(1, 2), intField(2, 8), textField(6, ''), textField(6, '')),
		tensorOf(intField(1, 0), intField(2, 1)),
		tensorOf(intField(1, 5), intField(2, 22), bytesField(9, Buffer.alloc(3))),
	];

	expect(findOnnxFault(await write(modelOf(...tensors)))).toBeUndefined();
});

test('an input or output of absurd dimensions is refused', async () => {
	const dimension = (size: number) => intField(1, size);
	const free = textField(2, 'batch');

	expect(findOnnxFault(await write(modelOf(value(free, dimension(784)))))).toBeUndefined();
	expect(findOnnxFault(await write(modelOf(value(free, dimension(3e9)))))).toContain(
		'dimensions of 3000000000 elements',
	);
	expect(
		findOnnxFault(await write(modelOf(value(dimension(65_536), dimension(65_536))))),
	).toContain('dimensions of');
	expect(
		findOnnxFault(
			await write(
				encodeOnnxModel({
					inputs: [{name: 'x', dims: [100_000, 100_000]}],
					outputs: [{name: 'y', dims: ['batch', 1]}],
					nodes: [],
				}),
			),
		),
	).toContain('dimensions of');
});

test('a graph without outputs, or a part of the wrong kind, is no model', async () => {
	const parts = (graph: Uint8Array) =>
		Buffer.concat([intField(1, 9), graph, bytesField(8, intField(2, 17))]);

	expect(findOnnxFault(await write(parts(bytesField(7, new Uint8Array()))))).toBe(
		'it is not an ONNX file',
	);
	expect(findOnnxFault(await write(parts(intField(7, 1))))).toBe('it is not an ONNX file');
	expect(findOnnxFault(await write(modelOf(), Buffer.of(0x4b)))).toBe('it is not an ONNX file');
});

test('a file that shrinks while it is checked ends too early', async () => {
	const file = await write(encodeScaleModel());

	expect(findOnnxFault(file, {read: () => 0})).toBe('it ends too early');
});

test('the file is closed again', async () => {
	const file = await write(encodeScaleModel());
	await using before = await open(file);
	for (let index = 0; index < 20; index++) {
		findOnnxFault(file);
	}

	await using after = await open(file);
	expect(after.fd - before.fd).toBeLessThan(10);
});
