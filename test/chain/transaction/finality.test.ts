import {afterEach, beforeEach, expect, test} from 'vitest';
import {transfer} from '../../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {UnsettledError} from '../../../src/chain/errors.ts';
import {type Journal, noJournal} from '../../../src/chain/transaction/journal.ts';
import type {Receipt} from '../../../src/chain/transaction/receipt.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import {type Stage, openStage} from '../../helpers/chain/chaos/stage.ts';
import {readTruth} from '../../helpers/chain/chaos/truth.ts';

const bob = createSigner({uri: '//Bob'});
const to = createSigner({uri: '//Receiver'}).address;
const amount = 1_000_000_000n;
let stage: Stage;
let client: ChainClient;
let included: number[];
/** What came of the transfer, once that is told. */
let results: Array<Receipt | Error>;

beforeEach(async () => {
	included = [];
	results = [];
	stage = await openStage();
	stage.node.chain.produce();
	client = await connectChain({url: stage.endpoints.payer.url, clock: stage.clock});
});

afterEach(async () => {
	client.close();
	await stage.close();
});

/** Send it, and let blocks come until one includes it. */
async function sendUntilIncluded() {
	const journal: Journal = {
		...noJournal,
		onIncluded(block) {
			included.push(block);
		},
	};
	const sending = submit(client, transfer({to, amount}), {signer: bob, journal});
	const settle = (end: Receipt | Error) => {
		results.push(end);
	};

	sending.then(settle).catch(settle);
	while (included.length === 0) {
		await produce();
	}
}

async function produce(blocks = 1) {
	for (let made = 0; made < blocks; made++) {
		stage.node.chain.produce();
		await stage.pass();
	}
}

/** Let the chain go on without a block and those after it. */
function leave(block: number, options: {readonly keepsPool: boolean}) {
	const {chain} = stage.node;
	chain.reorganize(readTruth(chain).height - block + 1, options);
}

const received = () => readTruth(stage.node.chain).balance(to);

test('a transaction is told when its block is final, and not before', async () => {
	await sendUntilIncluded();
	const [block] = included;
	await produce();

	expect(results).toEqual([]);

	await produce(2);

	expect(results).toMatchObject([{block: {number: block}}]);
	expect(included).toHaveLength(1);
	expect(received()).toBe(amount);
});

test('one whose block was left is told to be where it is at last', async () => {
	await sendUntilIncluded();
	const [block] = included;
	leave(block!, {keepsPool: true});
	await stage.pass();
	await produce(4);

	expect(results).toMatchObject([{block: {number: block! + 1}}]);
	expect(included).toEqual([block, block! + 1]);
	expect(received()).toBe(amount);
});

test('one whose block was left and that its node forgot is sent again', async () => {
	await sendUntilIncluded();
	const [block] = included;
	leave(block!, {keepsPool: false});
	await stage.pass();

	expect(received()).toBe(0n);

	while (results.length === 0) {
		await produce();
	}

	expect((results[0] as Receipt).block.number).toBeGreaterThan(block! + 1);
	expect(received()).toBe(amount);
});

test('one whose block does not become final is left open', async () => {
	stage.node.chain.setFinalityLag(1000);
	await sendUntilIncluded();
	while (results.length === 0) {
		await produce();
	}

	expect(results[0]).toBeInstanceOf(UnsettledError);
	expect((results[0] as Error).message).toContain(
		`block ${included[0]}, which includes it, is not finalized yet`,
	);
});
