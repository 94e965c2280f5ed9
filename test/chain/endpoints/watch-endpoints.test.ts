import {setImmediate} from 'node:timers/promises';
import {afterEach, beforeAll, expect, test} from 'vitest';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {type EndpointWatch, watchEndpoints} from '../../../src/chain/endpoints/watch-endpoints.ts';
import {fetchDevnetMetadata} from '../../helpers/chain/devnet-metadata.ts';
import {
	type RecordedChain,
	type RecordedChainOptions,
	startRecordedChain,
} from '../../helpers/chain/recorded-chain.ts';
import {createFakeClock, type FakeClock} from '../../helpers/fake-clock.ts';
import {storeValue} from '../../helpers/store-value.ts';

const minute = 60_000;
const step = 3000;
const opened: Array<{readonly close: () => unknown}> = [];
let metadata: Uint8Array;

beforeAll(async () => {
	metadata = await fetchDevnetMetadata(15);
});

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

/** Start a node at this block. */
async function startNode(block: number, options: Partial<RecordedChainOptions> = {}) {
	const node = await startRecordedChain({metadata, metadataVersion: 15, ...options});
	opened.push(node);
	addBlocks(node, block - 1);
	return node;
}

function addBlocks(node: RecordedChain, count: number) {
	for (let index = 0; index < count; index++) {
		node.addBlock();
	}
}

type Watched = {
	readonly client: ChainClient;
	readonly watch: EndpointWatch;
	readonly clock: FakeClock;
	readonly pass: (milliseconds: number) => Promise<void>;
	/** Let a minute pass, and wait for whatever is asked then to be answered. */
	readonly tick: () => Promise<void>;
	readonly usedUrl: () => string;
	readonly uses: (node: RecordedChain) => Promise<unknown>;
	readonly stateOf: (node: RecordedChain) => string;
};

/** Watch a client of these nodes, which has seen every block that the first one tells from now on. */
async function watchNodes(...nodes: readonly [RecordedChain | string, ...RecordedChain[]]) {
	const clock = createFakeClock(Date.UTC(2026, 0, 1));
	const [first, ...others] = nodes.map(node => (typeof node === 'string' ? node : node.url));
	const client = await connectChain({url: [first!, ...others], clock});
	opened.push(client);
	const watch = watchEndpoints(client, {blockTime: () => 12_000});
	opened.push(watch);
	const {endpoints} = client.rpc;
	const stateOf = ({url}: RecordedChain) =>
		endpoints.store.getSnapshot().find(one => one.url === url)!.state;
	const usedUrl = () => client.status.getSnapshot().url;
	/** In steps, so that pings are answered in time. */
	const pass = async (milliseconds: number) => {
		for (let left = milliseconds; left > 0; left -= step) {
			clock.advance(Math.min(step, left));
			await settle();
		}
	};

	const watched: Watched = {
		client,
		pass,
		watch,
		clock,
		async tick() {
			await pass(minute);
		},
		usedUrl,
		uses: async ({url}) =>
			storeValue(client.status, status => status.state === 'connected' && status.url === url),
		stateOf,
	};
	return watched;
}

/** Enough turns of the event loop for what is on its way on local sockets. */
async function settle() {
	for (let turn = 0; turn < 50; turn++) {
		await setImmediate();
	}
}

/** See these blocks of a node one by one. */
async function see(node: RecordedChain, {client}: Watched, count: number) {
	for (let index = 0; index < count; index++) {
		const hash = node.addBlock();
		await storeValue(client.head, head => head.hash === hash);
	}
}

test('a node that sends no new block is left for one that has it, and named', async () => {
	const [own, other] = [await startNode(20), await startNode(20)];
	const watched = await watchNodes(own, other);
	addBlocks(other, 1);
	await watched.pass(36_000);

	expect(await watched.watch.leaveLate()).toBe('moved');
	expect(watched.usedUrl()).toBe(other.url);
	expect(watched.watch.problem.getSnapshot()).toBe(
		`Another endpoint than the preferred one is used, \`${other.url}\`: \`${own.url}\` was left at 00:00 UTC: it has sent no new block for 36 s, while \`${new URL(other.url).host}\` is at block 21`,
	);
	await see(other, watched, 2);
	expect(watched.client.head.getSnapshot().number).toBe(23);
});

test('no node is left because the chain has stalled', async () => {
	const [own, other] = [await startNode(20), await startNode(20)];
	const watched = await watchNodes(own, other);

	expect(await watched.watch.leaveLate()).toBe('stalled');
	expect(watched.usedUrl()).toBe(own.url);

	await other.close();
	expect(await watched.watch.leaveLate()).toBe('alone');
	expect(watched.usedUrl()).toBe(own.url);
	expect(watched.watch.problem.getSnapshot()).toBeUndefined();
});

test('a node that lags is left although it sends blocks, and used again once it was well twice', async () => {
	const [own, other] = [await startNode(20), await startNode(23)];
	const watched = await watchNodes(own, other);
	await watched.tick();
	await watched.uses(other);
	expect(watched.watch.problem.getSnapshot()).toMatch(
		/it is at block 20, while `127\.0\.0\.1:\d+` is at block 23/v,
	);

	await see(other, watched, 1);
	await watched.tick();
	expect(watched.stateOf(own)).toBe('left');
	addBlocks(own, 4);
	// It is avoided for a minute this time.
	await watched.tick();
	expect(watched.stateOf(own)).toBe('ready');
	expect(watched.usedUrl()).toBe(other.url);
	expect(watched.watch.problem.getSnapshot()).toMatch(/behind block 24/v);

	await watched.tick();
	await watched.uses(own);
	expect(watched.watch.problem.getSnapshot()).toBeUndefined();
	await see(own, watched, 1);
});

test('a node that is well only now and then is not used again', async () => {
	const [own, other] = [await startNode(20), await startNode(23)];
	const watched = await watchNodes(own, other);
	await watched.tick();
	await watched.uses(other);
	await see(other, watched, 1);
	const tickUntil = async (state: string) => {
		do {
			await watched.tick();
		} while (watched.stateOf(own) !== state);
	};

	for (let times = 0; times < 2; times++) {
		addBlocks(own, 4);
		await tickUntil('ready');
		expect(watched.usedUrl()).toBe(other.url);
		await see(other, watched, 4);
		await tickUntil('left');
	}
});

test('a node that lags by less is kept', async () => {
	const [own, other] = [await startNode(20), await startNode(22)];
	const watched = await watchNodes(own, other);
	await watched.tick();

	expect(watched.stateOf(other)).toBe('ready');
	expect(watched.usedUrl()).toBe(own.url);
});

test('while all is well, one other endpoint is asked two questions a minute', async () => {
	const [own, ...others] = [await startNode(20), await startNode(20), await startNode(20)];
	const watched = await watchNodes(own, ...others);
	for (let count = 0; count < 4; count++) {
		await watched.tick();
	}

	expect(others.map(({requests}) => requests.map(({method}) => method))).toEqual(
		others.map(() =>
			Array.from({length: 2}, () => ['chain_getHeader', 'chain_getBlockHash']).flat(),
		),
	);
	await Promise.all(others.map(async node => node.deserted()));
});

test('a node that goes back is left for one that has what was seen', async () => {
	const [own, other, earlier] = [await startNode(20), await startNode(40), await startNode(25)];
	const watched = await watchNodes(own, other);
	await see(own, watched, 20);
	own.notify('chain_subscribeNewHeads', await headerOf(earlier));
	await watched.uses(other);

	expect(watched.watch.problem.getSnapshot()).toMatch(
		/it went back from block 40 to block 25, while `127\.0\.0\.1:\d+` is at block 40/v,
	);
});

test.each([
	['has gone back as far', 26, {}],
	['is behind what was seen, too', 34, {}],
	['has another past', 40, {methods: withOtherPast(() => true)}],
])('a node that goes back is kept while the other %s', async (_why, block, options) => {
	const [own, other, earlier] = [
		await startNode(20),
		await startNode(block, options),
		await startNode(25),
	];
	const watched = await watchNodes(own, other);
	await see(own, watched, 20);
	own.notify('chain_subscribeNewHeads', await headerOf(earlier));
	await other.received('chain_getHeader');
	await settle();

	expect(watched.usedUrl()).toBe(own.url);
	// The others are asked once a minute, however many blocks come.
	const asked = other.requests.length;
	own.notify('chain_subscribeNewHeads', await headerOf(await startNode(26)));
	await storeValue(watched.client.head, ({number}) => number === 26);
	await settle();

	expect(other.requests).toHaveLength(asked);
});

test('a node whose past has changed is left for one that has what was seen', async () => {
	const [own, other] = [await startNode(20), await startNode(40)];
	const watched = await watchNodes(own, other);
	await see(own, watched, 20);
	const {number} = watched.client.head.getSnapshot();
	own.notify('chain_subscribeNewHeads', {
		...(await headerOf(await startNode(number - 12))),
		stateRoot: `0x${'77'.repeat(32)}`,
	});
	await watched.uses(other);

	expect(watched.watch.problem.getSnapshot()).toMatch(
		/its block 28 is not the one that was seen before/v,
	);
});

test('a past that all others have, too, is taken for the chain’s own', async () => {
	const own = await startNode(20);
	const other = await startNode(31, {methods: withOtherPast(() => true)});
	const watched = await watchNodes(own, other);
	await see(own, watched, 20);
	own.notify('chain_subscribeNewHeads', {
		...(await headerOf(await startNode(29))),
		stateRoot: `0x${'77'.repeat(32)}`,
	});
	await other.received('chain_getHeader');
	await settle();
	await watched.tick();

	expect(watched.usedUrl()).toBe(own.url);
	expect(watched.stateOf(other)).toBe('ready');
});

test('a node that comes back with another past is left for one that has what was seen', async () => {
	let isOther = false;
	const own = await startNode(20, {methods: withOtherPast(() => isOther)});
	const other = await startNode(40);
	const watched = await watchNodes(own, other);
	await see(own, watched, 20);
	isOther = true;
	watched.client.rpc.drop('for the test');
	await storeValue(watched.client.status, ({state}) => state === 'disconnected');
	watched.clock.advance(1000);
	await watched.uses(other);

	expect(watched.watch.problem.getSnapshot()).toMatch(/its chain was set back or replaced/v);
});

test('two with another past outvote the one in use, and one alone does not', async () => {
	const own = await startNode(20);
	const liar = async (): Promise<RecordedChain> =>
		startNode(40, {methods: withOtherPast(() => true)});
	const pair = await watchNodes(own, await liar());
	await see(own, pair, 20);
	await pair.tick();
	expect(pair.usedUrl()).toBe(own.url);
	expect(pair.watch.problem.getSnapshot()).toBeUndefined();

	const [second, third] = [await liar(), await liar()];
	const three = await watchNodes(own, second, third);
	await see(own, three, 20);
	addBlocks(second, 20);
	addBlocks(third, 20);
	await three.tick();
	await three.uses(second);
	expect(three.watch.problem.getSnapshot()).toMatch(/or that others have/v);
});

test('a node of another chain is never used, however far it is', async () => {
	const [own, foreign] = [await startNode(20), await startNode(60, {genesis: 2})];
	const watched = await watchNodes(own, foreign);
	await watched.tick();
	expect(watched.stateOf(foreign)).toBe('left');
	expect(await watched.watch.leaveLate()).toBe('stalled');

	expect(watched.usedUrl()).toBe(own.url);
	expect(watched.watch.problem.getSnapshot()).toBeUndefined();
});

test('a preferred node that is not there is named', async () => {
	const dead = await startNode(1);
	await dead.close();
	const other = await startNode(20);
	const watched = await watchNodes(dead, other);
	expect(watched.usedUrl()).toBe(other.url);
	expect(watched.watch.problem.getSnapshot()).toMatch(
		/was left at 00:00 UTC: connect ECONNREFUSED/v,
	);
});

const headerOf = async (node: RecordedChain): Promise<Record<string, unknown>> => {
	const client = await connectChain({url: node.url, follow: false});
	try {
		return (await client.rpc.request('chain_getHeader')) as Record<string, unknown>;
	} finally {
		client.close();
	}
};

/** Whether it says so or not, the node has another chain behind its genesis block. */
function withOtherPast(isOther: () => boolean): RecordedChainOptions['methods'] {
	const genesis = `0x${'01'.repeat(32)}`;
	return {
		chain_getBlockHash: ([number]) =>
			number === 0 ? genesis : isOther() ? `0x${'88'.repeat(32)}` : `0x${'00'.repeat(32)}`,
	};
}
