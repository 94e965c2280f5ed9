import {once} from 'node:events';
import {afterEach, expect, test} from 'vitest';
import {awaitHead} from '../../src/chain/await-head.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {ChainUnreachableError} from '../../src/chain/errors.ts';
import type {Devnet, DevnetOptions} from '../../src/devnet/devnet.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {letPassUntil} from '../helpers/let-pass.ts';
import {storeValue} from '../helpers/store-value.ts';
import {startPlainDevnet} from '../helpers/chain/plain-devnet.ts';

const opened: Array<{readonly close: () => unknown}> = [];
const {signal} = new AbortController();

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

/** A chain whose blocks are made by hand, and a client of it that waits by a clock that stands still. */
async function start(options: Partial<DevnetOptions> = {}) {
	const devnet = await startPlainDevnet(options);
	opened.push(devnet);
	const clock = createFakeClock();
	const client: ChainClient = {...(await connectChain({url: devnet.url})), clock};
	opened.push(client);
	return {devnet, client, clock};
}

/** Make a block, and wait until the client has heard of it. */
async function produce(devnet: Devnet, {head}: ChainClient) {
	const heard = new EventTarget();
	const forget = head.subscribe(() => heard.dispatchEvent(new Event('head')));
	const block = once(heard, 'head');
	devnet.produceBlock();
	await block;
	forget();
}

const never = async () => undefined;

test('heads are looked at until one has what is looked for', async () => {
	const {devnet, client} = await start();
	const seen: number[] = [];
	const found = awaitHead(
		client,
		async ({number}) => {
			seen.push(number);
			return number === 2 ? 'found' : undefined;
		},
		{signal},
	);
	await produce(devnet, client);
	await produce(devnet, client);

	expect(await found).toBe('found');
	expect(seen).toEqual([0, 1, 2]);
});

test.each([
	[250, 60_000],
	[12_000, 120_000],
])(
	'a chain of blocks of %d ms that makes no more counts as gone after %d ms',
	async (slot, bound) => {
		const {client, clock} = await start({slotDuration: slot});
		const waiting = awaitHead(client, never, {signal});

		expect(await letPassUntil(clock, waiting)).toBe(bound);
		await expect(waiting).rejects.toThrow(ChainUnreachableError);
	},
);

test('a node that cannot be reached any more is named with the reason', async () => {
	const {devnet, client, clock} = await start();
	const waiting = awaitHead(client, never, {signal});
	await devnet.close();
	await storeValue(client.status, ({state}) => state === 'disconnected');
	await letPassUntil(clock, waiting);

	await expect(waiting).rejects.toMatchObject({
		reason: expect.stringMatching(/^no new block for 60 s: ./v),
	});
});

test('a new block restarts the timeout', async () => {
	const {devnet, client, clock} = await start();
	const waiting = awaitHead(client, never, {signal});
	clock.advance(59_000);
	await produce(devnet, client);

	expect(await letPassUntil(clock, waiting)).toBe(60_000);
	await expect(waiting).rejects.toThrow(ChainUnreachableError);
});

test('a chain that is gone counts as gone', async () => {
	const {devnet, client, clock} = await start();
	const waiting = awaitHead(client, never, {signal});
	await devnet.close();

	await letPassUntil(clock, waiting);
	await expect(waiting).rejects.toMatchObject({code: 'chain-unreachable', exitCode: 1});
});

test('a client that is closed ends it at once', async () => {
	const {client} = await start();
	const waiting = awaitHead(client, never, {signal});
	client.close();

	await expect(waiting).rejects.toThrow(ChainUnreachableError);
});

test('an error of a look and the signal end it', async () => {
	const {client} = await start();
	const controller = new AbortController();
	const waiting = awaitHead(client, never, {signal: controller.signal});
	controller.abort(new Error('enough'));

	await expect(waiting).rejects.toThrow('enough');
	await expect(
		awaitHead(
			client,
			async () => {
				throw new RangeError('odd');
			},
			{signal},
		),
	).rejects.toThrow(RangeError);
});
