import {Buffer} from 'node:buffer';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {getFree} from '../../../src/devnet/frame/balances/funds.ts';
import {storagePrefix} from '../../../src/devnet/pallet/storage.ts';
import {bytes} from '../../../src/devnet/scale/bytes.ts';
import {createShield} from '../../../src/devnet/shield/pallet.ts';
import {createShieldKey} from '../../../src/devnet/shield/shield-key.ts';
import {eventsOf, stateOf} from '../../helpers/chain/chain-reader.ts';
import {
	getDevelopmentAccount,
	plainWorld,
	startPlainDevnet,
} from '../../helpers/chain/plain-devnet.ts';
import {sealExtrinsic} from '../../helpers/chain/shield/seal-extrinsic.ts';
import {callOf, signExtrinsic} from '../../helpers/chain/signed-extrinsic.ts';

const eve = getDevelopmentAccount('Eve');
const transfer = callOf('Balances', 'transfer_keep_alive', {
	dest: {type: 'Id', value: eve},
	value: 12_345n,
});

let devnet: Devnet;

beforeEach(async () => {
	devnet = await startPlainDevnet({world: plainWorld(() => [createShield(createShieldKey())])});
	devnet.produceBlock();
});

afterEach(async () => devnet.close());

/** The key that the chain announces, as a client reads it. */
const announced = () => {
	const {chain} = devnet;
	const cell = chain.cellsAt(chain.head())!.read(storagePrefix('MevShield', 'NextKey'))!;
	return bytes.decode(cell.bytes);
};

const era = {type: 'Mortal', period: 8, phase: 1} as const;

/** Hand in an envelope with nonce 0 that holds these bytes. */
const submit = async (ciphertext: Uint8Array, isMortal = true) => {
	const call = callOf('MevShield', 'submit_encrypted', {ciphertext});
	const options = isMortal ? {era, birth: devnet.chain.getHash(1)} : {};
	return devnet.chain.pool.submit(await signExtrinsic(devnet, call, options));
};

test('an encrypted extrinsic is applied right behind its envelope', async () => {
	const inner = await signExtrinsic(devnet, transfer, {nonce: 1});
	const submitted = await submit(sealExtrinsic(inner, announced()));
	expect(submitted).toMatchObject({ok: true});

	const {extrinsics} = devnet.produceBlock();
	expect(extrinsics).toHaveLength(3);
	expect(extrinsics[2]).toEqual(Buffer.from(inner));
	expect(getFree(stateOf(devnet), eve)).toBe(12_345n);
	const names = eventsOf(devnet).map(({name, phase}) => `${phase.value} ${name}`);
	expect(names).toContain('1 MevShield.EncryptedSubmitted');
	expect(names.at(-1)).toBe('2 System.ExtrinsicSuccess');
	expect(devnet.chain.pool.nextNonce(getDevelopmentAccount('Alice'))).toBe(2);
});

test.each([
	['what it holds is no extrinsic', async () => sealExtrinsic(Uint8Array.of(1, 2), announced())],
	[
		'what it holds is signed for another place in the row',
		async () => sealExtrinsic(await signExtrinsic(devnet, transfer, {nonce: 7}), announced()),
	],
	[
		'it was changed on the way',
		async () => {
			const sealed = sealExtrinsic(await signExtrinsic(devnet, transfer, {nonce: 1}), announced());
			sealed[40]! ^= 1;
			return sealed;
		},
	],
	[
		'nobody signed what it holds',
		async () => {
			const {format} = devnet.chain.runtime;
			const {bytes: bare} = format.writeBare(callOf('Timestamp', 'set', {now: 2n ** 60n}));
			return sealExtrinsic(bare, announced());
		},
	],
])('the envelope stands alone where %s', async (_, make) => {
	expect(await submit(await make())).toMatchObject({ok: true});
	expect(devnet.produceBlock().extrinsics).toHaveLength(2);
	expect(getFree(stateOf(devnet), eve)).toBe(0n);
});

test('an envelope that lives too long, is torn or for another key is refused', async () => {
	const sealed = sealExtrinsic(new Uint8Array(9), announced());
	expect(await submit(sealed, false)).toMatchObject({refusal: {data: 'Transaction is outdated'}});
	expect(await submit(sealed.subarray(0, 40))).toMatchObject({
		refusal: {data: 'Custom error: 23'},
	});
	const other = sealExtrinsic(new Uint8Array(9), createShieldKey().publicKey);
	expect(await submit(other)).toMatchObject({refusal: {data: 'Custom error: 24'}});
});
