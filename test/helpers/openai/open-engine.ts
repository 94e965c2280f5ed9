import {afterEach} from 'vitest';
import type {Engine, GenerateWork, Part, RunOptions} from '../../../src/gpu/engine.ts';
import {
	type OpenAiEngineOptions,
	startOpenAiEngine,
} from '../../../src/gpu/openai/openai-engine.ts';
import {
	type OpenAiTestServer,
	type OpenAiTestServerOptions,
	startOpenAiTestServer,
} from './openai-server.ts';

const closes: Array<() => Promise<void>> = [];

/** Close what each test of a file has started. */
export function closeAfterEach() {
	afterEach(async () => {
		for (const close of closes.splice(0).toReversed()) {
			await close();
		}
	});
}

export async function openServer(options?: OpenAiTestServerOptions): Promise<OpenAiTestServer> {
	const server = await startOpenAiTestServer(options);
	closes.push(server.close);
	return server;
}

export async function openEngine(
	servers: OpenAiEngineOptions['servers'],
	options: Partial<OpenAiEngineOptions> = {},
): Promise<Engine> {
	const engine = await startOpenAiEngine({servers, ...options});
	closes.push(engine.close);
	return engine;
}

/** A text of so many words, the same each time. */
export const toWork = (maxTokens: number, fields: Partial<GenerateWork> = {}): GenerateWork => ({
	kind: 'generate',
	prompt: 'Count:',
	maxTokens,
	temperature: 0,
	...fields,
});

/** Do work and put its pieces together; the last part says how it ended. */
export async function runText(engine: Engine, work: GenerateWork, options?: RunOptions) {
	let text = '';
	let last: Part | undefined;
	for await (const part of engine.run(work, options)) {
		text += part.kind === 'text' ? part.text : '';
		last = part;
	}

	return {text, last};
}
