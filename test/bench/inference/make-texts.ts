import {performance} from 'node:perf_hooks';
import type {Engine} from '../../../src/gpu/engine.ts';
import {takeInStreams, type TextQuestion, type TextRun} from './text-run.ts';

/** Let our engine make texts, greedily. */
export async function makeTexts(
	engine: Engine,
	{prompts, streams, maxTokens}: Omit<TextQuestion, 'manner'>,
): Promise<TextRun> {
	const texts = prompts.map(() => '');
	const firsts: number[] = [];
	let tokens = 0;
	const begin = performance.now();
	await takeInStreams(prompts, streams, async (prompt, index) => {
		const start = performance.now();
		for await (const part of engine.run({kind: 'generate', prompt, maxTokens, temperature: 0})) {
			if (part.kind === 'text') {
				firsts[index] ??= performance.now() - start;
				texts[index] += part.text;
			} else if (part.kind === 'text-end') {
				tokens += part.tokens;
			} else {
				throw new Error(`The engine answered with \`${JSON.stringify(part)}\``);
			}
		}
	});
	const seconds = (performance.now() - begin) / 1000;
	return {texts, tokens, seconds, firsts: firsts.filter(first => first !== undefined)};
}
