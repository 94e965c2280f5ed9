/**
Makes texts with node-llama-cpp alone, greedily and on one thread; `peer.ts` says how it is asked.
*/
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {getLlama, LlamaLogLevel, type LlamaContextSequence, type Token} from 'node-llama-cpp';
import * as v from 'valibot';
import {takeInStreams, textQuestionSchema, type TextRun} from './text-run.ts';

const llama = await getLlama({
	gpu: false,
	build: 'never',
	skipDownload: true,
	progressLogs: false,
	logLevel: LlamaLogLevel.error,
	maxThreads: 0,
});
const model = await llama.loadModel({modelPath: process.argv[2]!});
// The same room as our engine has.
const context = await model.createContext({
	sequences: 8,
	contextSize: Math.min(4096, model.trainContextSize),
	threads: 1,
});
const free = Array.from({length: 8}, () => context.getSequence());
console.log(JSON.stringify({}));

for await (const line of createInterface({input: process.stdin})) {
	const {prompts, streams, maxTokens} = v.parse(textQuestionSchema, JSON.parse(line));
	const texts = prompts.map(() => '');
	const firsts = prompts.map(() => 0);
	let tokens = 0;
	const start = performance.now();
	await takeInStreams(prompts, streams, async (prompt, index) => {
		const sequence = free.pop()!;
		const made = await generate(sequence, prompt, maxTokens);
		free.push(sequence);
		tokens += made.tokens.length;
		firsts[index] = made.first;
		texts[index] = model.detokenize(made.tokens.filter(token => !model.isEogToken(token)));
	});
	const run: TextRun = {texts, tokens, seconds: (performance.now() - start) / 1000, firsts};
	console.log(JSON.stringify(run));
}

async function generate(sequence: LlamaContextSequence, prompt: string, maxTokens: number) {
	const start = performance.now();
	await sequence.clearHistory();
	const {bos, shouldPrependBosToken} = model.tokens;
	const begin = bos !== null && shouldPrependBosToken ? [bos] : [];
	const tokens: Token[] = [];
	let first = 0;
	for await (const token of sequence.evaluate([...begin, ...model.tokenize(prompt, true)], {
		temperature: 0,
		yieldEogToken: true,
	})) {
		first ||= performance.now() - start;
		tokens.push(token);
		if (tokens.length === maxTokens || model.isEogToken(token)) {
			break;
		}
	}

	return {tokens, first};
}
