import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type OpenAiTestServer, startOpenAiTestServer} from '../helpers/openai/openai-server.ts';
import {type ServeProcess, startServeProcess} from '../helpers/openai/serve-process.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const {BTOP_INTEROP_PYTHON: python, BTOP_INTEROP_NPM: npm} = process.env;
let server: OpenAiTestServer;
let serve: ServeProcess;

beforeAll(async () => {
	server = await startOpenAiTestServer({pace: 1});
	const keyFile = path.join(await makeTemporaryFolder('interop'), 'key');
	await writeFile(keyFile, 'sk-interop\n', {mode: 0o600});
	serve = await startServeProcess(['--engine', server.url, '--key-file', keyFile]);
});

afterAll(async () => {
	serve.kill('SIGTERM');
	expect((await serve.ended).code).toBe(0);
	await server.close();
});

const expected = {
	model: 'counter',
	chat: ['assistant', ' one two three four five', 'length', 5],
	chat_stream: ['assistant', ' one two three four five', 'length', 5],
	completion: [' one two three four', 'length', 4],
	completion_stream: ' one two three four',
	hang_up: true,
	embeddings: [
		[0.6, 0.8, 0],
		[0.3511, 0.9363, 0],
	],
	refusals: [
		['NotFoundError', 404, 'model_not_found'],
		['BadRequestError', 400, 'unsupported_value'],
		['BadRequestError', 400, null],
		['AuthenticationError', 401, 'invalid_api_key'],
	],
};

/** The streams of 2,000 words that were begun. */
const longOnes = () => server.asked.filter(({body}) => body.max_tokens === 2000);

test.skipIf(python === undefined)(
	'OpenAI’s client for Python gets all that it asks for',
	async () => {
		const {model: _, ...works} = expected;
		const {stdout} = await execa(
			python!,
			['test/interop/openai_client.py', ...Object.keys(works)],
			{
				env: {OPENAI_BASE_URL: serve.url, OPENAI_API_KEY: 'sk-interop'},
			},
		);

		expect(JSON.parse(stdout)).toEqual(expected);
		// Hanging up has reached the server behind.
		await longOnes().at(-1)!.hungUp;
	},
);

test.skipIf(npm === undefined)(
	'OpenAI’s client for Node.js gets all that it asks for',
	async () => {
		const {default: OpenAI} = (await import(npm!)) as {readonly default: any};
		const create = (apiKey: string) => new OpenAI({baseURL: serve.url, apiKey, maxRetries: 0});
		const client = create('sk-interop');
		const messages = [{role: 'user', content: 'Say hello.'}];
		const options = {model: 'counter', max_tokens: 5, temperature: 0};
		const models = await client.models.list();
		expect(models.data.map(({id}: {id: string}) => id)).toEqual(['counter']);
		expect((await client.models.retrieve('counter')).owned_by).toBe('btop');

		const chat = await client.chat.completions.create({...options, messages});
		expect(chat.choices[0].message).toMatchObject({
			role: 'assistant',
			content: ' one two three four five',
		});
		// Its helper puts the pieces together and checks that they make a whole reply.
		const runner = client.chat.completions.stream({
			...options,
			messages,
			stream_options: {include_usage: true},
		});
		const whole = await runner.finalChatCompletion();
		expect(whole.choices[0].message.content).toBe(' one two three four five');
		expect(whole.usage.completion_tokens).toBe(5);

		const text = await client.completions.create({...options, prompt: 'Once'});
		expect(text.choices[0]).toMatchObject({
			text: ' one two three four five',
			finish_reason: 'length',
		});
		const {data} = await client.embeddings.create({model: 'counter', input: 'a'});
		expect(data[0].embedding.map((number: number) => Number(number.toFixed(4)))).toEqual([
			0.6, 0.8, 0,
		]);

		const before = longOnes().length;
		const stream = await client.completions.create({
			...options,
			max_tokens: 2000,
			prompt: 'O',
			stream: true,
		});
		// eslint-disable-next-line no-unreachable-loop -- It stops reading.
		for await (const chunk of stream) {
			expect(chunk.choices[0].text).toBe(' one');
			break;
		}

		await until(() => longOnes().length > before);
		await longOnes().at(-1)!.hungUp;
		await expect(client.completions.create({model: 'x', prompt: 'O'})).rejects.toMatchObject({
			status: 404,
			code: 'model_not_found',
		});
		await expect(create('wrong').models.list()).rejects.toMatchObject({status: 401});
	},
);
