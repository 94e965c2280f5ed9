import {once} from 'node:events';
import {request} from 'node:http';
import {connect} from 'node:net';
import {afterEach, expect, test, vi} from 'vitest';
import type {EngineRefusal, Part} from '../../src/gpu/engine.ts';
import {type EndpointOptions, openEndpoint} from '../../src/serve/open-endpoint.ts';
import {
	createScriptedEngine,
	holdUntilAborted,
	type Script,
} from '../helpers/openai/scripted-engine.ts';
import {until} from '../helpers/until.ts';

const closes: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const close of closes.splice(0)) {
		await close();
	}
});

const abc: readonly Part[] = [
	{kind: 'text', text: 'a'},
	{kind: 'text', text: '"b\n'},
	{kind: 'text-end', reason: 'stop', promptTokens: 3, tokens: 2},
];

async function open(script: Script = () => abc, options: Partial<EndpointOptions> = {}) {
	const scripted = createScriptedEngine(script);
	const endpoint = await openEndpoint({
		engine: scripted.engine,
		model: 'm',
		host: '127.0.0.1',
		port: 0,
		...options,
	});
	closes.push(endpoint.close);
	const post = async (path: string, body: unknown, init: RequestInit = {}) =>
		fetch(`${endpoint.url}/${path}`, {
			method: 'POST',
			body: typeof body === 'string' ? body : JSON.stringify(body),
			...init,
		});
	const postJson = async (path: string, body: unknown): Promise<any> =>
		(await post(path, body)).json();
	return {...scripted, ...endpoint, post, postJson};
}

/** Read the error of a reply. */
async function readError(response: Response): Promise<Record<string, unknown>> {
	const {error} = (await response.json()) as {readonly error: Record<string, unknown>};
	return error;
}

const chat = {model: 'm', messages: [{role: 'user', content: 'Hi'}]};

/** Read the values of a stream; the last is a string. */
async function readStream(response: Response) {
	const text = await response.text();
	return text
		.split('\n\n')
		.filter(event => event !== '')
		.map(event => {
			const data = event.replace(/^data: /v, '');
			return data === '[DONE]' ? data : (JSON.parse(data) as Record<string, any>);
		});
}

test('a chat is answered whole', async () => {
	const {post, asked} = await open();
	const response = await post('chat/completions', {
		model: 'm',
		messages: [
			{role: 'developer', content: 'Be short'},
			{
				role: 'user',
				content: [
					{type: 'text', text: 'H'},
					{type: 'text', text: 'i'},
				],
			},
		],
		max_completion_tokens: 9,
		max_tokens: 5,
		temperature: 0.5,
		top_p: 0.9,
		stop: 'x',
		seed: 4,
		n: 1,
		tools: [],
		logprobs: null,
		user: 'somebody',
		unheard_of: {of: 1},
	});

	expect(response.status).toBe(200);
	expect(await response.json()).toEqual({
		id: expect.stringMatching(/^chatcmpl-/v),
		object: 'chat.completion',
		created: expect.any(Number),
		model: 'm',
		choices: [
			{
				index: 0,
				message: {role: 'assistant', content: 'a"b\n', refusal: null},
				logprobs: null,
				finish_reason: 'stop',
			},
		],
		usage: {prompt_tokens: 3, completion_tokens: 2, total_tokens: 5},
	});
	expect(asked[0]!.work).toEqual({
		kind: 'generate',
		prompt: [
			{role: 'system', content: 'Be short'},
			{role: 'user', content: 'Hi'},
		],
		maxTokens: 9,
		temperature: 0.5,
		topP: 0.9,
		stop: ['x'],
		seed: 4,
	});
	expect(asked[0]!.options.deadline).toBeGreaterThan(Date.now());
});

test('a chat is streamed: role first, then pieces, the end, and tokens if asked for', async () => {
	const {post} = await open();
	const ask = async (fields: Record<string, unknown>) =>
		readStream(await post('chat/completions', {...chat, stream: true, ...fields}));
	const events = await ask({});

	expect(events.map(event => (typeof event === 'string' ? event : event.choices[0]))).toMatchObject(
		[
			{delta: {role: 'assistant', content: ''}, finish_reason: null},
			{delta: {content: 'a'}, finish_reason: null},
			{delta: {content: '"b\n'}, finish_reason: null},
			{delta: {}, finish_reason: 'stop'},
			'[DONE]',
		],
	);
	expect(events[0]).toMatchObject({object: 'chat.completion.chunk', model: 'm'});
	expect(events[0]).not.toHaveProperty('usage');
	const withUsage = await ask({stream_options: {include_usage: true}});
	expect(withUsage[0]).toMatchObject({usage: null});
	expect(withUsage.at(-2)).toMatchObject({
		choices: [],
		usage: {prompt_tokens: 3, completion_tokens: 2, total_tokens: 5},
	});
});

test('a text is continued, whole and streamed', async () => {
	const {post, asked} = await open();
	const body = {model: 'm', prompt: ['Hi'], seed: -1};
	const whole = await (await post('completions', body)).json();
	const events = await readStream(await post('completions', {...body, stream: true}));

	expect(whole).toMatchObject({
		object: 'text_completion',
		choices: [{index: 0, text: 'a"b\n', finish_reason: 'stop'}],
	});
	expect(events.map(event => (typeof event === 'string' ? event : event.choices[0].text))).toEqual([
		'a',
		'"b\n',
		'',
		'[DONE]',
	]);
	expect(asked[0]!.work).toMatchObject({prompt: 'Hi', maxTokens: 16, seed: undefined});
});

test('vectors come in the order of their texts, as numbers or in base64', async () => {
	let underWay = 0;
	let most = 0;
	const {postJson} = await open(async function* (work) {
		most = Math.max(most, ++underWay);
		const {length} = (work as {text: string}).text;
		await new Promise(resolve => {
			setTimeout(resolve, 20 - length * 4);
		});
		underWay--;
		yield {kind: 'vector', vector: Float32Array.of(0.5, length), tokens: length};
	});
	const body = {model: 'm', input: ['a', 'aa', 'aaa', 'aaaa']};
	const reply = await postJson('embeddings', body);

	expect(reply).toMatchObject({
		object: 'list',
		model: 'm',
		usage: {prompt_tokens: 10, total_tokens: 10},
	});
	expect(reply.data.map(({index, embedding}: any) => [index, embedding])).toEqual([
		[0, [0.5, 1]],
		[1, [0.5, 2]],
		[2, [0.5, 3]],
		[3, [0.5, 4]],
	]);
	expect(most).toBe(2);
	const packed = await postJson('embeddings', {
		model: 'm',
		input: 'aaa',
		encoding_format: 'base64',
	});
	expect(packed.data[0].embedding).toBe('AAAAPwAAQEA=');
});

test('the models can be listed, and one be looked at', async () => {
	const {url} = await open(undefined, {model: 'org/m'});
	const card = {id: 'org/m', object: 'model', created: expect.any(Number), owned_by: 'btop'};

	expect(await (await fetch(`${url}/models`)).json()).toEqual({object: 'list', data: [card]});
	for (const name of ['org/m', 'org%2Fm']) {
		expect(await (await fetch(`${url}/models/${name}?x=1`)).json()).toEqual(card);
	}

	expect((await fetch(`${url}/models/other`)).status).toBe(404);
});

test.each([
	['chat/completions', {model: 'other', messages: chat.messages}, 404, 'model', 'model_not_found'],
	['chat/completions', {messages: chat.messages}, 400, 'model', null],
	['chat/completions', {model: 'm', messages: []}, 400, 'messages', null],
	[
		'chat/completions',
		{model: 'm', messages: [{role: 'tool', content: ''}]},
		400,
		'messages.0.role',
		null,
	],
	[
		'chat/completions',
		{model: 'm', messages: [{role: 'user', content: [{type: 'image_url'}]}]},
		400,
		'messages.0.content',
		null,
	],
	['chat/completions', {...chat, max_tokens: 0}, 400, 'max_tokens', null],
	['chat/completions', {...chat, temperature: 3}, 400, 'temperature', null],
	['chat/completions', {...chat, stop: ['']}, 400, 'stop', null],
	['chat/completions', {...chat, n: 2}, 400, 'n', 'unsupported_value'],
	['chat/completions', {...chat, tools: [{}]}, 400, 'tools', 'unsupported_value'],
	['chat/completions', {...chat, logprobs: true}, 400, 'logprobs', 'unsupported_value'],
	[
		'chat/completions',
		{...chat, response_format: {type: 'json_object'}},
		400,
		'response_format',
		'unsupported_value',
	],
	['completions', {model: 'm', prompt: [1, 2]}, 400, 'prompt', null],
	['completions', {model: 'm', prompt: ['a', 'b']}, 400, 'prompt', null],
	['completions', {model: 'm', prompt: 'a', echo: true}, 400, 'echo', 'unsupported_value'],
	['embeddings', {model: 'm', input: []}, 400, 'input', null],
	['embeddings', {model: 'm', input: 'a', dimensions: 8}, 400, 'dimensions', 'unsupported_value'],
	['embeddings', '{"model"', 400, null, null],
	['embeddings', 'null', 400, null, null],
	['nothing', {}, 404, null, null],
])('%s refuses %j', async (path, body, status, parameter, code) => {
	const {post, asked} = await open();
	const response = await post(path, body);

	expect(response.status).toBe(status);
	expect(await response.json()).toEqual({
		error: {message: expect.any(String), type: 'invalid_request_error', param: parameter, code},
	});
	expect(asked).toHaveLength(0);
});

const refusals: ReadonlyArray<readonly [EngineRefusal, number, string | undefined]> = [
	['queue-full', 429, '1'],
	['engine-failed', 503, '5'],
	['closed', 503, '5'],
	['deadline', 504, undefined],
	['too-long', 400, undefined],
	['unsupported', 400, undefined],
];

test.each(refusals)(
	'work that is refused (%s) has the status %i',
	async (reason, status, after) => {
		const cause = new Error('The card is gone');
		const {post} = await open(() => [{kind: 'refused', reason, cause}]);
		for (const [path, body] of [
			['chat/completions', chat],
			['chat/completions', {...chat, stream: true}],
			['embeddings', {model: 'm', input: ['a', 'b', 'c']}],
		] as const) {
			const response = await post(path, body);
			expect(response.status).toBe(status);
			expect(response.headers.get('retry-after') ?? undefined).toBe(after);
			const {message} = await readError(response);
			expect(message === cause.message).toBe(reason === 'engine-failed');
		}
	},
);

test('a failure in the middle of a stream is told in it', async () => {
	const {post} = await open(() => [
		abc[0]!,
		{kind: 'refused', reason: 'engine-failed', cause: new Error('The card is gone')},
	]);
	const events = await readStream(await post('chat/completions', {...chat, stream: true}));

	expect(events.at(-2)).toMatchObject({error: {message: 'The card is gone', type: 'server_error'}});
	const whole = await post('chat/completions', chat);
	expect(whole.status).toBe(503);
});

test('an engine with a problem is not asked', async () => {
	const {post, problem, asked} = await open();
	problem.set('No server answers');
	const response = await post('chat/completions', chat);

	expect(response.status).toBe(503);
	expect((await readError(response)).message).toBe('No server answers');
	expect(asked).toHaveLength(0);
});

test.each([true, false])('a client that hangs up cancels its work (stream: %s)', async stream => {
	const {url, asked} = await open(async function* (_work, options) {
		yield abc[0]!;
		yield* holdUntilAborted(options);
	});
	const sent = request(`${url}/chat/completions`, {method: 'POST'});
	sent.on('error', () => undefined);
	const body = JSON.stringify({...chat, stream});
	sent.setHeader('content-length', body.length);
	const begun = stream ? once(sent, 'response') : undefined;
	sent.end(body);
	await until(() => asked.length === 1);
	await begun;

	sent.destroy();
	await until(() => asked[0]!.options.signal!.aborted);
});

test('no more requests are taken than agreed, and those after them are', async () => {
	const {post, asked} = await open((_work, options) => holdUntilAborted(options), {maxRequests: 2});
	const controller = new AbortController();
	const held = [1, 2].map(async () =>
		post('chat/completions', chat, {signal: controller.signal}).catch(() => undefined),
	);
	await until(() => asked.length === 2);
	const refused = await post('chat/completions', chat);
	expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
	expect((await readError(refused)).type).toBe('rate_limit_error');
	controller.abort();
	await Promise.all(held);

	await until(async () => {
		const response = await post('nothing', '');
		return response.status === 404;
	});
});

test('a client that does not read is cut off, and its work ends', async () => {
	let made = 0;
	let isOver = false;
	const {url} = await open(
		async function* () {
			try {
				for (;;) {
					made++;
					yield {kind: 'text', text: 'x'.repeat(65_536)};
				}
			} finally {
				isOver = true;
			}
		},
		{drainTimeout: 200},
	);
	const socket = connect(Number(new URL(url).port), '127.0.0.1');
	socket.on('error', () => undefined);
	const body = JSON.stringify({...chat, stream: true});
	socket.write(
		`POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
	);
	await until(() => isOver);

	// No more was made than what fits between the two.
	expect(made).toBeLessThan(1000);
	socket.destroy();
});

test('a request that is too large is not read', async () => {
	const {post} = await open();
	const response = await post('chat/completions', 'x'.repeat(4_194_305)).catch(() => undefined);

	// The connection may close before the client has sent all of it.
	expect(response?.status ?? 413).toBe(413);
	expect((await post('chat/completions', chat)).status).toBe(200);
});

test('with a key, only those who have it are answered', async () => {
	const {url, post} = await open(undefined, {key: 'sk-1'});
	const ask = async (authorization?: string) =>
		post('chat/completions', chat, {headers: authorization === undefined ? {} : {authorization}});

	expect((await ask('Bearer sk-1')).status).toBe(200);
	for (const wrong of [undefined, 'Bearer sk-2', 'Bearer ', 'Basic sk-1']) {
		const response = await ask(wrong);
		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({error: {code: 'invalid_api_key'}});
	}

	expect((await fetch(`${url}/models`)).status).toBe(401);
});

test.each([
	[{host: 'localhost:1'}, 200],
	[{host: '[::1]'}, 200],
	[{host: 'evil.example'}, 403],
	[{host: '127.0.0.1.evil.example'}, 403],
	[{origin: 'http://localhost:3000'}, 200],
	[{origin: 'https://evil.example'}, 403],
	[{origin: 'null'}, 403],
])('without a key, a request with the header %j has the status %i', async (headers, status) => {
	const {url} = await open();
	const sent = request(`${url}/models`, {headers});
	sent.end();
	const [response] = await once(sent, 'response');
	response.resume();

	expect(response.statusCode).toBe(status);
});

test('a bug is told, and the client gets an answer', async () => {
	const onFault = vi.fn();
	const {post} = await open(
		() => {
			throw new TypeError('a bug');
		},
		{onFault},
	);
	const response = await post('chat/completions', chat);

	expect(response.status).toBe(500);
	expect(onFault).toHaveBeenCalledExactlyOnceWith(new TypeError('a bug'));
});

test('closing cancels what is under way', async () => {
	const {post, close, asked} = await open((_work, options) => holdUntilAborted(options));
	const answer = post('chat/completions', chat);
	await until(() => asked.length === 1);
	await close();
	await close();

	expect((await answer).status).toBe(503);
	await expect(post('chat/completions', chat)).rejects.toThrow();
});
