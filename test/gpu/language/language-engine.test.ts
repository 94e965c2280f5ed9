import {expect, test} from 'vitest';
import type {GenerateWork, Part} from '../../../src/gpu/engine.ts';
import {BadModelError} from '../../../src/gpu/errors.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {loadFixture} from '../../helpers/language/load-fixture.ts';
import {
	fragileLanguageCommand,
	makeText,
	startTestLanguageEngine,
} from '../../helpers/language/start-test-language-engine.ts';

const work = {kind: 'generate', prompt: 'the man went', maxTokens: 30, seed: 7} as const;

test('a text comes in pieces, and is what the model makes of it', async () => {
	const engine = await startTestLanguageEngine();
	const model = await loadFixture('decoder');
	let expected = '';
	const generated = await model.generate(work, {
		onText(text) {
			expected += text;
		},
	});
	const parts: Part[] = [];
	const {text, end} = await makeText(engine, work, {
		onPart(part) {
			parts.push(part);
		},
	});

	expect(text).toBe(expected);
	expect(parts[0]).toEqual({kind: 'text', text: expect.any(String)});
	expect(parts.length).toBeGreaterThan(2);
	expect(generated).toEqual({ok: true, reason: 'length', promptTokens: 3, tokens: 30});
	expect(end).toEqual({kind: 'text-end', reason: 'length', promptTokens: 3, tokens: 30});
});

test('it says what it is', async () => {
	const engine = await startTestLanguageEngine();

	expect(engine.info()).toEqual({
		name: expect.stringMatching(/^onnxruntime .* \(cpu\)$/v),
		provider: 'cpu',
		card: undefined,
		device: expect.any(String),
		processes: [{pid: expect.any(Number), provider: 'cpu', card: undefined}],
		model: 'decoder',
		capabilities: ['generate'],
		capacity: 32,
		waiting: 0,
		notes: [],
	});
	expect(await engine.memoryBytes()).toBeGreaterThan(10_000_000);
});

test('without a seed, texts differ; a chat is taken too', async () => {
	const engine = await startTestLanguageEngine();
	const chat: GenerateWork = {
		kind: 'generate',
		prompt: [{role: 'user', content: 'where is the man'}],
		maxTokens: 20,
	};
	const [one, other] = await Promise.all([makeText(engine, chat), makeText(engine, chat)]);

	expect(one.end?.kind).toBe('text-end');
	expect(other.text).not.toBe(one.text);
});

test('vectors come of an encoder', async () => {
	const engine = await startTestLanguageEngine({fixture: 'encoder'});
	const [part, ...others] = await Array.fromAsync(engine.run({kind: 'embed', text: 'the man'}));

	expect(engine.info().capabilities).toEqual(['embed']);
	expect(part).toEqual({kind: 'vector', vector: expect.any(Float32Array), tokens: 2});
	expect(others).toEqual([]);
});

test('what the model cannot do is refused, with the reason', async () => {
	const engine = await startTestLanguageEngine();
	const embed = await Array.fromAsync(engine.run({kind: 'embed', text: 'the man'}));
	const row = await Array.fromAsync(engine.run({kind: 'tensor', input: Float32Array.of(1)}));
	const long = await makeText(engine, {prompt: 'x'.repeat(200)});

	expect([embed, row]).toEqual([
		[{kind: 'refused', reason: 'unsupported'}],
		[{kind: 'refused', reason: 'unsupported'}],
	]);
	expect(long.end).toMatchObject({kind: 'refused', reason: 'too-long'});
});

test('a folder without a model is a bad model', async () => {
	await expect(startTestLanguageEngine({model: '/nonexistent'})).rejects.toBeInstanceOf(
		BadModelError,
	);
});

test('a busy engine lets a text wait for a place, and callers take turns', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand(), maxTexts: 1});
	const order: string[] = [];
	const ask = async (name: string, caller: string) => {
		await makeText(engine, {prompt: name.repeat(3)}, {caller});
		order.push(name);
	};

	const asked = [ask('a', 'one'), ask('b', 'one'), ask('c', 'one'), ask('d', 'two')];
	expect(engine.info().waiting).toBe(3);
	await Promise.all(asked);

	expect(order).toEqual(['a', 'b', 'd', 'c']);
	expect(engine.info()).toMatchObject({capacity: 1, waiting: 0});
});

test('a full queue refuses what has the lowest priority', async () => {
	const engine = await startTestLanguageEngine({
		command: fragileLanguageCommand(),
		maxTexts: 1,
		maxWaiting: 1,
	});
	const asked = [0, 1, 2].map(async priority => makeText(engine, {prompt: 'a b c'}, {priority}));
	const ends = (await Promise.all(asked)).map(({end}) => end);

	expect(ends).toEqual([
		expect.objectContaining({kind: 'text-end'}),
		{kind: 'refused', reason: 'queue-full'},
		expect.objectContaining({kind: 'text-end'}),
	]);
});

test('a text ends at its deadline, waiting or under way, and gives its place free', async () => {
	const clock = createFakeClock();
	const engine = await startTestLanguageEngine({
		command: fragileLanguageCommand(),
		maxTexts: 1,
		clock,
	});
	const deadline = clock.now() + 100;
	const endless = 'word '.repeat(500_000);
	const underWay = makeText(
		engine,
		{prompt: endless, maxTokens: 500_000},
		{
			deadline,
			onPart() {
				clock.advance(100);
			},
		},
	);
	const waiting = makeText(engine, {prompt: 'a'}, {deadline});

	expect((await underWay).end).toEqual({kind: 'refused', reason: 'deadline'});
	expect((await waiting).end).toEqual({kind: 'refused', reason: 'deadline'});
	expect((await makeText(engine, {prompt: 'a b'})).text).toBe('a b ');
});

test('who goes away in the middle, or gives a signal, leaves nothing running', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand(1)});
	const endless = {kind: 'generate', prompt: 'word '.repeat(500_000), maxTokens: 500_000} as const;
	const parts = engine.run(endless)[Symbol.asyncIterator]();
	expect(await parts.next()).toMatchObject({value: {kind: 'text', text: 'word '}});
	await parts.return?.();

	const controller = new AbortController();
	const {end} = await makeText(engine, endless, {
		signal: controller.signal,
		onPart() {
			controller.abort();
		},
	});
	expect(end).toEqual({kind: 'refused', reason: 'cancelled'});
	expect((await makeText(engine, endless, {signal: AbortSignal.abort()})).end).toEqual(end);
	// There is room for one text only.
	expect((await makeText(engine, {prompt: 'a b'})).text).toBe('a b ');
});

test('texts of one turn are begun together', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand()});
	const texts = Array.from({length: 8}, async () => makeText(engine, {prompt: 'COUNT'}));

	expect((await Promise.all(texts)).map(({text}) => text)).toEqual([...'87654321']);
});

test('a text that is cancelled in its own turn does not go on', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand(1)});
	const endless = {prompt: 'word '.repeat(500_000), maxTokens: 500_000};
	const controller = new AbortController();
	const cancelled = makeText(engine, endless, {signal: controller.signal});
	queueMicrotask(() => {
		controller.abort();
	});

	expect((await cancelled).end).toEqual({kind: 'refused', reason: 'cancelled'});
	// There is room for one text only.
	expect((await makeText(engine, {prompt: 'a b'})).text).toBe('a b ');
});

test('closing refuses what waits, what is under way and what comes later', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand(), maxTexts: 1});
	const endless = {prompt: 'word '.repeat(500_000), maxTokens: 500_000};
	const begun = Promise.withResolvers<void>();
	const asked = [
		makeText(engine, endless, {
			onPart() {
				begun.resolve();
			},
		}),
		makeText(engine, {}),
	];
	await begun.promise;
	await engine.close();
	await engine.close();
	const later = await makeText(engine, {});
	const closed = {kind: 'refused', reason: 'closed'};

	expect([...(await Promise.all(asked)), later].map(({end}) => end)).toEqual([
		closed,
		closed,
		closed,
	]);
});
