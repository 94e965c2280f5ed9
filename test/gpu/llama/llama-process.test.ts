import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {
	DeviceUnavailableError,
	llamaVersion,
	RuntimeMissingError,
} from '../../../src/gpu/errors.ts';
import type {LanguagePart} from '../../../src/gpu/process/language-messages.ts';
import {type EngineProcess, loadEngine} from '../../../src/gpu/process/load-engine.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {encodeLanguageModel} from '../../helpers/gguf/language-model.ts';
import {writeModel} from '../../helpers/gguf/load-test-model.ts';
import {engineCommand} from '../../helpers/miner/engine-command.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

type StartOptions = {
	readonly command?: readonly string[];
	readonly device?: 'cpu' | 'webgpu';
};

async function start(
	bytes: Uint8Array,
	{command = engineCommand, device = 'cpu'}: StartOptions = {},
): Promise<EngineProcess<'gguf'>> {
	const model = await writeModel(bytes);
	const engine = await loadEngine({
		command,
		load: {type: 'load', format: 'gguf', model, device, threads: 1},
		startTimeout: 120_000,
		clock: systemClock,
	});
	onTestFinished(engine.close);
	return engine;
}

/** Collect the parts of each text, and resolve with them at its end. */
function listen({onMessage}: EngineProcess<'gguf'>) {
	const parts = new Map<number, LanguagePart[]>();
	const waiting = new Map<number, (parts: readonly LanguagePart[]) => void>();
	onMessage(message => {
		for (const part of message.type === 'parts' ? message.parts : []) {
			const all = [...(parts.get(part.id) ?? []), part];
			parts.set(part.id, all);
			if (part.kind !== 'text') {
				waiting.get(part.id)!(all);
			}
		}
	});
	return async (id: number) =>
		new Promise<readonly LanguagePart[]>(resolve => {
			waiting.set(id, resolve);
		});
}

test('a GGUF model is served by an engine process', async () => {
	const engine = await start(encodeLanguageModel({knows: 'abcdef'}));
	const partsOf = listen(engine);
	const ends = Promise.all([partsOf(1), partsOf(2)]);
	const ask = {type: 'generate', maxTokens: 9, temperature: 0, seed: 1} as const;
	engine.send({
		type: 'begin',
		texts: [
			{...ask, id: 1, prompt: 'a'},
			{...ask, id: 2, prompt: 'd', stop: ['f']},
		],
	});

	expect(engine.loaded).toMatchObject({
		type: 'loaded-language',
		provider: 'cpu',
		capabilities: ['generate'],
		context: 256,
		capacity: 8,
	});
	// How many pieces are told at once depends on how fast they come.
	const [first, second] = await ends;
	expect(textOf(first)).toBe('bcdef');
	expect(first.at(-1)).toEqual({
		kind: 'text-end',
		id: 1,
		reason: 'stop',
		promptTokens: 1,
		tokens: 6,
	});
	expect(textOf(second)).toBe('e');
	expect(second.at(-1)).toEqual({
		kind: 'text-end',
		id: 2,
		reason: 'stop',
		promptTokens: 1,
		tokens: 2,
	});
});

const textOf = (parts: readonly LanguagePart[]) =>
	parts.map(part => (part.kind === 'text' ? part.text : '')).join('');

test('without the library, the engine says how to install it', async () => {
	const hook = `import {registerHooks} from 'node:module';
		registerHooks({resolve(name, context, next) {
			if (name === 'node-llama-cpp') throw new Error('Cannot find package');
			return next(name, context);
		}});`;
	const [program, ...words] = engineCommand;
	const command = [
		program!,
		'--import',
		`data:text/javascript,${encodeURIComponent(hook)}`,
		...words,
	];
	const error: unknown = await start(encodeLanguageModel(), {command}).catch(
		(error: unknown) => error,
	);

	expect(error).toBeInstanceOf(RuntimeMissingError);
	expect(error).toMatchObject({
		code: 'bad-model',
		library: 'node-llama-cpp',
		message: 'The library `node-llama-cpp` cannot be loaded: Cannot find package',
		fix: 'Install it beside btop with `npm install --global --ignore-scripts node-llama-cpp@3.21.1`.',
	});
	const {devDependencies, peerDependencies} = JSON.parse(
		await readFile('package.json', 'utf8'),
	) as Record<string, Record<string, string>>;
	expect(peerDependencies).toEqual({'node-llama-cpp': llamaVersion});
	expect(devDependencies).toMatchObject({'node-llama-cpp': llamaVersion});
});

test('a device that llama.cpp does not have is no silent change to another', async () => {
	const error: unknown = await start(encodeLanguageModel(), {device: 'webgpu'}).catch(
		(error: unknown) => error,
	);

	expect(error).toBeInstanceOf(DeviceUnavailableError);
	expect(error).toMatchObject({
		device: 'webgpu',
		fix: expect.stringContaining('npm install --global --ignore-scripts node-llama-cpp@'),
	});
});

test('the library prints nothing and leaves nothing in the home folder', async () => {
	const home = await makeTemporaryFolder('llama-home');
	const model = await writeModel(encodeLanguageModel());
	const source = new URL('../../../src/gpu/llama/load-llama-model.ts', import.meta.url);
	const script = path.join(await makeTemporaryFolder('llama-script'), 'load.js');
	await writeFile(
		script,
		`import {loadLlamaModel} from '${source.href}';
		const {model} = await loadLlamaModel({model: process.argv[2], device: 'auto', threads: 1});
		await model.generate({prompt: 'Once', maxTokens: 4, seed: 1}, {onText() {}});
		await model.close();`,
	);
	const {all, exitCode} = await execa(process.execPath, [script, model], {
		all: true,
		env: {HOME: home, USERPROFILE: home, TMPDIR: home},
	});

	expect({all, exitCode, left: await readdir(home)}).toEqual({all: '', exitCode: 0, left: []});
});
