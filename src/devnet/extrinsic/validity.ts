/** Why a node refuses an extrinsic; `Custom` comes from a pallet's own check. */
export type Invalidity =
	| {readonly type: Exclude<keyof typeof reasons, 'Custom'>}
	| {readonly type: 'Custom'; readonly code: number};

/** Each reason: the kind and place it has in Rust's `TransactionValidityError`, and a node's words for it. */
const reasons = {
	Call: ['Invalid', 0, 'Transaction call is not expected'],
	Payment: ['Invalid', 1, 'Inability to pay some fees (e.g. account balance too low)'],
	Future: ['Invalid', 2, 'Transaction will be valid in the future'],
	Stale: ['Invalid', 3, 'Transaction is outdated'],
	BadProof: ['Invalid', 4, 'Transaction has a bad signature'],
	AncientBirthBlock: ['Invalid', 5, 'Transaction has an ancient birth block'],
	ExhaustsResources: ['Invalid', 6, 'Transaction would exhaust the block limits'],
	Custom: ['Invalid', 7, 'Custom error'],
	BadSigner: ['Invalid', 10, 'Invalid signing address'],
	CannotLookup: ['Unknown', 0, 'Could not lookup information required to validate the transaction'],
	NoUnsignedValidator: [
		'Unknown',
		1,
		'Could not find an unsigned validator for the unsigned transaction',
	],
} as const;

/** A node's words for a refusal. */
export function describeInvalidity(invalidity: Invalidity): string {
	return invalidity.type === 'Custom'
		? `Custom error: ${invalidity.code}`
		: reasons[invalidity.type][2];
}

/** Whether the node knows the extrinsic to be wrong, or only cannot tell. */
export function isUnknown({type}: Invalidity): boolean {
	return reasons[type][0] === 'Unknown';
}

/** The refusal's bytes, as a dry run returns them. */
export function encodeInvalidity(invalidity: Invalidity): Uint8Array {
	const [kind, index] = reasons[invalidity.type];
	const code = invalidity.type === 'Custom' ? [invalidity.code] : [];
	return Uint8Array.of(kind === 'Invalid' ? 0 : 1, index, ...code);
}
