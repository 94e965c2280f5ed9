import type {ServerResponse} from 'node:http';
import {expect, test} from 'vitest';
import type {GenerateWork} from '../../../src/gpu/engine.ts';
import {NoServerError, ServerFailedError} from '../../../src/gpu/errors.ts';
import {startOpenAiEngine} from '../../../src/gpu/openai/openai-engine.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {
	closeAfterEach,
	openEngine,
	openServer,
	runText,
	toWork,
} from '../../helpers/openai/open-engine.ts';
import {
	countTo,
	endStream,
	type Misbehavior,
	sendEvent,
	sendJson,
	sendWords,
} from '../../helpers/openai/openai-server.ts';
import {storeValue} from '../../helpers/store-value.ts';
import {until} from '../../helpers/until.ts';

closeAfterEach();

/** Send the same again and again. */
function flood(response: ServerResponse, text: string) {
	const sendMore = () => {
		if (!response.destroyed) {
			response.write(text, sendMore);
		}
	};

	sendMore();
}

const faults: ReadonlyArray<readonly [string, Misbehavior, string]> = [
	[
		'cuts the connection in the middle of a text',
		async (asked, response) => {
			await sendWords(asked, response, {count: 2});
			response.destroy();
		},
		'closed the connection',
	],
	[
		'ends a text without saying why',
		async (asked, response) => {
			await sendWords(asked, response, {count: 2});
			response.end();
		},
		'cut off',
	],
	[
		'ends a text with nothing but the mark of the end',
		async (asked, response) => {
			await sendWords(asked, response, {count: 2});
			response.end('data: [DONE]\n\n');
		},
		'cut off',
	],
	[
		'reports an error in the middle of a text',
		async (asked, response) => {
			await sendWords(asked, response, {count: 2});
			sendEvent(response, {error: {message: 'CUDA out of\nmemory', code: 500}});
			response.end('data: [DONE]\n\n');
		},
		'failed in the middle of a text: CUDA out of memory',
	],
	[
		'gives a text up',
		(_asked, response) => {
			sendEvent(response, {choices: [{text: '', finish_reason: 'abort'}]});
			response.end();
		},
		'gave a text up (`abort`)',
	],
	[
		'sends what is not JSON',
		(_asked, response) => {
			response.end('data: {"choices"\n\n');
		},
		'not of OpenAI’s API',
	],
	[
		'sends JSON of another kind',
		(_asked, response) => {
			response.end('data: {"choices":[{"text":7}]}\n\n');
		},
		'not of OpenAI’s API',
	],
	[
		'sends a page in place of a stream',
		(_asked, response) => {
			response.writeHead(200, {'content-type': 'text/html'});
			response.end('<html>Welcome</html>');
		},
		'cut off',
	],
	[
		'sends an endless line',
		(_asked, response) => {
			response.write('data: ');
			flood(response, 'x'.repeat(65_536));
		},
		'sent an event of over 262144 characters',
	],
	[
		'sends endless empty lines',
		(_asked, response) => {
			flood(response, ': \n\n'.repeat(16_384));
		},
		'sent more than',
	],
	[
		'fails',
		(_asked, response) => {
			sendJson(response, 500, {error: {message: 'Internal'}});
		},
		'answered with status 500: Internal',
	],
	[
		'sends a huge header',
		(_asked, response) => {
			response.writeHead(200, {big: 'x'.repeat(40_000)});
			response.end();
		},
		'does not speak HTTP',
	],
	[
		'does not speak HTTP',
		(_asked, response) => {
			response.socket!.end('SSH-2.0-OpenSSH_9.6\r\n');
		},
		'does not speak HTTP',
	],
];

/** Start a server that misbehaves and gets all work first, and a good one. */
async function openBoth(misbehavior: Misbehavior) {
	const bad = await openServer();
	const good = await openServer();
	bad.misbehave(misbehavior);
	const engine = await openEngine([
		{url: bad.url, weight: 1000},
		{url: good.url, weight: 0.01},
	]);
	return {bad, good, engine};
}

test.each(faults)('what a server that %s does not do is done by another', async (_name, how) => {
	const {bad, good, engine} = await openBoth(how);
	const {text, last} = await runText(engine, toWork(6));

	expect(text).toBe(countTo(6));
	expect(last).toMatchObject({kind: 'text-end', tokens: 6});
	expect([bad.asked.length, good.asked.length]).toEqual([1, 1]);
	expect(engine.info().notes[0]).toContain('1 failed');
});

test.each(faults)('a server that %s is put out, with the reason', async (_name, how, reason) => {
	const bad = await openServer();
	bad.misbehave(how);
	const clock = createFakeClock();
	const engine = await openEngine([{url: bad.url}], {clock});
	const controller = new AbortController();
	const work = runText(engine, toWork(6), {signal: controller.signal});
	const problem = await storeValue(engine.problem, value => value !== undefined);

	expect(problem).toContain(reason);
	expect(problem).toContain(`\`${bad.url}/v1\``);
	expect(bad.asked).toHaveLength(3);
	controller.abort();
	expect((await work).last).toMatchObject({kind: 'refused', reason: 'cancelled'});
});

test('a server that is out gets work again once it has passed an examination', async () => {
	const bad = await openServer();
	const clock = createFakeClock();
	const engine = await openEngine([{url: bad.url}], {clock});
	bad.misbehave(
		(_asked, response) => {
			sendJson(response, 500, {});
		},
		{always: true},
	);
	const work = runText(engine, toWork(2));
	await storeValue(engine.problem, value => value !== undefined);
	const before = bad.examined();
	clock.advance(999);
	expect(bad.examined()).toBe(before);
	clock.advance(1);
	await until(() => bad.examined() === before + 1);
	// It failed again, so the next examination is two seconds later.
	await until(() => {
		clock.advance(100);
		return bad.examined() === before + 2;
	});
	expect(clock.now()).toBeGreaterThanOrEqual(3000);
	bad.misbehave(undefined);
	await until(() => {
		clock.advance(100);
		return engine.problem.getSnapshot() === undefined;
	});

	// What waited meanwhile is done.
	expect((await work).text).toBe(' one two');
	expect(clock.now()).toBeGreaterThanOrEqual(7000);
});

test('a server that is down at the start is used once it is up', async () => {
	const good = await openServer();
	const late = await openServer();
	const {url} = late;
	await late.close();
	const clock = createFakeClock();
	const engine = await openEngine([{url: good.url}, {url, weight: 1000}], {clock});
	expect(engine.info().notes[1]).toContain('refuses connections');
	const again = await openServer({port: Number(new URL(url).port)});
	await until(() => {
		clock.advance(100);
		return (
			engine.info().notes[1]!.includes('0 of 8 under way, 0 answered') && again.examined() >= 4
		);
	});
	await runText(engine, toWork(2));

	await runText(engine, toWork(2));
	expect(again.asked.length).toBeGreaterThan(0);
});

test('without a server that works, there is no engine', async () => {
	const down = await openServer();
	await down.close();
	const broken = await openServer();
	broken.misbehave(
		(_asked, response) => {
			sendJson(response, 404, {error: {message: 'The model `x` does not exist'}});
		},
		{always: true},
	);
	const failure = await startOpenAiEngine({
		servers: [{url: down.url}, {url: broken.url, model: 'x'}],
	}).catch((error: unknown) => error);

	expect(failure).toBeInstanceOf(NoServerError);
	expect(String(failure)).toContain(`\`${down.url}/v1\` refuses connections`);
	expect(String(failure)).toContain('answered with status 404: The model `x` does not exist');
});

test.each([
	[429, '0'],
	[503, '0'],
])('a server that is busy (%i) is spared for as long as it asks', async status => {
	const server = await openServer();
	const clock = createFakeClock(1000);
	const engine = await openEngine([{url: server.url}], {clock});
	server.misbehave((_asked, response) => {
		sendJson(response, status, {error: {message: 'Slow down'}}, {'retry-after': '7'});
	});
	const work = runText(engine, toWork(2));
	await until(() => engine.info().waiting === 1);
	server.misbehave(undefined);
	clock.advance(6999);
	expect(engine.info().waiting).toBe(1);
	expect(engine.problem.getSnapshot()).toBeUndefined();
	clock.advance(1);

	expect((await work).text).toBe(' one two');
	expect(server.asked).toHaveLength(2);
});

test('a redirect is not followed, nor the key sent on', async () => {
	const thief = await openServer();
	const server = await openServer();
	server.misbehave(
		(_asked, response) => {
			response.writeHead(307, {location: `${thief.url}/v1/models`});
			response.end();
		},
		{always: true},
	);
	await expect(startOpenAiEngine({servers: [{url: server.url}]})).rejects.toThrow(
		`redirects to another address (\`${thief.url}/v1/models\`)`,
	);
	expect(thief.examined()).toBe(0);
});

test('a key that no longer counts puts its server out at once', async () => {
	const {bad, engine} = await openBoth((_asked, response) => {
		sendJson(response, 401, {error: {message: 'Incorrect API key'}});
	});
	expect((await runText(engine, toWork(2))).text).toBe(' one two');
	await runText(engine, toWork(2));

	expect(bad.asked).toHaveLength(1);
	expect(engine.info().notes[0]).toContain('answered with status 401: Incorrect API key');
});

test('a text that is too long for every server is refused as such, and no server blamed', async () => {
	const {good, engine} = await openBoth((_asked, response) => {
		const message = "This model's maximum context length is 8 tokens";
		sendJson(response, 400, {error: {message, code: 400}});
	});
	expect((await runText(engine, toWork(2))).text).toBe(' one two');
	good.misbehave((_asked, response) => {
		sendJson(response, 400, {message: 'the request exceeds the available context size'});
	});
	const {last} = await runText(engine, toWork(2));

	expect(last).toMatchObject({kind: 'refused', reason: 'too-long'});
	expect((last as {cause?: unknown}).cause).toBeInstanceOf(ServerFailedError);
	// Some have begun to stream by the time they find out.
	good.misbehave((_asked, response) => {
		sendEvent(response, {error: {message: 'Requested tokens (9) exceed context window of 8'}});
		response.end();
	});
	expect((await runText(engine, toWork(2))).last).toMatchObject({reason: 'too-long'});
	expect(engine.info().notes.join(' ')).not.toMatch(/[1-9] failed/v);
});

const cutAfterTwo: Misbehavior = async (asked, response) => {
	await sendWords(asked, response, {count: 2});
	response.destroy();
};

test('a text that was begun goes on only if it can be made again', async () => {
	const {engine} = await openBoth(cutAfterTwo);
	const ask = async (fields: Partial<GenerateWork>) => runText(engine, toWork(4, fields));

	expect(await ask({temperature: 1})).toMatchObject({
		text: ' one two',
		last: {kind: 'refused', reason: 'engine-failed'},
	});
	expect((await ask({temperature: 1, seed: 4})).text).toBe(countTo(4));
});

test.each(['other', 'shorter'])('a text that was begun does not go on as %s', async kind => {
	const {good, engine} = await openBoth(cutAfterTwo);
	good.misbehave(async (asked, response) => {
		await sendWords(asked, response, {count: 1});
		if (kind === 'other') {
			sendEvent(response, {choices: [{text: ' zwei'}]});
		}

		endStream(asked, response);
	});
	const {text, last} = await runText(engine, toWork(4));

	expect(text).toBe(' one two');
	expect(last).toMatchObject({kind: 'refused', reason: 'engine-failed'});
	expect(String((last as {cause?: unknown}).cause)).toContain('another text');
});

test('work that brings every server down is given up', async () => {
	const servers = [await openServer(), await openServer()];
	for (const server of servers) {
		server.misbehave(cutAfterTwo);
	}

	const engine = await openEngine([{url: servers[0]!.url}, {url: servers[1]!.url}]);

	expect((await runText(engine, toWork(4))).last).toMatchObject({reason: 'engine-failed'});
	expect(servers.map(({asked}) => asked.length)).toEqual([2, 2]);
});

test('a server that hangs is left for another in half of the time that there is', async () => {
	const {bad, good, engine} = await openBoth(() => undefined);
	const {text} = await runText(engine, toWork(4), {deadline: Date.now() + 2000});

	expect(text).toBe(countTo(4));
	expect(good.asked).toHaveLength(1);
	await bad.asked[0]!.hungUp;
	expect(engine.info().notes[0]).toContain('1 failed');
});

test('a server that is slow but not silent is left, and not blamed', async () => {
	const slowly: Misbehavior = async (asked, response) => {
		if (asked.body.max_tokens === 1000) {
			await sendWords(asked, response, {pace: 5});
		}
	};

	const {bad, good, engine} = await openBoth(slowly);
	good.misbehave(async (asked, response) => {
		await slowly(asked, response);
		await sendWords(asked, response);
		endStream(asked, response);
	});
	const controller = new AbortController();
	const {signal} = controller;
	const others = [runText(engine, toWork(1000), {signal}), runText(engine, toWork(1000), {signal})];
	const {text} = await runText(engine, toWork(4), {deadline: Date.now() + 2000});

	expect(text).toBe(countTo(4));
	expect(bad.asked).toHaveLength(2);
	expect(engine.info().notes[0]).toContain('0 failed');
	controller.abort();
	await Promise.all(others);
});

test('the only server may take all the time there is', async () => {
	const server = await openServer();
	const engine = await openEngine([{url: server.url}]);
	server.misbehave(async (asked, response) => {
		await new Promise(resolve => {
			setTimeout(resolve, 700);
		});
		await sendWords(asked, response);
		endStream(asked, response);
	});

	const {text} = await runText(engine, toWork(4), {deadline: Date.now() + 60_000});
	expect(text).toBe(countTo(4));
});

test('a server that says nothing to anyone for too long has failed', async () => {
	const server = await openServer();
	const engine = await openEngine([{url: server.url}], {stallTimeout: 200});
	server.misbehave(async (asked, response) => {
		await sendWords(asked, response, {count: 1});
	});
	const work = runText(engine, toWork(4), {deadline: Date.now() + 3000});
	await until(() => engine.info().notes[0]!.includes('1 failed'));
	server.misbehave(undefined);

	expect((await work).text).toBe(countTo(4));
});

test('a reader who takes time is no fault of the server', async () => {
	const server = await openServer();
	const engine = await openEngine([{url: server.url}], {stallTimeout: 50});
	const parts = [];
	for await (const part of engine.run(toWork(3))) {
		parts.push(part);
		await new Promise(resolve => {
			setTimeout(resolve, 200);
		});
	}

	expect(parts.at(-1)).toMatchObject({kind: 'text-end'});
	expect(server.asked).toHaveLength(1);
});
