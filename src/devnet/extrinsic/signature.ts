import {Buffer} from 'node:buffer';
import {blake2b256} from '../../crypto/hashes.ts';
import {verifySignature} from '../../crypto/sr25519.ts';
import {fromHex, type AccountId} from '../scale/bytes.ts';
import type {MultiSignature} from '../scale/multi-signature.ts';
import {type Hex, type Type} from '../scale/type.ts';
import type {RuntimeCall} from '../pallet/context.ts';
import {impliedByExtensions, sentByExtensions, type SentByExtensions} from './extensions.ts';

/** What both sides know and sign without transmitting it. */
export type SigningContext = {
	readonly specVersion: number;
	readonly transactionVersion: number;
	/** Hash of block 0. */
	readonly genesis: Hex;
};

export type Signature = {
	readonly signer: AccountId;
	readonly signature: MultiSignature;
	readonly sent: SentByExtensions;
	readonly call: RuntimeCall;
	/** Hash of the block in which the era begins. */
	readonly birth: Hex;
};

/**
Whether an account signed this call with these checks. ECDSA signatures are never valid here.
*/
export function isSignedBy(
	callType: Type<RuntimeCall>,
	{signer, signature, sent, call, birth}: Signature,
	{specVersion, transactionVersion, genesis}: SigningContext,
): boolean {
	if (signature.type === 'Ecdsa') {
		return false;
	}

	const implied = impliedByExtensions.encode({
		CheckNonZeroSender: undefined,
		CheckSpecVersion: specVersion,
		CheckTxVersion: transactionVersion,
		CheckGenesis: genesis,
		CheckMortality: birth,
		CheckNonce: undefined,
		CheckWeight: undefined,
		ChargeTransactionPayment: undefined,
		SudoTransactionExtension: undefined,
		CheckShieldedTxValidity: undefined,
		SubtensorTransactionExtension: undefined,
		DrandPriority: undefined,
		CheckMetadataHash: undefined,
	});
	const payload = Buffer.concat([callType.encode(call), sentByExtensions.encode(sent), implied]);
	return verifySignature({
		scheme: signature.type === 'Ed25519' ? 'ed25519' : 'sr25519',
		// A long payload is signed by its hash, so that small devices can sign it too.
		message: payload.length > 256 ? blake2b256(payload) : payload,
		signature: signature.value,
		publicKey: fromHex(signer),
	});
}
