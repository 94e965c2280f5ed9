import {type ChildProcess} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {tellNotes} from '../../src/gpu/devices/passed-over.ts';
import {btop, type Ended, entry, parseOnly} from '../helpers/btop.ts';
import {type OpenAiTestServer, startOpenAiTestServer} from '../helpers/openai/openai-server.ts';
import {isGone} from '../helpers/processes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const closes: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const close of closes.splice(0)) {
		await close();
	}
});

async function openServer(): Promise<OpenAiTestServer> {
	const server = await startOpenAiTestServer();
	closes.push(server.close);
	return server;
}

type Serving = {
	readonly url: string;
	readonly model: string;
	readonly pid: number;
	readonly notes: readonly string[];
	readonly child: ChildProcess;
	readonly ended: Promise<Ended>;
};

/** Run `btop serve` until it says that it is ready. */
async function serve(...words: readonly string[]): Promise<Serving> {
	const started = Promise.withResolvers<ChildProcess>();
	const ended = btop(['serve', '--json', '--port', '0', ...words], {onStart: started.resolve});
	const child = await started.promise;
	closes.push(async () => {
		child.kill('SIGKILL');
		await ended;
	});
	const ready = Promise.withResolvers<string>();
	child.stdout!.once('data', ready.resolve);
	const line = await Promise.race([ready.promise, ended.then(({stderr}) => stderr)]);
	return {...(JSON.parse(line) as Omit<Serving, 'child' | 'ended'>), child, ended};
}

const toBody = (tokens: number) =>
	JSON.stringify({model: 'counter', prompt: 'Count:', max_tokens: tokens, stream: true});

test.each(['SIGINT', 'SIGTERM'] as const)(
	'it says when it is ready, and ends with 0 at %s',
	async signal => {
		const [one, other] = [await openServer(), await openServer()];
		const {url, model, pid, notes, child, ended} = await serve(
			'--engine',
			`${one.url},${other.url}`,
		);
		expect(model).toBe('counter');
		expect(notes).toHaveLength(2);
		expect(pid).toBe(child.pid);
		const replies = [2, 3].map(async tokens => {
			const reply = await fetch(`${url}/completions`, {method: 'POST', body: toBody(tokens)});
			return reply.text();
		});
		expect((await Promise.all(replies)).map(text => text.split('\n\n').length)).toEqual([5, 6]);
		expect([one.asked.length, other.asked.length]).toEqual([1, 1]);
		child.kill(signal);
		const {code, stdout, stderr} = await ended;

		expect(code).toBe(0);
		expect(stdout.split('\n')).toHaveLength(2);
		expect(stderr).toBe('');
		expect(await isGone(pid)).toBe(true);
	},
);

test('what a machine has no card for is told to programs only', async () => {
	const words = ['serve', '--port', '0', '--model', 'text-tiny'];
	const ended = await btop(words, {
		onStart(child) {
			child.stdout!.once('data', () => child.kill('SIGTERM'));
		},
	});
	const lines = ended.stdout.split('\n');

	expect(lines[0]).toContain('text-tiny at http://127.0.0.1:');
	expect(lines).toEqual(tellNotes(lines));
	const {notes} = await serve('--model', 'text-tiny');
	expect(lines).toEqual(expect.arrayContaining([...tellNotes(notes)]));
});

test('it ends at once while a stream runs, which reaches the server', async () => {
	const server = await openServer();
	server.misbehave((_asked, response) => {
		response.write('data: {"choices":[{"text":"a"}]}\n\n');
	});
	const {url, child, ended} = await serve('--engine', server.url);
	const reply = await fetch(`${url}/completions`, {method: 'POST', body: toBody(9)});
	const reader = reply.body!.getReader();
	await reader.read();
	child.kill('SIGTERM');

	expect((await ended).code).toBe(0);
	await server.asked[0]!.hungUp;
});

test('servers, weights and keys come from a file; clients need a key', async () => {
	const server = await openServer();
	const folder = await makeTemporaryFolder('serve');
	await writeFile(path.join(folder, 'theirs'), 'sk-theirs\n', {mode: 0o600});
	await writeFile(path.join(folder, 'ours'), 'sk-ours\n', {mode: 0o600});
	const file = path.join(folder, 'servers.json');
	const servers = [{url: server.url, capacity: 2, weight: 0.5, model: 'theirs', keyFile: 'theirs'}];
	await writeFile(file, JSON.stringify({servers}));
	const {url} = await serve(
		'--engine-file',
		file,
		'--model',
		'counter',
		'--key-file',
		path.join(folder, 'ours'),
	);
	const ask = async (headers: Record<string, string>) =>
		fetch(`${url}/completions`, {method: 'POST', body: toBody(2), headers});

	expect((await ask({})).status).toBe(401);
	expect((await ask({authorization: 'Bearer sk-ours'})).status).toBe(200);
	expect(server.asked[0]!.headers.authorization).toBe('Bearer sk-theirs');
	expect(server.asked[0]!.body.model).toBe('theirs');
});

test('files of servers that make no sense are refused', async () => {
	const folder = await makeTemporaryFolder('serve');
	const file = path.join(folder, 'servers.json');
	const ask = async (text: string) => {
		await writeFile(file, text);
		const ended = await btop(['serve', '--json', '--engine-file', file]);
		expect(ended.code).toBe(1);
		const {error} = parseOnly(ended);
		expect(error.code).toBe('bad-path');
		return error.message;
	};

	expect(await ask('{')).toContain('it is not JSON');
	expect(await ask('{"servers": []}')).toContain('`servers');
	expect(await ask('{"servers": [{"url": "gpu1"}]}')).toContain(
		'`servers.0.url`: it does not begin with `http://` or `https://`',
	);
	expect(await ask('{"servers": [{"url": "http://a", "capacity": 0}]}')).toContain('capacity');
	expect(await ask('{"servers": [{"url": "http://a/v1"}, {"url": "http://a"}]}')).toContain(
		'a server stands there twice',
	);
});

test.each([
	[['--host', '0.0.0.0', '--engine', 'http://127.0.0.1:1'], 2, 'Everybody could use'],
	[[], 2, 'nothing to serve'],
	[['--engine', 'http://a', '--engine-file', 'b'], 2, 'cannot be used with'],
	[['--engine', 'http://user:hunter2@a'], 2, 'holds a password'],
	[['--engine', 'http://127.0.0.1:1'], 1, 'refuses connections'],
	[['--model', 'models/image-base', '--device', 'cpu'], 1, 'neither texts nor vectors'],
	[['--model', 'image-base', '--device', 'cpu'], 1, 'neither texts nor vectors'],
	[['--model', 'text-huge'], 2, 'btop models list'],
	[['--model', 'nothing.onnx'], 1, 'nothing.onnx'],
	[['--engine', 'http://127.0.0.1:1', '--key-file', entry], 1, entry],
])('%j is refused', async (words, code, message) => {
	const ended = await btop(['serve', '--json', ...words]);

	expect(ended.code).toBe(code);
	expect(parseOnly(ended).error.message).toContain(message);
	expect(ended.stdout + ended.stderr).not.toContain('hunter2');
});

test('a port that is taken is refused', async () => {
	const server = await openServer();
	const {port} = new URL(server.url);
	const ended = await btop(['serve', '--json', '--engine', server.url, '--port', port]);

	expect(parseOnly(ended).error.code).toBe('port-taken');
});
