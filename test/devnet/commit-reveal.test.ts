import {Buffer} from 'node:buffer';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {connectChain} from '../../src/chain/connect.ts';
import type {Call} from '../../src/chain/call.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {getPulse} from '../../src/chain/drand/beacon.ts';
import type {Argument} from '../../src/chain/runtime/argument.ts';
import {createWeightsCall} from '../../src/chain/subtensor/commit-weights.ts';
import {
	commitTimelockedWeights,
	encodeWeightsPayload,
	setWeights,
} from '../../src/chain/subtensor/weights.ts';
import {signExtrinsic} from '../../src/chain/transaction/extrinsic.ts';
import {field, list, text} from '../../src/chain/value.ts';
import {roundTime} from '../../src/crypto/beacon-rounds.ts';
import {createBeaconSecret} from '../../src/crypto/beacon.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {decryptWithPulse} from '../../src/crypto/timelock.ts';
import {createBeacon} from '../../src/devnet/beacon/beacon.ts';
import {createDrandPallet, writeBeaconGenesis} from '../../src/devnet/beacon/pallet.ts';
import {startDevnet, type Devnet} from '../../src/devnet/devnet.ts';
import type {BlockContext} from '../../src/devnet/pallet/context.ts';
import {accountOf} from '../../src/devnet/scale/bytes.ts';
import {swapPallet} from '../../src/devnet/subtensor/market/swap-pallet.ts';
import {createState} from '../../src/devnet/state/typed-state.ts';
import {subtensorPallet} from '../../src/devnet/subtensor/pallet.ts';
import {appendNeuron} from '../../src/devnet/subtensor/registration/neurons.ts';
import {addStake} from '../../src/devnet/subtensor/stake/alpha.ts';
import {consensusItems} from '../../src/devnet/subtensor/storage/neurons.ts';
import {subnetItems} from '../../src/devnet/subtensor/storage/subnets.ts';
import {weightItems} from '../../src/devnet/subtensor/storage/weights.ts';
import {getWaitedRounds} from '../../src/devnet/subtensor/weights/timelocked.ts';
import {createFakeClock, type FakeClock} from '../helpers/fake-clock.ts';

const netuid = 1;
const genesisTime = 1_790_000_000;
const schedule = {genesisTime, period: 1};
const validator = createSigner({uri: '//Alice'});
const miner = createSigner({uri: '//Bob'});

let clock: FakeClock;
let devnet: Devnet;
let client: ChainClient;

beforeEach(async () => {
	clock = createFakeClock(genesisTime * 1000);
	const beacon = createBeacon(createBeaconSecret());
	devnet = await startDevnet({
		clock,
		slotDuration: 1000,
		world: {
			pallets: () => [
				subtensorPallet,
				swapPallet,
				createDrandPallet({beacon, waitedRounds: getWaitedRounds}),
			],
			genesis(context) {
				writeBeaconGenesis(context, beacon, genesisTime);
				writeSubnet(context);
			},
		},
	});
	client = await connectChain({url: devnet.url});
});

afterEach(async () => {
	client.close();
	await devnet.close();
});

/** A subnet with epochs every ten blocks, on which the validator has stake and a permit. */
function writeSubnet(context: BlockContext) {
	const hotkey = accountOf(validator.publicKey);
	context.set(subnetItems.NetworksAdded, netuid, true);
	context.set(subnetItems.Tempo, netuid, 10);
	context.set(weightItems.MinAllowedWeights, netuid, 1);
	context.set(weightItems.WeightsSetRateLimit, netuid, 0n);
	appendNeuron(context, netuid, hotkey);
	appendNeuron(context, netuid, accountOf(miner.publicKey));
	context.set(consensusItems.ValidatorPermit, netuid, [true, false]);
	addStake(context, {coldkey: hotkey, hotkey, netuid}, 1_000_000_000n);
}

/** Make blocks up to that one, a second each. */
function makeBlocks(last: number) {
	while (devnet.head().header.number < last) {
		clock.advance(1000);
		devnet.produceBlock();
	}
}

/** Sign a call by the validator, whose account does not exist on the chain, and let it into the pool. */
async function send(call: Call) {
	const {header, hash} = devnet.head();
	const {hex} = await signExtrinsic(client.runtime(), call, {
		signer: validator,
		nonce: 0,
		genesisHash: client.genesisHash,
		birth: {number: header.number, hash},
	});
	await client.rpc.request('author_submitExtrinsic', [hex]);
}

const readNow = async (item: string, ...keys: readonly Argument[]) => {
	const [value] = await client.query(devnet.head().hash, [['SubtensorModule', item, ...keys]]);
	return value;
};

/** All that is stored, keys and values. */
function dumpState() {
	const cells = devnet.chain.cellsAt(devnet.head())!;
	return cells
		.keysUnder('0x')
		.map(key => `${key} ${Buffer.from(cells.read(key)!.bytes).toString('hex')}`)
		.join('\n');
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** What an event of the newest block holds. */
async function findEvent(name: string) {
	const [events] = await client.query(devnet.head().hash, [['System', 'Events']]);
	const event = list(events)
		.map(record => field(record, 'event'))
		.find(candidate => text(field(candidate, 'name')) === name);
	return field(event, 'data');
}

test('a client’s hidden weights stay hidden until the pulse of their round, and are set once it is there', async () => {
	makeBlocks(2);
	const weights = {uids: [1], values: [40_000]};
	await send(await createWeightsCall(client, {netuid, hotkey: validator.address, ...weights}));
	makeBlocks(3);
	const state = createState(devnet.chain.cellsAt(devnet.head())!, 3);
	const [commit] = state.get(weightItems.TimelockedWeightCommits, netuid, 0n);
	const ciphertext = commit![2];
	const round = commit![3];
	const plain = encodeWeightsPayload({hotkey: validator.address, ...weights, versionKey: 0n});

	// An epoch runs every ten blocks, so that of the reveal begins in block 10; the client aims three blocks into it.
	const lastHidden = roundTime(schedule, round) / 1000 - genesisTime - 1;
	expect(lastHidden).toBe(11);
	expect(await readNow('LastUpdate', netuid)).toEqual([3n, 0n]);

	for (let block = 4; block <= lastHidden; block++) {
		makeBlocks(block);
		expect(await readNow('Weights', netuid, 0)).toEqual([]);
	}

	// Neither does the state hold the plain weights (all after the hotkey, which is no secret), nor any pulse that opens them.
	const hidden = dumpState();
	expect(hidden).not.toContain(hexOf(plain.subarray(33)));
	expect(await getPulse(client, {round})).toBeUndefined();
	for (let past = 1n; past < round; past++) {
		const pulse = await getPulse(client, {round: past});
		expect(decryptWithPulse({ciphertext, signature: pulse!.signature}).ok).toBe(false);
	}

	makeBlocks(lastHidden + 1);
	const {signature} = (await getPulse(client, {round}))!;
	expect(hidden).not.toContain(hexOf(signature));
	expect(decryptWithPulse({ciphertext, signature})).toEqual({
		ok: true,
		message: Buffer.from(plain),
	});
	expect(await readNow('Weights', netuid, 0)).toEqual([]);

	makeBlocks(lastHidden + 2);
	expect(await readNow('Weights', netuid, 0)).toEqual([[1n, 65_535n]]);
	expect(await findEvent('TimelockedWeightsRevealed')).toEqual([
		BigInt(netuid),
		validator.publicKey,
	]);
	// They count in the epoch that ends there.
	makeBlocks(20);
	expect(await readNow('Incentive', netuid)).toEqual([0n, 65_535n]);
});

test('open weights fail where they must be hidden, and the pool refuses a commit for a round that is past', async () => {
	makeBlocks(12);
	const commit = {netuid, commit: new Uint8Array(300), revealRound: 3n};
	await expect(send(commitTimelockedWeights(commit))).rejects.toThrow('Custom error: 15');
	await send(setWeights({netuid, uids: [1], values: [1], versionKey: 0n}));
	makeBlocks(13);

	// `CommitRevealEnabled` of the pallet with index 7.
	expect(await findEvent('ExtrinsicFailed')).toMatchObject({
		dispatchError: {type: 'Module', value: {index: 7n, error: Uint8Array.of(52, 0, 0, 0)}},
	});
});
