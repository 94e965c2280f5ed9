import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {inspect} from 'node:util';
import {hexToU8a, u8aToHex} from '@polkadot/util';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import {getBalance} from '../../src/chain/balances/balance.ts';
import type {Call} from '../../src/chain/call.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {addStake} from '../../src/chain/subtensor/stake.ts';
import {getUid} from '../../src/chain/subtensor/uid.ts';
import {getNonce} from '../../src/chain/transaction/nonce.ts';
import {readEnding} from '../../src/chain/transaction/receipt.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {blake2b256} from '../../src/crypto/hashes.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {type SignedRow, readSigned} from '../../src/ledger/signed.ts';
import {enterSubnet, findEntered} from '../../src/payments/enter-subnet.ts';
import {type PaymentJournal, withJournal} from '../../src/payments/journal.ts';
import {findSame, refuseRepeat} from '../../src/payments/repeat.ts';
import {findSameTransfer, sendTransfer} from '../../src/payments/transfer.ts';
import {findSameSale, previewUnstake, unstake} from '../../src/payments/unstake.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {type BtopError} from '../../src/support/errors.ts';
import {resolveHome} from '../../src/support/home.ts';
import {createRandom} from '../../src/support/random.ts';
import {startLies} from '../helpers/chain/lies.ts';
import {type LyingNode, startLyingNode} from '../helpers/chain/lying-node.ts';
import {produceBlocks, produceBlocksUntil} from '../helpers/chain/produce-blocks.ts';
import {createShieldAuthor} from '../helpers/chain/shield/shield-author.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {type FakeClock, createFakeClock} from '../helpers/fake-clock.ts';

/*
A node that passes transactions on and lies about them, drops, delays, repeats and reorders what is said, and talks nonsense now and then, against everything that pays, plainly or through the MEV shield, whose key changes and whose author does not always decrypt. Whatever it does, nothing is paid twice, and what was told is true.

`BTOP_LYING_SEEDS=1000 npx vitest run test/payments/lying-node.test.ts` takes longer; `BTOP_LYING_FROM=17` begins at a seed that failed.
*/

const netuid = 3;
const bob = createSigner({uri: '//Bob'});
const coldkey = bob.address;
const staked = createSigner({uri: '//Bob//staked'}).address;
const first = Number(process.env.BTOP_LYING_FROM ?? 1);
const seeds = Array.from({length: Number(process.env.BTOP_LYING_SEEDS ?? 40)}, (_, n) => first + n);
const author = createShieldAuthor();
let directory: string;
let devnet: Devnet;
let node: LyingNode;
let clock: FakeClock;
/** Through the lying node, and past it. */
let client: ChainClient;
let witness: ChainClient;
let world: Parameters<typeof enterSubnet>[1] & Parameters<typeof withJournal>[0];
/** Transactions of other programs with the same key. */
let others = 0;
/** The numbers of the blocks in which transactions stand, by their hashes, as the chain has them. */
const chain = new Map<string, number>();

beforeAll(async () => {
	directory = await mkdtemp(path.join(tmpdir(), 'btop-lying-'));
	devnet = await startSubnetDevnet({author});
	devnet.chain.onBlock(({block, extrinsics}) => {
		for (const {hash} of extrinsics) {
			chain.set(hash, block.header.number);
		}
	});
	node = await startLyingNode(devnet.url);
	clock = createFakeClock(Date.now());
	client = await connectChain({url: node.url, timeout: 3000, clock});
	witness = await connectChain({url: devnet.url, clock});
	world = {
		home: resolveHome({directory}),
		network: parseNetwork('devnet'),
		signal: new AbortController().signal,
		report: () => undefined,
	};
	await produceUntil(pay(witness, {kind: 'register', seed: 0}));
});

afterAll(async () => {
	client.close();
	witness.close();
	await node.close();
	await devnet.close();
	await rm(directory, {recursive: true});
});

const produceUntil = async <Result>(work: Promise<Result>) =>
	produceBlocksUntil(work, {devnet, node, clock});

type Payment = {
	readonly kind: 'transfer' | 'register' | 'stake' | 'unstake';
	readonly seed: number;
};

/** Every payment is told from all others by its amount, or by whom it is for. */
const amountOf = ({seed}: Payment) => parseTao('1') + BigInt(seed);
const receiverOf = ({kind, seed}: Payment) =>
	createSigner({uri: `//Receiver//${kind}//${seed}`}).address;
const hotkeyOf = ({kind, seed}: Payment) =>
	seed === 0 ? staked : createSigner({uri: `//Bob//${kind}//${seed}`}).address;

/** What was told: that it was done now, or that it had been done before. */
type Told = {readonly kind: 'done'; readonly hash: string} | {readonly kind: 'known'};

/** Do what the command does, from looking for what was sent earlier to the receipt. */
async function pay(by: ChainClient, payment: Payment, signal = world.signal): Promise<Told> {
	return withJournal(world, async journal => send(by, payment, {journal, signal}));
}

async function send(
	by: ChainClient,
	payment: Payment,
	{journal, signal}: {readonly journal: PaymentJournal; readonly signal: AbortSignal},
): Promise<Told> {
	const amount = amountOf(payment);
	const signing = {signer: bob, journal, signal};
	switch (payment.kind) {
		case 'transfer': {
			const wanted = {from: coldkey, to: receiverOf(payment), amount};
			const same = await findSameTransfer(by, wanted, signing);
			return same
				? {kind: 'known'}
				: {kind: 'done', hash: (await sendTransfer(by, wanted, signing)).hash};
		}

		case 'register': {
			const miner = {network: 'devnet', netuid, hotkey: hotkeyOf(payment)};
			const known = await findEntered(by, {...world, signal}, miner, {coldkey, journal});
			const isShielded = payment.seed % 2 === 1;
			const options = {coldkey, cap: parseTao('1000'), isShielded, signer: bob, journal};
			const entered = known ?? (await enterSubnet(by, {...world, signal}, miner, options));
			return entered.kind === 'known'
				? {kind: 'known'}
				: {kind: 'done', hash: entered.receipt.hash};
		}

		case 'stake': {
			const call: Call = addStake({hotkey: staked, netuid, amount});
			const same = await findSame(by, call, {...signing, signer: coldkey});
			if (same) {
				return {kind: 'known'};
			}

			const {hash} = await submit(by, call, {
				...signing,
				async beforeSigning() {
					refuseRepeat(by, call, {signer: coldkey, journal, again: false});
				},
			});
			return {kind: 'done', hash};
		}

		case 'unstake': {
			const request = {coldkey, hotkey: staked, netuid, amount: amount / 1000n, slippage: 50};
			const same = await findSameSale(by, request, {...signing, signer: coldkey});
			if (same) {
				return {kind: 'known'};
			}

			const {receipt} = await unstake(by, await previewUnstake(by, request), signing);
			return {kind: 'done', hash: receipt.hash};
		}
	}
}

/** Let somebody else use the same key at the same time, past the node. */
async function sendOther() {
	const call: Call = {pallet: 'System', name: 'remark', args: {remark: Uint8Array.of(1)}};
	await submit(witness, call, {signer: bob});
	others++;
}

const readRows = async () =>
	withJournal(world, async ({ledger}) => readSigned(ledger, {limit: 10_000}));

const toCarrier = (hex: string | undefined) =>
	hex === undefined ? undefined : {hex, hash: u8aToHex(blake2b256(hexToU8a(hex)))};

/** Find the block of a transaction in the chain, or else that of its carrier. */
const findPlace = ({hash, carrier, outcome, block}: SignedRow) => {
	// A node that does not tell what a carrier cost leaves its block open, too.
	const isUntold = outcome === 'not-decrypted' && block === undefined;
	return chain.get(hash!) ?? (isUntold ? undefined : chain.get(toCarrier(carrier)?.hash ?? ''));
};

/** Whether what was told of a try agrees with what its transactions came to. */
function isTrue(told: Told | BtopError, rows: readonly SignedRow[]): boolean {
	const standing = rows.filter(({block}) => block !== undefined);
	const succeeded = standing.filter(({outcome}) => outcome === 'included');
	if (!(told instanceof Error)) {
		return told.kind === 'done'
			? succeeded.length === 1 && standing.length === 1 && succeeded[0]!.hash === told.hash
			: standing.length === 0;
	}

	switch (told.name) {
		case 'ChainRefusedError':
		case 'NotEnoughFundsError':
		case 'PriceAboveCapError':
		case 'NotDecryptedError':
		case 'SlippageError': {
			return succeeded.length === 0;
		}

		case 'NotIncludedError': {
			return standing.length === 0;
		}

		// They leave it open, and say so.
		case 'UnsettledError':
		case 'ChainUnreachableError':
		case 'InterruptedAfterSendingError': {
			return standing.length <= 1;
		}

		case 'AbortError':
		case 'ShieldUnavailableError':
		case 'ChainLimitedError':
		case 'NoNodeError':
		case 'ChainRequestError': {
			// What can no longer get into a block may have been about to be signed again.
			return standing.length === 0 && rows.every(({outcome}) => outcome !== 'sent');
		}

		default: {
			return false;
		}
	}
}

const kinds = ['transfer', 'register', 'stake', 'unstake'] as const;

test.each(seeds.flatMap(seed => kinds.map(kind => [kind, seed] as const)))(
	'%s with seed %d is paid at most once, and told as it is',
	async (kind, seed) => {
		const random = createRandom(seed * 4 + kinds.indexOf(kind));
		const payment = {kind, seed};
		const before = await readRows();
		const stopLying = startLies(node, random);
		const abort = new AbortController();
		const other = random() < 0.2 ? sendOther() : undefined;
		author.refuse(random() < 0.1);
		const trying = pay(client, payment, abort.signal).catch((error: unknown) => error as BtopError);
		if (random() < 0.15) {
			await produceBlocks(1 + Math.floor(random() * 3), {devnet, node, clock});
			abort.abort();
		}

		if (random() < 0.1) {
			author.rotate();
		}

		const told = await produceUntil(trying);
		author.refuse(false);
		await (other && produceUntil(other));
		const interrupted = await readRows();
		stopLying();

		// Asked again, as whoever was told of a failure does, and past the node.
		const again = await produceUntil(
			pay(witness, payment).catch((error: unknown) => error as BtopError),
		);
		const after = await readRows();
		const known = new Set(before.map(({id}) => id));
		const knownThen = new Set(interrupted.map(({id}) => id));
		const own = after.filter(({id}) => !known.has(id));
		const standing = own.filter(({block}) => block !== undefined);
		const report = inspect({told, again, own, knownThen}, {depth: 4});

		// The ledger knows of every transaction what the chain knows, and where it stands.
		expect(
			own.map(({hash, block}) => [hash, block]),
			report,
		).toEqual(own.map(row => [row.hash, findPlace(row)]));
		for (const {hash, hex, block, fee, outcome, carrier} of standing) {
			const carried = {hash: hash!, hex: hex!, carrier: toCarrier(carrier)};
			const isAlone = outcome === 'not-decrypted';
			const {receipt, failure} = await readEnding(
				witness,
				isAlone ? carried.carrier! : carried,
				devnet.chain.getHash(block!)!,
			);
			expect({fee, outcome}, report).toEqual({
				fee: receipt.fee,
				outcome: isAlone ? outcome : (failure?.code ?? 'included'),
			});
		}

		// What was told is true.
		const [then, later] = [
			own.filter(({id}) => knownThen.has(id)),
			own.filter(({id}) => !knownThen.has(id)),
		];
		expect(isTrue(told, then), report).toBe(true);
		expect(isTrue(again, later), report).toBe(true);

		// What is said to be done is paid once, whatever was told before; nothing else is paid.
		const paid = standing.filter(({outcome}) => outcome === 'included').length;
		const done = [told, again].filter(each => 'kind' in each && each.kind === 'done').length;
		expect(paid, report).toBe(Math.max(done, again instanceof Error ? 0 : 1));
		const received = await getBalance(witness, {address: receiverOf(payment)});
		const uid = await getUid(witness, {netuid, hotkey: hotkeyOf(payment)});
		expect(received).toBe(kind === 'transfer' ? BigInt(paid) * amountOf(payment) : 0n);
		expect(uid !== undefined).toBe(kind === 'register' && paid === 1);
	},
);

test('no transaction has come into a block later, or without the ledger’s knowing', async () => {
	await produceBlocks(64, {devnet, node, clock});
	const rows = await readRows();
	expect(rows.map(({hash, block}) => [hash, block])).toEqual(
		rows.map(row => [row.hash, findPlace(row)]),
	);
	expect(rows.filter(({outcome}) => outcome === 'sent')).toEqual([]);
	const hashes = rows.flatMap(({hash, carrier}) => [hash!, toCarrier(carrier)?.hash ?? []].flat());
	const standing = hashes.filter(hash => chain.has(hash)).length;
	expect(await getNonce(witness, {address: coldkey})).toBe(standing + others);
});
