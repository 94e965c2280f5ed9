import {variant} from '../scale/composites.ts';
import {u8} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';

/** Why a node refuses an extrinsic; `Custom` comes from a pallet's own check. */
export type Invalidity =
	| {readonly type: Exclude<keyof typeof reasons, 'Custom'>}
	| {readonly type: 'Custom'; readonly code: number};

/** Each reason with its kind in Rust's `TransactionValidityError` and a node's message. */
const reasons = {
	Call: ['Invalid', 'Transaction call is not expected'],
	Payment: ['Invalid', 'Inability to pay some fees (e.g. account balance too low)'],
	Future: ['Invalid', 'Transaction will be valid in the future'],
	Stale: ['Invalid', 'Transaction is outdated'],
	BadProof: ['Invalid', 'Transaction has a bad signature'],
	AncientBirthBlock: ['Invalid', 'Transaction has an ancient birth block'],
	ExhaustsResources: ['Invalid', 'Transaction would exhaust the block limits'],
	Custom: ['Invalid', 'Custom error'],
	BadSigner: ['Invalid', 'Invalid signing address'],
	CannotLookup: ['Unknown', 'Could not lookup information required to validate the transaction'],
	NoUnsignedValidator: [
		'Unknown',
		'Could not find an unsigned validator for the unsigned transaction',
	],
} as const;

const path = (name: string) => ['sp_runtime', 'transaction_validity', name];

const invalidTransaction = variant(path('InvalidTransaction'), {
	Call: undefined,
	Payment: undefined,
	Future: undefined,
	Stale: undefined,
	BadProof: undefined,
	AncientBirthBlock: undefined,
	ExhaustsResources: undefined,
	Custom: u8,
	BadMandatory: undefined,
	MandatoryValidation: undefined,
	BadSigner: undefined,
	IndeterminateImplicit: undefined,
	UnknownOrigin: undefined,
});

const unknownTransaction = variant(path('UnknownTransaction'), {
	CannotLookup: undefined,
	NoUnsignedValidator: undefined,
	Custom: u8,
});

/** A refusal in the form of the main chain's runtime. */
export const validityError = variant(path('TransactionValidityError'), {
	Invalid: invalidTransaction,
	Unknown: unknownTransaction,
});

/** Encode a refusal in the runtime's own type. */
export function toValidityError(invalidity: Invalidity): ValueOf<typeof validityError> {
	const {type} = invalidity;
	if (type === 'CannotLookup' || type === 'NoUnsignedValidator') {
		return {type: 'Unknown', value: {type}};
	}

	return {
		type: 'Invalid',
		value: type === 'Custom' ? {type, value: invalidity.code} : {type},
	};
}

/** Get a node's message for a refusal. */
export function describeInvalidity(invalidity: Invalidity): string {
	return invalidity.type === 'Custom'
		? `Custom error: ${invalidity.code}`
		: reasons[invalidity.type][1];
}

/** Whether the node knows the extrinsic to be invalid, or merely cannot tell. */
export function isUnknown({type}: Invalidity): boolean {
	return reasons[type][0] === 'Unknown';
}
