import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {execa} from 'execa';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Engine} from '../../src/gpu/engine.ts';
import {startOpenAiEngine} from '../../src/gpu/openai/openai-engine.ts';
import {findFreePort} from '../helpers/openai/free-port.ts';
import {runText} from '../helpers/openai/open-engine.ts';
import {startServeProcess} from '../helpers/openai/serve-process.ts';
import {until} from '../helpers/until.ts';
import {toLlamaCommand} from './llama-command.ts';

const {
	BTOP_INTEROP_LLAMA: llama,
	BTOP_INTEROP_MODEL: model,
	BTOP_INTEROP_PYTHON: python,
} = process.env;

describe.skipIf(llama === undefined || model === undefined)('the server of llama.cpp', () => {
	let child: ChildProcess;
	let url: string;
	let engine: Engine;

	beforeAll(async () => {
		const port = await findFreePort();
		url = `http://127.0.0.1:${port}`;
		const [program, ...words] = toLlamaCommand(port, 2);
		child = spawn(program, words, {stdio: 'ignore'});
		await until(async () => (await fetch(`${url}/v1/models`).catch(() => undefined))?.ok, {
			interval: 200,
		});
		engine = await startOpenAiEngine({servers: [{url, capacity: 2}]});
	});

	afterAll(async () => {
		await engine?.close();
		child.kill('SIGKILL');
		await once(child, 'exit');
	});

	const question = {
		kind: 'generate',
		prompt: [
			{role: 'system', content: 'Answer the question.'},
			{role: 'user', content: 'What is the capital of France?'},
		],
		maxTokens: 24,
		temperature: 0,
	} as const;

	/** Ask the server itself, for all of it in one. */
	const askPlainly = async () => {
		const {prompt: messages, maxTokens, temperature} = question;
		const response = await fetch(`${url}/v1/chat/completions`, {
			method: 'POST',
			headers: {'content-type': 'application/json'},
			body: JSON.stringify({messages, max_tokens: maxTokens, temperature, top_p: 1}),
		});
		const {choices} = (await response.json()) as any;
		return choices[0] as {
			readonly message: {readonly content: string};
			readonly finish_reason: string;
		};
	};

	test('it answers a chat as it does when asked plainly, the same each time', async () => {
		expect(engine.info()).toMatchObject({model: 'smollm2', capabilities: ['generate']});
		const {message, finish_reason: reason} = await askPlainly();
		const {text, last} = await runText(engine, question);

		expect(text).toContain('capital');
		expect(text).toBe(message.content);
		expect(last).toMatchObject({kind: 'text-end', reason});
		expect((await runText(engine, question)).text).toBe(text);
	});

	test('it continues a text up to a stop text or a number of tokens', async () => {
		const work = {...question, prompt: 'one, two, three, four,', maxTokens: 4};
		const {text, last} = await runText(engine, work);
		expect(text).not.toBe('');
		expect(last).toMatchObject({kind: 'text-end', reason: 'length'});
		const [first] = text.trim().split(/[ ,]/v, 1);
		const stopped = await runText(engine, {...work, stop: [first!]});

		expect(stopped.text.trim()).toBe('');
		expect(stopped.last).toMatchObject({kind: 'text-end', reason: 'stop'});
	});

	test('a text that is too long is refused as that', async () => {
		const {last} = await runText(engine, {...question, prompt: 'word '.repeat(5000)});
		expect(last).toMatchObject({kind: 'refused', reason: 'too-long'});
		expect((await runText(engine, question)).text).toContain('capital');
	});

	test('a cancelled text frees it for the next', async () => {
		const controller = new AbortController();
		const long = {...question, prompt: 'Once upon a time', maxTokens: 400};
		for await (const part of engine.run(long, {signal: controller.signal})) {
			if (part.kind === 'text') {
				controller.abort();
			}
		}

		expect((await runText(engine, question)).text).toContain('capital');
	});

	test('chats that come at once all get their turn', async () => {
		const callers = ['a', 'b', 'c', 'd', 'a', 'b'];
		const answers = await Promise.all(
			callers.map(async caller => runText(engine, question, {caller})),
		);

		for (const {text} of answers) {
			expect(text).toContain('capital');
		}
	});

	test.skipIf(python === undefined)(
		'OpenAI’s client for Python reaches it through `btop serve`',
		async () => {
			const serve = await startServeProcess(['--engine', url, '--model', 'smollm2']);
			const {stdout} = await execa(
				python!,
				['test/interop/openai_client.py', 'chat', 'chat_stream', 'completion', 'completion_stream'],
				{env: {OPENAI_BASE_URL: serve.url, OPENAI_API_KEY: 'none'}},
			);
			serve.kill('SIGTERM');
			const {model: name, chat, chat_stream, completion, completion_stream} = JSON.parse(stdout);

			expect(name).toBe('smollm2');
			expect(chat[0]).toBe('assistant');
			expect(chat[1]).not.toBe('');
			// Whole and in pieces, it says the same.
			expect(chat_stream.slice(0, 3)).toEqual(chat.slice(0, 3));
			expect(completion_stream).toBe(completion[0]);
			expect((await serve.ended).code).toBe(0);
		},
	);
});
