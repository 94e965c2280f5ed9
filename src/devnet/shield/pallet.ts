import {Buffer} from 'node:buffer';
import {blake2b256} from '../../crypto/hashes.ts';
import {defineCall, type Call, type PoolContext, type PoolRefusal} from '../pallet/calls.ts';
import {defineEvents, event} from '../pallet/events.ts';
import {ensureSigned} from '../pallet/origin.ts';
import {definePallet, type Pallet} from '../pallet/pallet.ts';
import {defineStorage, value} from '../pallet/storage.ts';
import {accountId, bytes, fromHex, hash, toHex} from '../scale/bytes.ts';
import {boundedBytes} from '../scale/collections.ts';
import {parseShielded, type ShieldKey} from './shield-key.ts';

const name = 'MevShield';

/** The maximum lifetime of an encrypted extrinsic, in blocks. It is short, so that the pool does not fill with extrinsics their author can no longer decrypt. */
const longestEra = 8;

/** Codes of the pool: the bytes are malformed, or encrypted to another key. */
const unreadable = 23;
const otherKey = 24;

const key = boundedBytes(2048);

const items = defineStorage(name, {
	/** The key clients encrypt to now. */
	NextKey: value(key),
	/** The key of the block under construction. */
	CurrentKey: value(key),
	/** The key of the next block. */
	PendingKey: value(key),
});

const events = defineEvents(name, {EncryptedSubmitted: event(0, {id: hash, who: accountId})});

/**
Define the pallet that accepts extrinsics encrypted to the block's author, so that nobody can front-run them. The author decrypts them and applies them right after their envelope.

@param author - The author's key. There is one author, so it is the key of every block; on the main chain authors rotate.
*/
export function createShield(author: ShieldKey): Pallet {
	return definePallet({
		name,
		index: 30,
		path: 'pallet_shield',
		storage: items,
		calls: {submit_encrypted: defineSubmit(author)},
		events,
		hooks: {
			onInitialize(context) {
				if (isKey(context.get(items.NextKey), author)) {
					return;
				}

				context.set(items.NextKey, author.publicKey);
				context.set(items.PendingKey, author.publicKey);
				context.set(items.CurrentKey, author.publicKey);
			},
		},
	});
}

function defineSubmit(author: ShieldKey): Call {
	const ciphertextType = boundedBytes(8192);
	return defineCall({
		index: 1,
		args: {ciphertext: ciphertextType},
		validate: (context, {ciphertext}) => check(context, ciphertext, author),
		run(context, {ciphertext}) {
			const who = ensureSigned(context);
			const id = blake2b256(Buffer.concat([fromHex(who), bytes.encode(ciphertext)]));
			context.emit(events.EncryptedSubmitted, {id: toHex(id), who});
			const shielded = parseShielded(ciphertext);
			const extrinsic = shielded && author.open(shielded);
			if (extrinsic) {
				context.applyNext(extrinsic);
			}
		},
	});
}

function check(
	{era}: PoolContext,
	ciphertext: Uint8Array,
	author: ShieldKey,
): PoolRefusal | undefined {
	if (era?.type !== 'Mortal' || era.period > longestEra) {
		return 'Stale';
	}

	const shielded = parseShielded(ciphertext);
	if (!shielded) {
		return unreadable;
	}

	return Buffer.compare(shielded.keyHash, author.hash) === 0 ? undefined : otherKey;
}

function isKey(announced: Uint8Array | undefined, {publicKey}: ShieldKey): boolean {
	return announced !== undefined && Buffer.compare(announced, publicKey) === 0;
}
