import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {afterEach, beforeEach, expect, test} from 'vitest';
import * as v from 'valibot';
import {WebSocketServer} from 'ws';
import {openConnection} from '../../../src/chain/connection/connection.ts';
import {createRpc, type Rpc} from '../../../src/chain/connection/rpc.ts';
import {ChainUnreachableError, NoNodeError} from '../../../src/chain/errors.ts';
import {getHeader, toHead, watchHead} from '../../../src/chain/head.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {createRandom} from '../../../src/support/random.ts';
import {type RecordedChain, startRecordedChain} from '../../helpers/chain/recorded-chain.ts';
import {storeValue} from '../../helpers/store-value.ts';

/*
An endpoint that says nonsense never ends the program: Vitest fails a run in which an error is caught by nobody.
*/

let node: RecordedChain;
let rpc: Rpc;
let headerAnswer: unknown;

beforeEach(async () => {
	headerAnswer = undefined;
	node = await startRecordedChain({
		metadata: new Uint8Array(),
		methods: {
			echo: ([value]) => value,
			odd: () => headerAnswer,
		},
	});
	rpc = await createRpc({
		urls: [node.url],
		timeout: 120_000,
		async onConnect() {
			// Anything is welcome.
		},
	});
});

afterEach(async () => {
	rpc.close();
	await node.close();
});

const zero = `0x${'00'.repeat(32)}`;
const emptyHeader = {
	parentHash: zero,
	number: '0x1',
	stateRoot: zero,
	extrinsicsRoot: zero,
	digest: {logs: []},
};

/** Asks for what the test put into `headerAnswer`, whatever it is asked for. */
const odd: Pick<Rpc, 'request'> = {
	request: async (_method, _parameters, schema) => rpc.request('odd', [], schema),
};

const lost = async () => storeValue(rpc.status, ({state}) => state === 'disconnected');
const found = async () => storeValue(rpc.status, ({state}) => state === 'connected');

test.each([
	'null',
	'7',
	'true',
	'"Hello"',
	'[]',
	'{}',
	'[{"jsonrpc":"2.0","id":1,"result":1},{"jsonrpc":"2.0","id":2,"result":2}]',
	'{"jsonrpc":"2.0","id":1,"resul',
	'{"jsonrpc":"2.0","id":"1","result":0}',
	'{"jsonrpc":"2.0","id":[1],"result":0}',
	'{"jsonrpc":"2.0","id":1,"error":{"code":"1"}}',
	'{"jsonrpc":"2.0","method":null,"params":{}}',
	'<html>502 Bad Gateway</html>',
])('`%s` ends the connection, and the operator is told why', async said => {
	node.sendRaw(said);
	const {reason} = await lost();

	expect(reason).toContain('not a Subtensor node');
	expect(reason).toContain(said.slice(0, 100));

	await found();

	expect(await rpc.request('echo', ['still here'])).toBe('still here');
});

test.each(['null', '7', '[]', '{}', '{"subscription":null,"result":1}', '{"subscription":{}}'])(
	'a notification with the parameters `%s` ends the connection',
	async parameters => {
		node.sendRaw(`{"jsonrpc":"2.0","method":"chain_newHead","params":${parameters}}`);
		const {reason} = await lost();

		expect(reason).toContain(`it answered \`chain_newHead\` with \`${parameters}\``);
	},
);

test('an error that is about no request ends the connection with the words of the node', async () => {
	node.sendRaw('{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Blocked"}}');

	expect((await lost()).reason).toBe('it said `Blocked`');
});

test('answers and notifications that nobody waits for are passed over', async () => {
	node.sendRaw('{"jsonrpc":"2.0","id":4711,"result":{}}');
	node.sendRaw('{"jsonrpc":"2.0","id":4711,"error":{"code":1,"message":"late"}}');
	node.sendRaw('{"jsonrpc":"2.0","method":"news","params":{"subscription":"x","result":null}}');

	expect(await rpc.request('echo', ['still here'])).toBe('still here');
	expect(rpc.status.getSnapshot().state).toBe('connected');
});

test.each([
	[null],
	[7],
	['0x01'],
	[[]],
	[{}],
	[{parentHash: null, number: '0x1'}],
	[{...emptyHeader, number: '0xffffffffffffffff'}],
	[{...emptyHeader, digest: {logs: ['log']}}],
])('a header `%j` is none, asked for or not', async header => {
	const first = toHead(await getHeader(rpc), systemClock);
	const head = await watchHead(rpc, {first, clock: systemClock});
	const before = head.getSnapshot();
	node.notify('chain_subscribeNewHeads', header);

	expect((await lost()).reason).toContain('it answered `chain_subscribeNewHeads` with');
	expect(head.getSnapshot()).toBe(before);

	await found();
	const hash = node.addBlock();
	await storeValue(head, newest => newest.hash === hash);

	headerAnswer = header;
	await expect(getHeader(odd)).rejects.toThrow(NoNodeError);
});

test('all who wait are told when one answer is nonsense', async () => {
	const answers = await Promise.allSettled([
		getHeader(odd),
		rpc.request('echo', ['never comes'], v.number()),
	]);

	expect(answers.map(({status}) => status)).toEqual(['rejected', 'rejected']);
});

test('a message of more than 64 MiB is not read', async () => {
	node.sendRaw('x'.repeat(64 * 1024 * 1024 + 1));

	expect((await lost()).reason).toBe('it sends more than 64 MiB at once');
});

/** Spoil a message: cut it, or put something else in the place of a part. */
function spoil(text: string, random: () => number): string {
	const at = Math.floor(random() * text.length);
	const others = ['null', '[]', '{}', '-1', '""', '1e999', '\u{0}', '}', ',', '"\u{D800}"'];
	const other = others[Math.floor(random() * others.length)]!;
	const length = Math.floor(random() * 12);
	return random() < 0.2 ? text.slice(0, at) : text.slice(0, at) + other + text.slice(at + length);
}

test('whatever an endpoint says, a connection gives an answer or ends with a reason', async () => {
	const random = createRandom(10);
	const server = new WebSocketServer({host: '127.0.0.1', port: 0});
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const header = await getHeader(rpc);
	server.on('connection', socket => {
		socket.on('message', data => {
			const {id} = JSON.parse(new TextDecoder().decode(data as Uint8Array)) as {id: number};
			const isSpoilt = random() < 0.3;
			for (const said of [
				JSON.stringify({jsonrpc: '2.0', id, result: id === 1 ? 's' : header}),
				JSON.stringify({jsonrpc: '2.0', method: 'n', params: {subscription: 's', result: header}}),
			]) {
				socket.send(isSpoilt ? spoil(said, random) : said);
			}

			if (isSpoilt) {
				// It may be an answer to somebody else by now.
				socket.close();
			}
		});
	});
	const outcomes = {answered: 0, ended: 0};
	for (let round = 0; round < 300; round++) {
		const {signal} = new AbortController();
		const connection = await openConnection({
			url: `ws://127.0.0.1:${port}`,
			timeout: 10_000,
			signal,
		});
		try {
			await connection.subscribe('subscribe', [], () => undefined);
			await connection.request('chain_getHeader', []);
			outcomes.answered++;
		} catch (error) {
			expect(error).toBeInstanceOf(Error);
			expect((error as Error).message).not.toContain('undefined');
			outcomes.ended += Number(error instanceof ChainUnreachableError);
		}

		connection.close();
		await connection.ended;
	}

	server.close();
	expect(outcomes.answered).toBeGreaterThan(30);
	expect(outcomes.ended).toBeGreaterThan(30);
});
