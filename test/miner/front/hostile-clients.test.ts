import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import http from 'node:http';
import diagnostics from 'node:diagnostics_channel';
import {connect, type Socket} from 'node:net';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {afterEach, expect, onTestFinished, test, vi} from 'vitest';
import {createSigner, verifySignature} from '../../../src/crypto/sr25519.ts';
import {createBatchedEngine} from '../../../src/gpu/batch/batched-engine.ts';
import {createBatcher} from '../../../src/gpu/batch/batcher.ts';
import {createAdmission, type AdmissionOptions} from '../../../src/miner/front/admission.ts';
import {
	createMinerServer,
	type MinerServer,
	type MinerServerOptions,
} from '../../../src/miner/front/miner-server.ts';
import {signRequest} from '../../../src/protocol/sign-request.ts';
import {watchSilence} from '../../../src/miner/observe/silence-watch.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {answerWith} from '../../../src/tasks/answerer.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {doublingTask} from '../../helpers/miner/doubling-task.ts';
import {signHead} from '../../helpers/miner/sign-head.ts';
import {until} from '../../helpers/until.ts';

const miner = createSigner({uri: '//Miner'});
const validator = createSigner({uri: '//Validator'});
const stranger = createSigner({uri: '//Stranger'});
const body = '{"numbers":[1,2,3]}';

const servers: MinerServer[] = [];
const sockets: Socket[] = [];
const agents: http.Agent[] = [];

afterEach(async () => {
	for (const agent of agents.splice(0)) {
		agent.destroy();
	}

	for (const socket of sockets.splice(0)) {
		socket.destroy();
	}

	await Promise.all(servers.splice(0).map(async server => server.close({timeout: 0})));
});

async function start({
	allow,
	...options
}: Partial<MinerServerOptions> & Pick<AdmissionOptions, 'allow'> = {}) {
	const server = await createMinerServer({
		task: doublingTask as Task,
		hotkey: miner.address,
		answer: answerWith(
			doublingTask as Task,
			createBatchedEngine(
				createBatcher({lanes: [async rows => rows.map(row => row.map(number => number * 2))]}),
			),
		),
		admission: createAdmission({
			allow,
			lookUp: hotkey =>
				hotkey === validator.address ? {validatorPermit: true, stake: 1n} : undefined,
		}),
		verify: verifySignature,
		...options,
	});
	servers.push(server);
	return server;
}

/** Open a connection that does what no HTTP client does. */
async function open({port}: Pick<MinerServer, 'port'>, localAddress = '127.0.0.1') {
	const socket = connect({port, host: '127.0.0.1', localAddress}).setEncoding('utf8');
	sockets.push(socket);
	// It is cut, sooner or later.
	socket.on('error', () => undefined);
	await once(socket, 'connect');
	return socket;
}

const readReply = async (socket: Socket) => (await once(socket, 'data')) as [string];

/** A client that keeps its connection, as validators do. */
function createClient({port}: Pick<MinerServer, 'port'>, clock = systemClock) {
	const agent = new http.Agent({keepAlive: true, maxSockets: 1});
	agents.push(agent);
	return async (signer = validator) => {
		const headers = await signRequest({
			method: 'POST',
			path: '/double',
			body: Buffer.from(body),
			receiver: miner.address,
			signer,
			clock,
		});
		const request = http.request({agent, port, path: '/double', method: 'POST', headers});
		const replied = once(request, 'response');
		request.end(body);
		const [reply] = (await replied) as [http.IncomingMessage];
		const chunks: string[] = await reply.setEncoding('utf8').toArray();
		return {status: reply.statusCode, text: chunks.join(''), isReused: request.reusedSocket};
	};
}

test('a stranger’s signature is not checked, and its connection is closed', async () => {
	const verify = vi.fn(verifySignature);
	const ask = createClient(await start({verify}));
	expect(await ask(stranger)).toMatchObject({status: 403, isReused: false});
	expect(await ask(stranger)).toMatchObject({status: 403, isReused: false});
	expect(verify).not.toHaveBeenCalled();
});

test('a validator keeps its connection, also when a query of it is refused', async () => {
	const ask = createClient(
		await start({
			answer: answerWith(
				doublingTask as Task,
				createBatchedEngine(
					createBatcher({
						lanes: [
							async () => {
								throw new Error('The device is gone');
							},
						],
					}),
				),
			),
		}),
	);
	expect(await ask()).toMatchObject({status: 503, isReused: false});
	expect(await ask()).toMatchObject({status: 503, isReused: true});
	expect(await ask(stranger)).toMatchObject({status: 403, isReused: true});
	expect(await ask()).toMatchObject({status: 503, isReused: true});
});

test.each([
	['another path', 'GET /x HTTP/1.1\r\nHost: miner\r\n\r\n', 404, 'not-found'],
	['another method', 'GET /double HTTP/1.1\r\nHost: miner\r\n\r\n', 405, 'method-not-allowed'],
	['no host', 'GET /x HTTP/1.1\r\n\r\n', 400, 'not-http'],
	['no claims', 'POST /double HTTP/1.1\r\nHost: miner\r\n\r\n', 401, 'malformed-auth'],
	['unknown expectations', 'GET /x HTTP/1.1\r\nHost: miner\r\nExpect: x\r\n\r\n', 404, 'not-found'],
	['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nHost: miner\r\n\r\n', 404, 'not-found'],
	[
		'an upgrade',
		'GET /x HTTP/1.1\r\nHost: miner\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
		404,
		'not-found',
	],
	['a head that is too large', `GET /x HTTP/1.1\r\nX: ${'x'.repeat(9000)}`, 431, 'not-http'],
	['no HTTP', 'Good morning!\r\n\r\n', 400, 'not-http'],
	[
		'a body of chunks',
		'POST /x HTTP/1.1\r\nHost: miner\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-Trailer: x\r\n\r\n',
		411,
		'length-required',
	],
	[
		'a body of chunks that waits to be asked for',
		'POST /x HTTP/1.1\r\nHost: miner\r\nExpect: 100-continue\r\nTransfer-Encoding: Chunked\r\n\r\n',
		411,
		'length-required',
	],
	[
		'a tunnel of chunks',
		'CONNECT x:1 HTTP/1.1\r\nHost: miner\r\nTransfer-Encoding: chunked\r\n\r\n',
		411,
		'length-required',
	],
])(
	'a request with %s is refused, and its connection is closed',
	async (_, text, status, reason) => {
		const server = await start();
		const socket = await open(server);
		const closed = once(socket, 'close');
		socket.write(text);
		const [reply] = await readReply(socket);
		expect(reply).toMatch(
			new RegExp(String.raw`^HTTP/1\.1 ${status} [\s\S]*Connection: close`, 'v'),
		);
		await closed;
		expect(server.state.getSnapshot().refusals).toEqual({[reason]: 1});
	},
);

test('what follows a refused request is not read', async () => {
	const server = await start();
	const handled = vi.fn();
	diagnostics.subscribe('http.server.request.start', handled);
	onTestFinished(() => {
		diagnostics.unsubscribe('http.server.request.start', handled);
	});
	const socket = await open(server);
	const closed = once(socket, 'close');
	socket.pause();
	socket.write('GET /x HTTP/1.1\r\nHost: miner\r\n\r\n'.repeat(1000));
	await until(() => server.state.getSnapshot().refusals['not-found'] === 1);
	socket.resume();
	await closed;
	expect(server.state.getSnapshot().refused).toBe(1);
	// The one that is refused, and the one that has the connection cut.
	expect(handled).toHaveBeenCalledTimes(2);
});

test('chunks are refused before one is parsed, even from a validator', async () => {
	const server = await start();
	const socket = await open(server);
	const createHead = async () =>
		signHead({receiver: miner.address, signer: validator, body: Buffer.from(body)});
	socket.write(`${await createHead()}Content-Length: ${body.length}\r\n\r\n${body}`);
	expect((await readReply(socket))[0]).toMatch(/^HTTP\/1\.1 200 /v);
	const closed = once(socket, 'close');
	// Whoever parses it finds that this is no chunk.
	socket.write(`${await createHead()}Transfer-Encoding: chunked\r\n\r\nno chunk\r\n`);
	expect((await readReply(socket))[0]).toMatch(/^HTTP\/1\.1 411 /v);
	await closed;
	await until(() => server.state.getSnapshot().refused > 0);
	expect(server.state.getSnapshot().refusals).toEqual({'length-required': 1});
});

test('whoever claims to be a hotkey on the operator’s list, and is not, hears what every stranger hears', async () => {
	const server = await start({allow: [stranger.address], bodyLimit: 100});
	const ask = async (length: number, signer = validator) => {
		const socket = await open(server);
		const head = await signHead({receiver: miner.address, signer});
		const text = head.replaceAll(signer.address, () => stranger.address);
		socket.write(`${text}Content-Length: ${length}\r\n\r\n${'x'.repeat(length)}`);
		const [reply] = await readReply(socket);
		return reply.replace(/^Date: .*\r\n/mv, '');
	};

	const {address} = createSigner({uri: '//Another stranger'});
	const socket = await open(server);
	const head = await signHead({receiver: miner.address, signer: validator});
	socket.write(
		`${head.replaceAll(validator.address, () => address)}Content-Length: 5\r\n\r\nxxxxx`,
	);
	const [expected] = await readReply(socket);
	expect(expected).toMatch(/^HTTP\/1\.1 403 [\s\S]*not-registered/v);

	expect(await ask(5)).toBe(expected.replace(/^Date: .*\r\n/mv, ''));
	expect(await ask(500)).toBe(expected.replace(/^Date: .*\r\n/mv, ''));
	expect(await createClient(server)(stranger)).toMatchObject({status: 200});
});

test.each([
	['heads', async () => 'POST /double HTTP/1.1\r\nX-Slow: '],
	[
		'bodies',
		async () => {
			const head = await signHead({receiver: miner.address, signer: validator});
			return `${head}Content-Length: 1000\r\n\r\n{`;
		},
	],
	['nothing at all', async () => ''],
])('who drips %s keeps nobody out', async (_, createText) => {
	const server = await start({maxConnections: 8});
	const closed: number[] = [];
	const dripping = await Promise.all(
		Array.from({length: 20}, async (_item, index) => {
			const socket = await open(server);
			socket.on('close', () => {
				closed.push(index);
			});
			socket.write(await createText());
			return socket;
		}),
	);
	// Half of all connections are left to one address.
	await until(() => closed.length === 16);
	const ask = createClient(server);
	expect(await ask()).toMatchObject({status: 200});
	for (const socket of dripping) {
		socket.destroy();
	}

	await Promise.all(Array.from({length: 20}, async () => open(server)));
	expect(await ask()).toMatchObject({status: 200, isReused: true});
});

test.skipIf(process.platform !== 'linux')(
	'when all connections are taken, those of strangers make room for those of a known address',
	async () => {
		const server = await start({maxConnections: 8});
		expect(await createClient(server)()).toMatchObject({status: 200});
		const closed: string[] = [];
		const fill = async (address: string) => {
			const socket = await open(server, address);
			socket.on('close', () => {
				closed.push(address);
			});
		};

		for (const address of ['127.0.0.1', '127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4']) {
			await fill(address);
		}

		for (const address of ['127.0.0.5', '127.0.0.6', '127.0.0.7', '127.0.0.8']) {
			await fill(address);
		}

		await until(() => closed.length === 2);
		expect(closed).toEqual(['127.0.0.2', '127.0.0.3']);
	},
);

test.skipIf(process.platform !== 'linux')(
	'idle connections leave file descriptors for queries and for processes',
	async () => {
		const file = new URL('../../helpers/miner/limited-server.ts', import.meta.url);
		const limited = ['-c', 'ulimit -n 200; exec "$@"', 'sh', process.execPath, fileURLToPath(file)];
		const server = spawn('sh', limited, {stdio: ['ignore', 'inherit', 'inherit', 'ipc']});
		onTestFinished(() => {
			server.kill('SIGKILL');
		});
		const [port] = (await once(server, 'message')) as [number];
		const idle: Socket[] = [];
		for (let index = 0; index < 300; index++) {
			idle.push(await open({port}, `127.0.0.${(index % 100) + 1}`));
		}

		await until(() => idle.filter(({destroyed}) => !destroyed).length === 72);
		const told = once(server, 'message');
		server.send('start a process');
		expect(await told).toContain(true);
		expect(await createClient({port})()).toMatchObject({status: 200});
	},
);

test('a body that comes too slowly is cut, however small its pieces', async () => {
	const clock = createFakeClock(Date.now());
	const server = await start({clock});
	const socket = await open(server);
	const head = await signHead({receiver: miner.address, signer: validator, clock});
	socket.write(`${head}Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n`);
	// This says that the server waits for the body now.
	expect((await readReply(socket))[0]).toMatch(/^HTTP\/1\.1 100 /v);
	socket.write('{');
	const replied = readReply(socket);
	const closed = once(socket, 'close');
	clock.advance(4000);

	expect((await replied)[0]).toMatch(/^HTTP\/1\.1 408 /v);
	await closed;
	await until(() => server.state.getSnapshot().refusals['body-too-slow'] === 1);
});

test('who hangs up in mid-body is counted, and leaves nothing behind', async () => {
	const server = await start();
	const socket = await open(server);
	const head = await signHead({receiver: miner.address, signer: validator});
	socket.write(`${head}Content-Length: 1000\r\n\r\n{"numbers":`);
	// The answer to another request says that this one was read so far.
	expect(await createClient(server)()).toMatchObject({status: 200});
	socket.destroy();
	await until(() => server.state.getSnapshot().refusals['client-gone'] === 1);
	expect(await createClient(server)()).toMatchObject({status: 200});
});

test('what is left of a refused body is not taken for the next request', async () => {
	const server = await start();
	const socket = await open(server);
	const ask = async () => {
		const head = await signHead({
			receiver: miner.address,
			signer: validator,
			body: Buffer.from(body),
		});
		socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
		expect((await readReply(socket))[0]).toMatch(/^HTTP\/1\.1 200 /v);
	};

	await ask();
	const head = await signHead({receiver: miner.address, signer: stranger});
	const smuggled = 'GET /double HTTP/1.1\r\n\r\n';
	socket.write(`${head}Content-Length: ${smuggled.length + body.length}\r\n\r\n`);
	expect((await readReply(socket))[0]).toMatch(/^HTTP\/1\.1 403 /v);
	socket.write(smuggled);
	socket.write(body);
	await ask();
});

test('a connection that is refused with much of its body unread is closed', async () => {
	const socket = await open(await start());
	const head = await signHead({receiver: miner.address, signer: stranger});
	socket.write(`${head}Content-Length: 100000\r\n\r\n{`);
	const closed = once(socket, 'close');
	expect((await readReply(socket))[0]).toMatch(/^HTTP\/1\.1 403 [\s\S]*Connection: close/v);
	await closed;
});

test('a connection that does not wait for its replies is cut, and its queries are dropped', async () => {
	const started = Promise.withResolvers<void>();
	const batcher = createBatcher<Float32Array, Float32Array>({
		lanes: [
			async () => {
				started.resolve();
				return Promise.withResolvers<never>().promise;
			},
		],
	});
	const server = await start({
		answer: answerWith(doublingTask as Task, createBatchedEngine(batcher)),
	});
	const socket = await open(server);
	const requests = await Promise.all(
		Array.from({length: 5}, async () => {
			const head = await signHead({
				receiver: miner.address,
				signer: validator,
				body: Buffer.from(body),
			});
			return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
		}),
	);
	socket.write(requests.slice(0, 4).join(''));
	await started.promise;
	await until(() => batcher.waiting() === 3);
	expect(server.state.getSnapshot().refused).toBe(0);
	const closed = once(socket, 'close');
	socket.write(`${requests[4]!}GET /x HTTP/1.1\r\nHost: miner\r\n\r\n`);
	await closed;
	await until(() => server.state.getSnapshot().refusals['too-busy'] === 1);
	await until(() => batcher.waiting() === 0);
});

test.each([
	['is cut', 100, () => undefined],
	[
		'and hangs up is cut at once',
		600_000,
		(socket: Socket) => {
			socket.end();
		},
	],
])('who does not read a reply %s', async (_, readWithin, act) => {
	const server = await start({
		readWithin,
		// More than the system takes in for a reader that does not read.
		answer: async () => ({ok: true, answer: 'x'.repeat(32_000_000), batch: 1}),
	});
	const socket = await open(server);
	const head = await signHead({
		receiver: miner.address,
		signer: validator,
		body: Buffer.from(body),
	});
	socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
	await once(socket, 'readable');
	act(socket);
	await until(() => server.state.getSnapshot().refusals['client-gone'] === 1);
	expect(server.state.getSnapshot().answered).toBe(0);
});

test('a flood of requests that are none is a problem once validators are no longer answered', async () => {
	const clock = createFakeClock(Date.now());
	const server = await start({clock});
	const {problem, close} = watchSilence({counts: server.state, clock});
	onTestFinished(close);
	const ask = createClient(server, clock);
	for (let answered = 1; answered <= 8; answered++) {
		clock.advance(10_000);
		expect(await ask()).toMatchObject({status: 200});
		await until(() => server.state.getSnapshot().answered === answered);
	}

	clock.advance(60_000);
	const socket = await open(server);
	socket.write('GET /x HTTP/1.1\r\nHost: miner\r\n\r\n');
	await until(() => server.state.getSnapshot().refusals['not-found'] === 1);
	expect(problem.getSnapshot()).toBeUndefined();
	clock.advance(5000);
	expect(problem.getSnapshot()).toMatch(/most as `not-found`$/v);
	expect(await ask()).toMatchObject({status: 200});
	await until(() => problem.getSnapshot() === undefined);
});
