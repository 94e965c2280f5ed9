/**
A real engine process with a model that echoes its prompt, one word a step, and has weaknesses, as native code can have: the word KILL kills it, HANG hangs it, and it has memory for as many texts at once as its first argument says. It says its process ID for PID, and for COUNT how many texts are under way.
*/
import process from 'node:process';
import {setImmediate as nextTurn} from 'node:timers/promises';
import type {LanguageModel} from '../../../src/gpu/language/language-model.ts';
import {runEngine} from '../../../src/gpu/process/engine-process.ts';
import {languageService, services} from '../../../src/gpu/process/services.ts';

const weaknesses: Readonly<Record<string, () => void>> = {
	KILL() {
		process.kill(process.pid, 'SIGKILL');
	},
	HANG() {
		// Like native code that never returns.
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
	},
};
const answers: Readonly<Record<string, () => string>> = {
	PID: () => String(process.pid),
	COUNT: () => String(underWay),
};
const room = Number(process.argv[2] ?? 100);
let underWay = 0;
let isClosed = false;

const model: LanguageModel = {
	engine: 'echo 1.0 (cpu)',
	provider: 'cpu',
	notes: [],
	capabilities: ['generate'],
	context: 1000,
	capacity: 16,
	async generate({prompt, maxTokens}, {signal, onText}) {
		if (typeof prompt !== 'string') {
			return {ok: false, cause: 'unsupported', problem: 'It only echoes'};
		}

		if (underWay >= room) {
			return {ok: false, cause: 'out-of-memory', problem: 'bad_alloc'};
		}

		const words = prompt.split(' ').slice(0, maxTokens);
		underWay++;
		for (const word of words) {
			await nextTurn();
			if (isClosed || signal?.aborted) {
				underWay--;
				return {ok: false, cause: 'cancelled', problem: 'Nobody waits'};
			}

			weaknesses[word]?.();
			if (word === 'FAIL') {
				underWay--;
				return {ok: false, cause: 'failed', problem: 'Invalid Feed'};
			}

			onText(answers[word]?.() ?? `${word} `);
		}

		underWay--;
		return {ok: true, reason: 'stop', promptTokens: words.length, tokens: words.length};
	},
	embed: async () => ({ok: false, cause: 'unsupported', problem: 'It only echoes'}),
	async close() {
		isClosed = true;
	},
};

await runEngine(
	{signal: new AbortController().signal},
	{...services, decoder: languageService(async () => async () => ({ok: true, model}))},
);
