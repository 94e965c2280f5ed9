import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {arenaHotkey} from '../../src/arena/accounts.ts';
import {query} from '../../src/arena/query.ts';
import type {TextAnswer} from '../../src/tasks/text/answer.ts';
import type {TextQuestion} from '../../src/tasks/text/question.ts';
import type {Task} from '../../src/tasks/task.ts';
import {textTask} from '../../src/tasks/text/text-task.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeRegisteredHome} from '../helpers/miner/registered-home.ts';
import {findFreePort} from '../helpers/openai/free-port.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';
import {toLlamaCommand} from './llama-command.ts';

const {BTOP_INTEROP_LLAMA: llama, BTOP_INTEROP_MODEL: model} = process.env;

describe.skipIf(model === undefined)('the text subnet, mined with SmolLM2', () => {
	let devnet: DevnetProcess;

	beforeAll(async () => {
		// As fast as need be, and no faster: the model needs the machine.
		devnet = await startDevnetProcess(['--block-time', '1000']);
	});

	afterAll(async () => {
		expect(await devnet.stop()).toBe(0);
	});

	/** Mine, let validators ask, ask as one of them, and stop. */
	async function mine(...words: readonly string[]) {
		const {run} = await makeRegisteredHome(devnet, 1);
		onTestFinished(async () => {
			await run('stop');
		});
		expect(await run('mine', '--netuid', '1', '--port', '0', '--detach', ...words)).toMatchObject({
			ok: true,
		});
		const read = async () => (await run('status')).miners[0] as Record<string, any>;
		await until(async () => (await read()).queries.answered > 0, {interval: 1000});
		const {address, hotkey} = await read();
		const [ip, port] = String(address).split(':', 2);
		const ask = async (stream: boolean) => {
			const question: TextQuestion = {
				messages: [
					{role: 'system', content: 'Answer the question.'},
					{role: 'user', content: 'What is the capital of France?'},
				],
				max_tokens: 24,
				temperature: 0,
				stream,
			};
			// The miner refuses what its machine has no time for.
			const {answer} = await until(
				async () =>
					query({
						task: textTask as Task,
						question,
						axon: {ip: ip!, port: Number(port)},
						receiver: hotkey as string,
						signer: arenaHotkey('validator', 1, 0),
						timeout: 120_000,
						signal: AbortSignal.timeout(120_000),
					}),
				{interval: 1000},
			);
			return (answer as TextAnswer).text;
		};

		return {answer: await ask(false), streamed: await ask(true), status: await read(), run};
	}

	test('through node-llama-cpp, by the path of its file', async () => {
		const {answer, streamed, status} = await mine('--model', model!, '--device', 'cpu');

		expect(answer).toContain('Paris');
		expect(streamed).toBe(answer);
		expect(status.engine).toMatch(/^llama\.cpp /v);
		expect(status.queries.answered).toBeGreaterThan(2);
	});

	test.skipIf(llama === undefined)('through the server of llama.cpp', async () => {
		const port = await findFreePort();
		// One text at a time, so that on a slow machine one is in time rather than all late.
		const [program, ...words] = toLlamaCommand(port, 1);
		const server: ChildProcess = spawn(program, words, {stdio: 'ignore'});
		onTestFinished(async () => {
			server.kill('SIGKILL');
			await once(server, 'exit');
		});
		const url = `http://127.0.0.1:${port}`;
		await until(async () => (await fetch(`${url}/v1/models`).catch(() => undefined))?.ok, {
			interval: 200,
		});
		const {answer, streamed, status} = await mine('--engine', url);

		expect(answer).toContain('Paris');
		expect(streamed).toBe(answer);
		expect(status).toMatchObject({model: 'smollm2', memory_bytes: null});
	});

	test.skipIf(llama === undefined)('through a server of llama.cpp that btop starts', async () => {
		const file = path.join(await makeTemporaryFolder('servers'), 'servers.json');
		const port = await findFreePort();
		const servers = [
			{url: `http://127.0.0.1:${port}`, command: toLlamaCommand(port, 1), capacity: 1},
		];
		await writeFile(file, JSON.stringify({servers}));
		const {answer, run} = await mine('--engine-file', file);

		expect(answer).toContain('Paris');
		await run('stop');
		await expect(fetch(`http://127.0.0.1:${port}/v1/models`)).rejects.toThrow();
	});
});
