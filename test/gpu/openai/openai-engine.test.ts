import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {NoServerError} from '../../../src/gpu/errors.ts';
import {startOpenAiEngine} from '../../../src/gpu/openai/openai-engine.ts';
import {
	closeAfterEach,
	openEngine,
	openServer,
	runText,
	toWork,
} from '../../helpers/openai/open-engine.ts';
import {countTo, sendJson} from '../../helpers/openai/openai-server.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

closeAfterEach();

test('a text comes in pieces and ends with what the server counted', async () => {
	const server = await openServer();
	const engine = await openEngine([{url: server.url}]);

	expect(await Array.fromAsync(engine.run(toWork(3)))).toEqual([
		{kind: 'text', text: ' one'},
		{kind: 'text', text: ' two'},
		{kind: 'text', text: ' three'},
		{kind: 'text-end', reason: 'length', promptTokens: 7, tokens: 3},
	]);
	expect(server.asked.map(({path: place, body}) => [place, body])).toEqual([
		[
			'completions',
			{
				model: 'counter',
				prompt: 'Count:',
				max_tokens: 3,
				temperature: 0,
				top_p: 1,
				stream: true,
				stream_options: {include_usage: true},
			},
		],
	]);
});

test('a chat goes to the chat endpoint, with all that was asked for', async () => {
	const server = await openServer();
	const engine = await openEngine([{url: `${server.url}/v1/`, model: 'mine'}]);
	const prompt = [{role: 'user', content: 'Count'}] as const;
	const work = toWork(2, {prompt, temperature: undefined, topP: 0.5, stop: ['\n'], seed: 7});

	expect((await runText(engine, work)).text).toBe(' one two');
	expect(server.asked[0]).toMatchObject({
		path: 'chat/completions',
		body: {model: 'mine', messages: prompt, temperature: 1, top_p: 0.5, stop: ['\n'], seed: 7},
	});
});

test('a vector has unit length', async () => {
	const server = await openServer();
	const engine = await openEngine([{url: server.url}]);

	expect(await Array.fromAsync(engine.run({kind: 'embed', text: 'a'}))).toEqual([
		{kind: 'vector', vector: Float32Array.of(0.6, 0.8, 0), tokens: 5},
	]);
	expect(server.asked[0]).toMatchObject({path: 'embeddings', body: {encoding_format: 'float'}});
});

test('an engine says what its servers can do, and their state', async () => {
	const one = await openServer({endpoints: ['completions']});
	const other = await openServer({endpoints: ['embeddings'], models: ['vectors']});
	const engine = await openEngine([
		{url: one.url, capacity: 3},
		{url: other.url, capacity: 2},
	]);
	await runText(engine, toWork(2));

	expect(engine.info()).toMatchObject({
		provider: 'remote',
		device: `${one.url}, ${other.url}`.replaceAll('http://', ''),
		model: 'counter, vectors',
		capabilities: ['generate', 'embed'],
		capacity: 5,
		waiting: 0,
		notes: [
			'The servers have different models: `counter`, `vectors`',
			`\`${one.url}/v1\`: 0 of 3 under way, 1 answered, 0 failed`,
			`\`${other.url}/v1\`: 0 of 2 under way, 0 answered, 0 failed`,
		],
	});
	expect(await engine.memoryBytes()).toBeUndefined();
	// Work goes only where it can be done.
	expect(await Array.fromAsync(engine.run({kind: 'embed', text: 'a'}))).toHaveLength(1);
	expect(
		await Array.fromAsync(engine.run(toWork(2, {prompt: [{role: 'user', content: 'Hi'}]}))),
	).toEqual([{kind: 'refused', reason: 'unsupported'}]);
	expect(await Array.fromAsync(engine.run({kind: 'tensor', input: Float32Array.of(1)}))).toEqual([
		{kind: 'refused', reason: 'unsupported'},
	]);
});

test('a server that does not know how to count tokens is not asked to', async () => {
	const server = await openServer();
	server.misbehave(
		({body}, response) => {
			if (body?.stream_options) {
				sendJson(response, 400, {error: {message: 'Unknown field `stream_options`'}});
			} else {
				response.end(
					'data: {"choices":[{"text":"a"}]}\n\ndata: {"choices":[{"text":"b","finish_reason":"stop"}]}\n\n',
				);
			}
		},
		{always: true},
	);
	const engine = await openEngine([{url: server.url, model: 'any'}]);

	expect((await runText(engine, toWork(9))).last).toEqual({
		kind: 'text-end',
		reason: 'stop',
		promptTokens: 0,
		tokens: 2,
	});
});

test('work goes where the least is under way for capacity and weight', async () => {
	const slow = await openServer({pace: 5});
	const quick = await openServer({pace: 5});
	const engine = await openEngine([
		{url: slow.url, capacity: 4},
		{url: quick.url, capacity: 4, weight: 3},
	]);
	const works = Array.from({length: 4}, async () => runText(engine, toWork(20)));
	await until(() => slow.asked.length + quick.asked.length === 4);

	expect([slow.asked.length, quick.asked.length]).toEqual([1, 3]);
	await Promise.all(works);
});

test('servers get no more than they can do at once, and callers take turns', async () => {
	const server = await openServer({pace: 40});
	const engine = await openEngine([{url: server.url, capacity: 1}], {maxWaiting: 3});
	const ends: string[] = [];
	const ask = async (caller: string, name: string) => {
		const {last} = await runText(engine, toWork(5, {prompt: name}), {caller});
		ends.push(last?.kind === 'refused' ? `${name} ${last.reason}` : name);
	};

	const works = [ask('a', 'a1'), ask('a', 'a2'), ask('a', 'a3'), ask('b', 'b1'), ask('b', 'b2')];
	await until(() => server.asked.length > 0);
	expect(engine.info().waiting).toBe(3);
	await Promise.all(works);

	expect(ends).toEqual(['b2 queue-full', 'a1', 'a2', 'b1', 'a3']);
});

test('connections are used again', async () => {
	const server = await openServer();
	const engine = await openEngine([{url: server.url}]);
	const before = server.connections();
	for (let turn = 0; turn < 5; turn++) {
		await runText(engine, toWork(3));
	}

	expect(server.connections()).toBe(before);
});

test('cancelling reaches the server, and so does a reader that stops', async () => {
	const server = await openServer({pace: 5});
	const engine = await openEngine([{url: server.url}]);
	const controller = new AbortController();
	const parts = [];
	for await (const part of engine.run(toWork(100_000), {signal: controller.signal})) {
		parts.push(part);
		controller.abort();
	}

	expect(parts.at(-1)).toEqual({kind: 'refused', reason: 'cancelled'});
	await server.asked[0]!.hungUp;
	// eslint-disable-next-line no-unreachable-loop -- It stops reading.
	for await (const part of engine.run(toWork(100_000))) {
		expect(part.kind).toBe('text');
		break;
	}

	await server.asked[1]!.hungUp;
	expect(engine.info().notes[0]).toContain('0 of 8 under way');
});

test('work ends at its deadline, under way or waiting', async () => {
	const server = await openServer({pace: 5});
	const engine = await openEngine([{url: server.url, capacity: 1}]);
	const deadline = Date.now() + 300;
	const ends = await Promise.all([
		runText(engine, toWork(100_000), {deadline}),
		runText(engine, toWork(100_000), {deadline}),
	]);

	expect(ends.map(({last}) => last)).toEqual([
		{kind: 'refused', reason: 'deadline'},
		{kind: 'refused', reason: 'deadline'},
	]);
	expect(ends.map(({text}) => text.startsWith(countTo(1)))).toEqual([true, false]);
	await server.asked[0]!.hungUp;
});

test('closing refuses all work, and closes the connections', async () => {
	const server = await openServer({pace: 5});
	const engine = await openEngine([{url: server.url, capacity: 1}]);
	const works = [runText(engine, toWork(100_000)), runText(engine, toWork(100_000))];
	await until(() => server.asked.length > 0);
	await engine.close();
	await engine.close();
	works.push(runText(engine, toWork(1)));

	for (const {last} of await Promise.all(works)) {
		expect(last).toEqual({kind: 'refused', reason: 'closed'});
	}

	await server.asked[0]!.hungUp;
});

test('a key is read from its file and sent to its server alone', async () => {
	const [one, other] = [await openServer(), await openServer()];
	const keyFile = path.join(await makeTemporaryFolder('key'), 'key');
	await writeFile(keyFile, 'sk-secret\n', {mode: 0o600});
	const engine = await openEngine([
		{url: one.url, keyFile},
		{url: other.url, weight: 0.1},
	]);
	await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map(async () => runText(engine, toWork(2))));

	expect(one.asked[0]!.headers.authorization).toBe('Bearer sk-secret');
	expect(other.asked[0]!.headers.authorization).toBeUndefined();
	expect(JSON.stringify(engine.info())).not.toContain('secret');
	await chmod(keyFile, 0o644);
	const open = await openEngine([{url: one.url, keyFile}]);
	expect(open.info().notes[0]).toContain(`\`chmod 600 ${keyFile}\``);
});

test('a file without a key is refused, and never quoted', async () => {
	const server = await openServer();
	const keyFile = path.join(await makeTemporaryFolder('key'), 'key');
	await writeFile(keyFile, 'two words\nof a letter\n', {mode: 0o600});
	const failure = await startOpenAiEngine({servers: [{url: server.url, keyFile}]}).catch(
		(error: unknown) => error,
	);

	expect(failure).toBeInstanceOf(NoServerError);
	expect(String(failure)).toContain('does not hold one line with a key');
	expect(String(failure)).not.toContain('letter');
	expect(server.examined()).toBe(0);
});

test.each([
	['ftp://host', 'does not begin with'],
	['nonsense', 'does not begin with'],
	['http://user:pass@host', 'holds a password'],
	['http://host?key=1', 'something after its path'],
])('the address %s is refused', async (url, problem) => {
	await expect(startOpenAiEngine({servers: [{url}]})).rejects.toThrow(problem);
});

test('a server that lists no model, or several, is to be told which', async () => {
	const many = await openServer({models: ['a', 'b']});
	await expect(startOpenAiEngine({servers: [{url: many.url}]})).rejects.toThrow(
		'has 2 models; name the one to ask for, such as `a`, `b`',
	);
	const none = await openServer({models: []});
	await expect(startOpenAiEngine({servers: [{url: none.url}]})).rejects.toThrow('lists no model');
});

test('a start that is aborted leaves nothing', async () => {
	const server = await openServer();
	server.misbehave(() => undefined, {always: true});
	const controller = new AbortController();
	const started = startOpenAiEngine({servers: [{url: server.url}], signal: controller.signal});
	await until(() => server.examined() > 0);
	controller.abort(new Error('enough'));

	await expect(started).rejects.toThrow('enough');
});
