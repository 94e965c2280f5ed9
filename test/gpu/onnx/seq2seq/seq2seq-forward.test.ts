import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createDecodeLoop} from '../../../../src/gpu/onnx/decoder/decode-loop.ts';
import {readModelFolder} from '../../../../src/gpu/onnx/decoder/model-folder.ts';
import {createTextModel} from '../../../../src/gpu/onnx/decoder/text-model.ts';
import {openSession, type OpenSession} from '../../../../src/gpu/onnx/open-session.ts';
import {type Memory, packMemory} from '../../../../src/gpu/onnx/seq2seq/memory.ts';
import {createSeq2seqForward} from '../../../../src/gpu/onnx/seq2seq/seq2seq-forward.ts';
import {readSeq2seqShape} from '../../../../src/gpu/onnx/seq2seq/seq2seq-shape.ts';
import {fixtureFolder} from '../../../helpers/language/load-fixture.ts';

const prompts = [
	[5, 6, 7, 8, 9, 10, 11, 12, 1],
	[20, 1],
	[30, 31, 32, 1],
];

async function open(bannedIds = [3]) {
	const [model, ...others] = ['encoder_model.onnx', 'decoder_model_merged.onnx'].map(name =>
		path.join(fixtureFolder('t5'), name),
	);
	const opened = await openSession({
		model: model!,
		others,
		device: 'cpu',
		threads: 1,
		prepare: async (value: OpenSession) => ({ok: true, value}),
	});
	if (!opened.ok) {
		throw new Error(opened.problem);
	}

	const {runtime, session: encoder, others: decoders} = opened.value;
	const [decoder] = decoders;
	const sessions = {encoder, first: decoder!, later: decoder!};
	const shape = readSeq2seqShape(sessions);
	if (typeof shape === 'string') {
		throw new TypeError(shape);
	}

	onTestFinished(async () => {
		await Promise.all([encoder.release(), decoder!.release()]);
	});
	const forward = createSeq2seqForward({runtime, sessions, shape, startIds: [0], bannedIds});
	return {runtime, forward};
}

/** The place of a token does not matter here. */
const read = (token: number) => ({token, used: 0});

function expectSame(one: Float32Array, other: Float32Array) {
	const distances = one.map((logit, index) => (index === 3 ? 0 : Math.abs(logit - other[index]!)));
	expect(Math.max(...distances)).toBeLessThan(1e-4);
}

test('rows of several lengths and of several prompts are read as each by itself', async () => {
	const {runtime, forward} = await open();
	const tokens = [7, 8, 9, 10];
	const alone = await Promise.all(
		prompts.map(async (prompt, row) => {
			let {cache} = await forward.prefill([prompt]);
			// The first has got one token further than the others.
			if (row === 0) {
				({cache} = await forward.step(cache, [read(20)]));
			}

			return (await forward.step(cache, [read(tokens[row]!)])).logits(0);
		}),
	);
	const older = await forward.prefill([prompts[2]!, prompts[0]!]);
	const old = await forward.step(older.cache, [read(20), read(20)]);
	const young = await forward.prefill([prompts[2]!, prompts[1]!]);
	const packed = packMemory(runtime, [
		{cache: old.cache, row: 1, used: 0},
		{cache: young.cache, row: 1, used: 0},
		{cache: young.cache, row: 0, used: 0},
	]);
	const together = await forward.step(
		packed,
		tokens.slice(0, 3).map(token => read(token)),
	);

	expect(packed.groups.map(group => group.read)).toEqual([[9], [2, 4]]);
	expect(together.cache.groups.map(({columns}) => columns)).toEqual([3, 2]);
	for (const [row, logits] of alone.entries()) {
		expectSame(together.logits(row), logits);
	}
});

test('a group that stays whole is not copied', async () => {
	const {runtime, forward} = await open();
	const {cache} = await forward.prefill(prompts);
	const other = await forward.prefill([prompts[1]!]);
	const {cache: longer} = await forward.step(other.cache, [read(5)]);
	const packed = packMemory(runtime, [
		{cache: longer, row: 0, used: 0},
		...prompts.map((_, row) => ({cache, row, used: 0})),
	]);

	expect(packed.groups[0]).toBe(longer.groups[0]);
	expect(packed.groups[1]).toBe(cache.groups[0]);
});

test('a token that is banned is the least probable', async () => {
	const {forward} = await open();
	const {logits} = await forward.prefill(prompts);

	expect(prompts.map((_, row) => logits(row)[3])).toEqual([-Infinity, -Infinity, -Infinity]);
});

/** Make texts that never end by themselves, and tell how many passes each step took. Memory runs out when a step has more rows than there is room for. */
async function watch(room = Infinity) {
	const {runtime, forward} = await open([1]);
	const passes: number[] = [];
	const watched = {
		...forward,
		async step(cache: Memory, rows: Parameters<typeof forward.step>[1]) {
			if (cache.rows > room) {
				throw new RangeError('out of memory');
			}

			passes.push(cache.groups.length);
			return forward.step(cache, rows);
		},
	};
	const model = createTextModel({
		engine: 'test',
		provider: 'cpu',
		notes: [],
		capacity: 16,
		folder: await readModelFolder(fixtureFolder('t5')),
		hasEncoder: true,
		loop: createDecodeLoop({
			forward: watched,
			pack: rows => packMemory(runtime, rows),
			capacity: 16,
			mostLengths: 2,
		}),
		release: async () => undefined,
	});
	const make = async (maxTokens: number, onText: (text: string) => void = () => undefined) =>
		model.generate({prompt: 'the man', maxTokens, temperature: 0, seed: 0}, {onText});
	return {make, passes};
}

test('a step never takes more passes than it may, and others wait', async () => {
	const {make, passes} = await watch();
	const join = async (left: number): Promise<void> => {
		const {promise: begun, resolve} = Promise.withResolvers<void>();
		const making = make(10 + left, () => {
			resolve();
		});
		await begun;
		await (left > 0 ? join(left - 1) : undefined);
		await making;
	};

	await join(5);

	expect(Math.max(...passes)).toBe(2);
});

test('no pass is spent on texts that have all ended', async () => {
	const {make, passes} = await watch();
	let joining: Promise<unknown> | undefined;
	await Promise.all(
		Array.from({length: 8}, async () =>
			make(30, () => {
				joining ??= make(4);
			}),
		),
	);
	await joining;

	expect(passes.filter(count => count === 2)).toHaveLength(3);
	expect(passes.at(-1)).toBe(1);
});

test('when memory runs out, the first half goes on', async () => {
	const {make} = await watch(4);
	const made = await Promise.all(Array.from({length: 8}, async () => make(10)));

	expect(made.map(each => (each.ok ? each.tokens : each.cause))).toEqual([
		...Array.from({length: 4}, () => 10),
		...Array.from({length: 4}, () => 'out-of-memory'),
	]);
});
