import {afterEach, beforeAll, expect, test} from 'vitest';
import {transfer} from '../../../src/chain/balances/transfer.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {NotIncludedError} from '../../../src/chain/errors.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import {fetchDevnetMetadata} from '../../helpers/devnet-metadata.ts';
import {
	NodeError,
	type RecordedChain,
	type RecordedChainOptions,
	startRecordedChain,
} from '../../helpers/recorded-chain.ts';

const alice = createSigner({uri: '//Alice'});
const call = transfer({to: alice.address, amount: 1n});
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

/** A node that takes transactions and never puts one into a block. */
async function startIdleNode(methods: RecordedChainOptions['methods'] = {}) {
	const chain: RecordedChain = await startRecordedChain({
		metadata,
		metadataVersion: 15,
		methods: {
			system_accountNextIndex: () => 0,
			chain_getFinalizedHead: () => `0x${'11'.repeat(32)}`,
			chain_getBlock: () => ({block: {header: {}, extrinsics: []}}),
			author_submitExtrinsic() {
				throw new NodeError(1013, 'Transaction Already Imported');
			},
			...methods,
		},
	});
	const client = await connectChain({url: chain.url});
	opened.push(chain, client);
	return {chain, client};
}

test('a transaction that is in no block when its time is over is said to be so', async () => {
	const {chain, client} = await startIdleNode();
	const submitted = submit(client, call, {signer: alice});
	submitted.catch(() => undefined);
	await chain.received('author_submitAndWatchExtrinsic');
	for (let block = 2; block <= 65; block++) {
		chain.addBlock();
	}

	await expect(submitted).rejects.toThrow(NotIncludedError);
});

/** A node whose watcher hears nothing, and what may stand in its blocks, by their hashes. */
async function startQuietNode(methods: RecordedChainOptions['methods'] = {}) {
	const bodies = new Map<string, readonly string[]>();
	const {chain, client} = await startIdleNode({
		chain_getBlock: ([hash]) => ({
			block: {header: {number: '0x2'}, extrinsics: bodies.get(String(hash)) ?? []},
		}),
		...methods,
	});
	const submitted = submit(client, call, {signer: alice});
	submitted.catch(() => undefined);
	await chain.received('author_submitAndWatchExtrinsic');
	const {params} = chain.requests.find(({method}) => method === 'author_submitAndWatchExtrinsic')!;
	const include = () => {
		const hash = chain.addBlock();
		bodies.set(hash, [String(params[0])]);
		return hash;
	};

	return {chain, submitted, include};
}

const resent = ({requests}: RecordedChain) =>
	requests.filter(({method}) => method === 'author_submitExtrinsic').length;

test('a transaction is found in its block after its time, when a node takes it for badly signed', async () => {
	const {chain, submitted, include} = await startQuietNode({
		author_submitExtrinsic() {
			throw new NodeError(1010, 'Invalid Transaction', 'Transaction has a bad signature');
		},
	});
	const hash = include();
	for (let block = 3; block <= 65; block++) {
		chain.addBlock();
	}

	expect((await submitted).block.hash).toBe(hash);
	expect(resent(chain)).toBe(0);
});

test('a transaction that went through in an outage is found, and not sent again', async () => {
	const {chain, submitted, include} = await startQuietNode();
	chain.cut();
	const hash = include();

	expect((await submitted).block.hash).toBe(hash);
	expect(resent(chain)).toBe(0);
});

test.each([
	['banned', new NodeError(1012, 'Transaction is temporarily banned')],
	['outdated', new NodeError(1010, 'Invalid Transaction', 'Transaction is outdated')],
	['wrong', new NodeError(1010, 'Invalid Transaction', 'Custom error: 9')],
])(
	'one that a node calls %s since it has just seen it in a block is found there',
	async (_, refusal) => {
		let hash: string | undefined;
		const {chain, submitted, include} = await startQuietNode({
			author_submitExtrinsic() {
				hash = include();
				throw refusal;
			},
		});
		chain.cut();

		expect((await submitted).block.hash).toBe(hash);
	},
);

test.each([
	['banned', new NodeError(1012, 'Transaction is temporarily banned')],
	['known', new NodeError(1013, 'Transaction Already Imported')],
	['too many', new NodeError(1016, 'Immediately Dropped')],
	['outdated', new NodeError(1010, 'Invalid Transaction', 'Transaction is outdated')],
	['something else', new NodeError(-32_000, 'Too busy')],
])('one that a node calls %s may still come into a block', async (_, refusal) => {
	const {chain, submitted, include} = await startQuietNode({
		author_submitExtrinsic() {
			throw refusal;
		},
	});
	chain.cut();
	await chain.received('author_submitExtrinsic');
	const hash = include();

	expect((await submitted).block.hash).toBe(hash);
});

test('one that is in no block and is refused for good is refused', async () => {
	const {chain, submitted} = await startQuietNode({
		author_submitExtrinsic() {
			throw new NodeError(1010, 'Invalid Transaction', 'Custom error: 9');
		},
	});
	chain.cut();
	chain.addBlock();

	await expect(submitted).rejects.toMatchObject({code: 'transfer-disallowed', exitCode: 3});
	expect(resent(chain)).toBe(1);
});

test.each([
	['usurped', {usurped: '0x00'}],
	['dropped', 'dropped'],
	['invalid', 'invalid'],
])('a transaction that the node calls %s is given up', async (_, status) => {
	const {chain, client} = await startIdleNode();
	const submitted = submit(client, call, {signer: alice});
	submitted.catch(() => undefined);
	await chain.received('author_submitAndWatchExtrinsic');
	chain.notify('author_submitAndWatchExtrinsic', 'ready');
	chain.notify('author_submitAndWatchExtrinsic', status);

	await expect(submitted).rejects.toMatchObject({code: 'not-included', exitCode: 1});
});

test('a nonce that another program took is followed by the next', async () => {
	let nonce = 0;
	let sent: string[] = [];
	const {client} = await startIdleNode({
		system_accountNextIndex: () => nonce,
		author_submitAndWatchExtrinsic([hex]) {
			sent = [...sent, String(hex)];
			nonce++;
			throw nonce === 1
				? new NodeError(1014, 'Priority is too low: (100 vs 100)')
				: new NodeError(1010, 'Invalid Transaction', 'Custom error: 9');
		},
	});

	await expect(submit(client, call, {signer: alice})).rejects.toMatchObject({
		code: 'transfer-disallowed',
	});
	expect(new Set(sent).size).toBe(2);
});

test('a nonce that others always take first is given up', async () => {
	const {chain, client} = await startIdleNode({
		author_submitAndWatchExtrinsic() {
			throw new NodeError(1010, 'Invalid Transaction', 'Transaction is outdated');
		},
	});

	await expect(submit(client, call, {signer: alice})).rejects.toMatchObject({
		code: 'invalid-transaction',
	});
	expect(
		chain.requests.filter(({method}) => method === 'author_submitAndWatchExtrinsic'),
	).toHaveLength(3);
});
