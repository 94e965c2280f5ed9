import {describeInvalidity, isUnknown, type Invalidity} from '../extrinsic/validity.ts';
import type {Hex} from '../scale/type.ts';

/** A node's JSON-RPC error for an extrinsic it refuses. */
export type Refusal = {
	readonly code: number;
	readonly message: string;
	readonly data?: string;
};

export const undecodable: Refusal = {
	code: 1002,
	message:
		'Verification Error: Runtime error: Execution failed: the extrinsic does not decode: Could not decode `UncheckedExtrinsic`',
};

export const banned: Refusal = {code: 1012, message: 'Transaction is temporarily banned'};

export const tooLowPriority: Refusal = {
	code: 1014,
	message: 'Priority is too low: (0 vs 0)',
	data: 'The transaction has too low priority to replace another transaction already in the pool.',
};

export const poolIsFull: Refusal = {
	code: 1016,
	message: 'Immediately Dropped',
	data: "The transaction couldn't enter the pool because of the limit",
};

export function alreadyImported(hash: Hex): Refusal {
	return {code: 1013, message: 'Transaction Already Imported', data: hash};
}

export function invalid(invalidity: Invalidity): Refusal {
	return {
		...(isUnknown(invalidity)
			? {code: 1011, message: 'Unknown Transaction Validity'}
			: {code: 1010, message: 'Invalid Transaction'}),
		data: describeInvalidity(invalidity),
	};
}
