import process from 'node:process';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {ChatMessage, Engine} from '../../src/gpu/engine.ts';
import {startEngines} from '../../src/gpu/start-engines.ts';
import {makeText} from '../helpers/language/start-test-language-engine.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';

const {BTOP_INTEROP_MODEL: model} = process.env;

const ask = (content: string): readonly ChatMessage[] => [{role: 'user', content}];
const greedy = {temperature: 0, maxTokens: 32} as const;
const questions = [
	'What is the capital of France?',
	'Name three colours.',
	'Who wrote Hamlet?',
	'What do bees make?',
	'Count to five.',
	'What is water made of?',
	'Say hello in Spanish.',
	'Which month follows May?',
];

describe.skipIf(model === undefined)('SmolLM2 on llama.cpp, in a process of ours', () => {
	const start = async (): Promise<Engine> => {
		const engine = await startEngines({
			model: model!,
			command: engineCommand,
			devices: ['cpu'],
			threads: 1,
		});
		onTestFinished(engine.close);
		return engine;
	};

	const askAll = async (engine: Engine, onText: () => void = () => undefined) =>
		Promise.all(
			questions.map(async question =>
				makeText(engine, {...greedy, prompt: ask(question)}, {onPart: onText}),
			),
		);

	test('it answers a chat sensibly, piece by piece', async () => {
		const engine = await start();
		expect(engine.info()).toMatchObject({
			name: expect.stringMatching(/^llama\.cpp .* \(cpu\)$/v),
			model: 'SmolLM2-135M-Instruct.Q4_1',
			capabilities: ['generate'],
			capacity: 8,
		});
		const pieces: string[] = [];
		const {text, end} = await makeText(
			engine,
			{...greedy, prompt: ask('What is 2+2?')},
			{
				onPart(part) {
					if (part.kind === 'text') {
						pieces.push(part.text);
					}
				},
			},
		);

		expect(text).toMatch(/\b4\./v);
		expect(pieces.length).toBeGreaterThan(3);
		expect(end).toMatchObject({kind: 'text-end', reason: 'stop'});
	});

	test('eight chats at once get the answers that each gets alone', async () => {
		const engine = await start();
		const alone = [];
		for (const question of questions) {
			alone.push(await makeText(engine, {...greedy, prompt: ask(question)}));
		}

		expect(new Set(alone.map(({text}) => text)).size).toBe(questions.length);
		for (let round = 0; round < 3; round++) {
			expect(await askAll(engine)).toEqual(alone);
		}
	});

	test('a chat that is called off ends at once and leaves its place to others', async () => {
		const engine = await start();
		const before = await askAll(engine);
		const controller = new AbortController();
		const endless = async () =>
			makeText(
				engine,
				{...greedy, maxTokens: 1000, prompt: 'Once upon a time'},
				{
					signal: controller.signal,
					onPart() {
						controller.abort();
					},
				},
			);

		for (const {text, end} of await Promise.all(questions.map(async () => endless()))) {
			expect(end).toEqual({kind: 'refused', reason: 'cancelled'});
			expect(text.length).toBeLessThan(40);
		}

		expect(await askAll(engine)).toEqual(before);
	});

	test('chats survive it when their process is killed in the middle', async () => {
		const engine = await start();
		const expected = await askAll(engine);
		const {pid} = engine.info().processes![0]!;
		const seen = {texts: 0};
		const answers = await askAll(engine, () => {
			seen.texts++;
			if (seen.texts === 1) {
				process.kill(pid, 'SIGKILL');
			}
		});

		expect(answers).toEqual(expected);
		expect(engine.restarts()).toBe(1);
		expect(engine.info().processes![0]!.pid).not.toBe(pid);
	});
});
