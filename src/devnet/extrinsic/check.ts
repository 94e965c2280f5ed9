import {getSpendable} from '../frame/balances/funds.ts';
import {isProvidedFor} from '../frame/system/accounts.ts';
import {Account, noHash} from '../frame/system/storage.ts';
import {mostBlockLength, mostBlockRefTime} from '../frame/system/limits.ts';
import type {DispatchInfo} from '../pallet/calls.ts';
import type {StateReader} from '../pallet/context.ts';
import type {Runtime} from '../runtime/runtime.ts';
import type {AccountId} from '../scale/bytes.ts';
import {getBirth} from '../scale/era.ts';
import type {Hex} from '../scale/type.ts';
import type {Extrinsic, SignedPart} from './extrinsic.ts';
import {baseRefTime, computeFee, type Fee} from './fees.ts';
import {isSignedBy, type SigningContext} from './signature.ts';
import type {Invalidity} from './validity.ts';

/** What the checks find out about a valid extrinsic. */
export type Checked = {
	readonly ok: true;
	readonly signer: AccountId;
	readonly nonce: number;
	/** The account's next nonce; if `nonce` is higher, the extrinsic waits for those before it. */
	readonly accountNonce: number;
	readonly fee: Fee;
	/** The last block that may include it. */
	readonly lastBlock: number;
};

export type Refused = {readonly ok: false; readonly invalidity: Invalidity};

export type CheckOptions = {
	readonly runtime: Runtime;
	readonly signing: SigningContext;
	/** The hash of a past block that is recent enough to be signed for. */
	readonly blockHash: (number: number) => Hex | undefined;
};

/** The check of a signed extrinsic against the state in which block `state.number` starts. */
export type Check = (state: StateReader, extrinsic: Extrinsic) => Checked | Refused;

/**
Create the checks of a signed extrinsic, in the main chain's order: era, signature, nonce, fee, then the call's own.
*/
export function createCheck({runtime, signing, blockHash}: CheckOptions): Check {
	const isGenuine = createSignatureCheck(runtime, signing);

	return (state, extrinsic) => {
		const {signed, call} = extrinsic;
		if (!signed) {
			return refuse('NoUnsignedValidator');
		}

		const signer = signed.address.type === 'Id' ? signed.address.value : undefined;
		if (signer === undefined || signed.sent.CheckMetadataHash.mode.type === 'Enabled') {
			return refuse('CannotLookup');
		}

		const {birth, lastBlock} = lifeOf(signed, state.number);
		const birthHash = blockHash(birth);
		if (birthHash === undefined) {
			return refuse('AncientBirthBlock');
		}

		if (!isGenuine(extrinsic, signer, birthHash)) {
			return refuse('BadProof');
		}

		if (signer === noHash) {
			return refuse('BadSigner');
		}

		const account = state.get(Account, signer);
		const info = runtime.infoOf(call);
		if (!fitsInBlock(info, extrinsic.bytes.length)) {
			return refuse('ExhaustsResources');
		}

		if (info.paysFee && !isProvidedFor(account)) {
			return refuse('Payment');
		}

		const nonce = signed.sent.CheckNonce;
		if (nonce < account.nonce) {
			return refuse('Stale');
		}

		const fee = computeFee(info, extrinsic.bytes.length, signed.sent.ChargeTransactionPayment);
		if (fee.total > 0n && getSpendable(state, signer, {keepAlive: true}) < fee.total) {
			return refuse('Payment');
		}

		const refusal = runtime
			.findCall(call)
			.validate?.({...state, signer, era: signed.sent.CheckMortality}, call.value.value);
		if (refusal !== undefined) {
			return typeof refusal === 'number'
				? {ok: false, invalidity: {type: 'Custom', code: refusal}}
				: refuse(refusal);
		}

		return {ok: true, signer, nonce, accountNonce: account.nonce, fee, lastBlock};
	};
}

/** An extrinsic too large for any block would wait forever and block all others. */
function fitsInBlock({refTime}: DispatchInfo, length: number): boolean {
	return length <= mostBlockLength && baseRefTime + refTime <= mostBlockRefTime;
}

/** A signature verified for a birth block stays valid, so each extrinsic is verified once, before its block, and not again in it. */
function createSignatureCheck({outer}: Runtime, signing: SigningContext) {
	const genuine = new WeakMap<Extrinsic, Hex>();
	return (extrinsic: Extrinsic, signer: AccountId, birth: Hex): boolean => {
		if (genuine.get(extrinsic) === birth) {
			return true;
		}

		const {signature, sent} = extrinsic.signed!;
		const {call} = extrinsic;
		if (!isSignedBy(outer.call, {signer, signature, sent, call, birth}, signing)) {
			return false;
		}

		genuine.set(extrinsic, birth);
		return true;
	};
}

function lifeOf({sent}: SignedPart, block: number) {
	const era = sent.CheckMortality;
	if (era.type === 'Immortal') {
		return {birth: 0, lastBlock: Infinity};
	}

	const birth = getBirth(era, block);
	return {birth, lastBlock: birth + era.period - 1};
}

function refuse(type: Exclude<Invalidity['type'], 'Custom'>): Refused {
	return {ok: false, invalidity: {type}};
}
