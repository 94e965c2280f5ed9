import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer, type IncomingHttpHeaders} from 'node:http';
import type {AddressInfo} from 'node:net';
import {buffer} from 'node:stream/consumers';
import {encodeAddress as encodeReference} from '@polkadot/util-crypto';
import {beforeEach, expect, test, vi} from 'vitest';
import {createEd25519Signer} from '../../src/crypto/ed25519.ts';
import {createSigner, verifySignature} from '../../src/crypto/sr25519.ts';
import {createVerifier} from '../../src/crypto/verifier.ts';
import type {ReceivedRequest} from '../../src/protocol/btauth.ts';
import {signRequest, type SignRequestOptions} from '../../src/protocol/sign-request.ts';
import {writeSignedText} from '../../src/protocol/signed-text.ts';
import {createCheck} from '../helpers/check-request.ts';
import {createFakeClock, type FakeClock} from '../helpers/fake-clock.ts';

const validator = createSigner({uri: '//Alice'});
const miner = createSigner({uri: '//Bob'});

let clock: FakeClock;
let check: ReturnType<typeof createCheck>;

beforeEach(() => {
	clock = createFakeClock(Date.UTC(2026, 10, 23));
	check = createCheck({receiver: miner.address, clock, verify: verifySignature});
});

/** Sign a request and give it as the server would see it. */
async function send(
	options: Partial<SignRequestOptions> = {},
): Promise<ReceivedRequest & {readonly headers: IncomingHttpHeaders}> {
	const request = {
		method: 'POST',
		path: '/generate?n=1',
		body: Buffer.from('{"prompt":"hello"}'),
		receiver: miner.address,
		signer: validator,
		clock,
		...options,
	};
	const headers = await signRequest(request);
	return {
		...request,
		headers: Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
		),
	};
}

test('a signed request is accepted and tells who sent it', async () => {
	const request = await send();

	expect(await check(request)).toEqual({
		ok: true,
		hotkey: validator.address,
		nonce: BigInt(request.headers['x-bittensor-nonce'] as string),
		scheme: 'sr25519',
	});
});

test('an ed25519 hotkey names its scheme, an sr25519 one does not', async () => {
	const signer = createEd25519Signer(new Uint8Array(32).fill(7));
	const request = await send({signer});

	expect(request.headers['x-bittensor-crypto']).toBe('ed25519');
	expect(await check(request)).toMatchObject({ok: true, scheme: 'ed25519', hotkey: signer.address});
	expect((await send()).headers).not.toHaveProperty('x-bittensor-crypto');
});

test('requests that are signed in the same millisecond have different nonces', async () => {
	const requests = await Promise.all(Array.from({length: 200}, async () => send()));
	const nonces = requests.map(({headers}) => BigInt(headers['x-bittensor-nonce'] as string));

	expect(new Set(nonces).size).toBe(200);
	for (const nonce of nonces) {
		expect(nonce / 1_000_000n).toBe(BigInt(clock.now()));
	}
});

test.for([
	['its body', {body: Buffer.from('{"prompt":"hello" }')}],
	['its path', {path: '/generate'}],
	['the order of its query', {path: '/generate?n=1&'}],
	['its method', {method: 'PUT'}],
] as const)('a request is refused when %s was changed on the way', async ([, change]) => {
	expect(await check({...(await send()), ...change})).toMatchObject({
		ok: false,
		status: 401,
		reason: 'bad-signature',
	});
});

test('a request that is sent again is refused, also when both arrive at once', async () => {
	const request = await send();
	const answers = await Promise.all([check(request), check(request)]);

	expect(answers.map(({ok}) => ok)).toEqual([true, false]);
	expect(await check(request)).toMatchObject({reason: 'replayed-request'});
});

test('the same nonce of two hotkeys is no replay', async () => {
	const first = await send();
	const nonce = first.headers['x-bittensor-nonce'] as string;
	const {address: sender, scheme, sign} = createSigner({uri: '//Charlie'});
	const signature = await sign(
		writeSignedText({...first, scheme, nonce: BigInt(nonce), sender, receiver: miner.address}),
	);
	const second = {
		...first,
		headers: {
			...first.headers,
			'x-bittensor-hotkey': sender,
			'x-bittensor-signature': Buffer.from(signature).toString('hex'),
		},
	};

	expect(await check(first)).toMatchObject({ok: true, nonce: BigInt(nonce)});
	expect(await check(second)).toMatchObject({ok: true, nonce: BigInt(nonce)});
	expect(await check(second)).toMatchObject({reason: 'replayed-request'});
});

test('no request is accepted twice, whenever it comes again', async () => {
	const requests = [await send({clock: {now: () => clock.now() + 1999}}), await send()];
	for (const request of requests) {
		expect(await check(request)).toMatchObject({ok: true});
	}

	for (let elapsed = 0; elapsed < 40_000; elapsed += 500) {
		clock.advance(500);
		await check(await send());
		for (const request of requests) {
			expect(await check(request)).toMatchObject({
				ok: false,
				reason: expect.stringMatching(/^(?:replayed|stale)-request$/v),
			});
		}
	}
});

test('no request is accepted twice when the clock is set back meanwhile', async () => {
	const request = await send();
	expect(await check(request)).toMatchObject({ok: true});
	// Long enough for it to be forgotten, as far as one can tell by the clock.
	for (let step = 0; step < 3; step++) {
		clock.advance(12_000);
		await check(await send());
	}

	clock.advance(-36_000);
	expect(await check(request)).toMatchObject({ok: false, reason: 'stale-request'});
});

test('what the process before may have accepted is refused, and nothing later', async () => {
	const accepted = await send({clock: {now: () => clock.now() + 1999}});
	expect(await check(accepted)).toMatchObject({ok: true});
	const restarted = createCheck({
		receiver: miner.address,
		startedAt: clock.now(),
		clock,
		verify: verifySignature,
	});

	for (let elapsed = 0; elapsed < 15_000; elapsed += 500) {
		expect(await restarted(accepted)).toMatchObject({ok: false, reason: 'stale-request'});
		clock.advance(500);
	}

	expect(await restarted(await send())).toMatchObject({ok: true});
});

test('a clock that is set back after the start makes no request wait until then', async () => {
	const startedAt = clock.now() + 3_600_000;
	const started = createCheck({
		receiver: miner.address,
		startedAt,
		clock,
		verify: verifySignature,
	});
	expect(await started(await send())).toMatchObject({ok: false, reason: 'stale-request'});
	clock.advance(2001);
	const request = await send();
	expect(await started(request)).toMatchObject({ok: true});
	expect(await started(request)).toMatchObject({ok: false, reason: 'replayed-request'});
});

test('a request for nobody, or for another, is told so', async () => {
	expect(await check(await send({receiver: undefined}))).toMatchObject({
		reason: 'wrong-receiver',
		message: expect.stringContaining('`X-Bittensor-Receiver` is missing'),
	});
	expect(await check(await send({receiver: validator.address}))).toMatchObject({
		reason: 'wrong-receiver',
		message: 'The request was signed for another hotkey',
	});
});

test('a request that is bound to no receiver has no such header', async () => {
	const {headers} = await send({receiver: undefined});
	expect(Object.keys(headers)).not.toContain('x-bittensor-receiver');
});

test('a request whose check took until it was stale is refused', async () => {
	const request = await send();
	const slow = createCheck({
		receiver: miner.address,
		clock,
		verify(message) {
			clock.advance(10_001);
			return verifySignature(message);
		},
	});
	expect(await slow(request)).toMatchObject({ok: false, reason: 'stale-request'});
});

test('a request whose signature nobody has time to check is refused, not rejected', async () => {
	const busy = createCheck({receiver: miner.address, clock, verify: () => 'busy'});
	expect(await busy(await send())).toMatchObject({ok: false, status: 503, reason: 'too-busy'});
});

test('a stale request is told by how much', async () => {
	const old = await send();
	clock.advance(12_345);
	const ahead = await send({clock: {now: () => clock.now() + 60_000}});

	expect(await check(old)).toMatchObject({
		reason: 'stale-request',
		message: expect.stringMatching(/12\.34\d s old, more than 10 s/v),
	});
	expect(await check(ahead)).toMatchObject({
		reason: 'stale-request',
		message: expect.stringMatching(/60\.0\d\d s ahead, more than 2 s/v),
	});
});

test('whose claims are stale is told, and by how much', async () => {
	const told: unknown[] = [];
	const startedAt = clock.now() - 4000;
	const checkAndTell = createCheck({
		receiver: miner.address,
		startedAt,
		clock,
		verify: verifySignature,
		onStaleClaim(claim) {
			told.push(claim);
		},
	});
	const now = clock.now();
	for (const offset of [0, -3000, -12_345, 60_000]) {
		await checkAndTell(await send({clock: {now: () => now + offset}}));
	}

	const sender = validator.address;
	expect(told).toEqual([
		{sender, age: expect.closeTo(12_345, -1)},
		{sender, age: expect.closeTo(-60_000, -1)},
	]);
});

test('when the memory is full, requests are turned away rather than forgotten', async () => {
	check = createCheck({
		receiver: miner.address,
		clock,
		capacity: 3,
		verify: verifySignature,
	});
	const requests = await Promise.all(Array.from({length: 4}, async () => send()));
	for (const request of requests.slice(0, 3)) {
		expect(await check(request)).toMatchObject({ok: true});
	}

	expect(await check(requests[3]!)).toMatchObject({status: 503, reason: 'replay-window-full'});
	expect(await check(requests[0]!)).toMatchObject({reason: 'replayed-request'});

	clock.advance(12_000);
	expect(await check(await send())).toMatchObject({ok: true});
});

test('nothing is verified or remembered for a request that fails an earlier check', async () => {
	const verify = vi.fn(() => false);
	check = createCheck({receiver: miner.address, clock, verify});
	const request = await send();
	await check({
		...request,
		headers: {...request.headers, 'x-bittensor-receiver': validator.address},
	});
	await check({...request, headers: {}});
	await check({...request, headers: {...request.headers, 'x-bittensor-nonce': '5'}});
	expect(verify).not.toHaveBeenCalled();

	expect(await check(request)).toMatchObject({reason: 'bad-signature'});
	verify.mockReturnValue(true);
	expect(await check(request)).toMatchObject({ok: true});
});

test.for([
	['no headers at all', {}],
	['two versions', {'x-bittensor-version': '1, 1'}],
	['an empty hotkey', {'x-bittensor-hotkey': ''}],
	['a hotkey in another format', {'x-bittensor-hotkey': encodeReference(validator.publicKey, 0)}],
	['a nonce of 5000 digits', {'x-bittensor-nonce': '1'.repeat(5000)}],
	['a nonce with a fraction', {'x-bittensor-nonce': '1752076800000000000.0'}],
	['a signature that ends in the middle of a byte', {'x-bittensor-signature': '0xabc'}],
	['a scheme that nobody knows', {'x-bittensor-crypto': 'ecdsa'}],
] as const)('a request with %s is malformed', async ([title, change]) => {
	const request = await send();
	const headers = title === 'no headers at all' ? {} : {...request.headers, ...change};
	const answer = await check({...request, headers});

	expect(answer).toMatchObject({ok: false, status: 401, reason: 'malformed-auth'});
	expect(JSON.stringify(answer)).not.toContain(request.headers['x-bittensor-signature']);
});

test('a request travels over HTTP and is verified off the event loop', async () => {
	const verifier = createVerifier();
	const verifyRequest = createCheck({
		receiver: miner.address,
		verify: verifier.verify,
	});
	const server = createServer(async (request, response) => {
		const {method, url, headers} = request;
		const answer = await verifyRequest({
			method: method!,
			path: url!,
			headers,
			body: await buffer(request),
		});
		response.statusCode = answer.ok ? 200 : answer.status;
		response.end(answer.ok ? answer.hotkey : answer.reason);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const path = '/a%20b?x=%C3%A9&y';
	const body = Buffer.from('žluťoučký kůň');
	try {
		const headers = await signRequest({
			method: 'post',
			path,
			body,
			receiver: miner.address,
			signer: validator,
		});
		const ask = async () =>
			fetch(`http://127.0.0.1:${port}${path}`, {method: 'POST', headers, body});
		const [first, second] = [await ask(), await ask()];

		expect([first.status, await first.text()]).toEqual([200, validator.address]);
		expect([second.status, await second.text()]).toEqual([401, 'replayed-request']);
	} finally {
		server.close();
		await verifier.close();
	}
});
