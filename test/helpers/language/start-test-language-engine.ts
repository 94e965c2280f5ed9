import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';
import type {Engine, GenerateWork, Part, RunOptions} from '../../../src/gpu/engine.ts';
import {
	startLanguageEngine,
	type LanguageEngineOptions,
} from '../../../src/gpu/language/language-engine.ts';
import {engineCommand} from '../miner/engine-command.ts';
import {type Fixture, fixtureFolder} from './load-fixture.ts';

/** Start a real engine with one of the tiny models; it is closed when the test is over. */
export async function startTestLanguageEngine(
	options: Partial<LanguageEngineOptions> & {readonly fixture?: Fixture} = {},
): Promise<Engine> {
	const {fixture = 'decoder', ...others} = options;
	const engine = await startLanguageEngine({
		model: fixtureFolder(fixture),
		format: 'decoder',
		command: engineCommand,
		device: 'cpu',
		threads: 1,
		...others,
	});
	onTestFinished(engine.close);
	return engine;
}

/** How to start one that some prompts kill or hang. */
export const fragileLanguageCommand = (room = 100): readonly string[] => [
	process.execPath,
	fileURLToPath(new URL('fragile-language-engine.ts', import.meta.url)),
	String(room),
];

/** Ask for a text, and collect it with its end. */
export async function makeText(
	engine: Engine,
	work: Partial<GenerateWork>,
	options: RunOptions & {readonly onPart?: (part: Part) => void} = {},
) {
	const {onPart, ...runOptions} = options;
	let text = '';
	let end: Part | undefined;
	const parts = engine.run({kind: 'generate', prompt: 'the', maxTokens: 20, ...work}, runOptions);
	for await (const part of parts) {
		onPart?.(part);
		if (part.kind === 'text') {
			text += part.text;
		} else {
			end = part;
		}
	}

	return {text, end};
}
