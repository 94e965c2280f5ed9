import type {AccountId} from '../scale/bytes.ts';
import type {Origin} from './context.ts';
import {badOrigin} from './dispatch-error.ts';
import {fail} from './errors.ts';

/**
The account that signed.

@throws {DispatchFailure} `BadOrigin` if nobody did.
*/
export function ensureSigned({origin}: {readonly origin: Origin}): AccountId {
	return origin.type === 'Signed' ? origin.account : fail(badOrigin);
}

/**
Go on only for the sudo key.

@throws {DispatchFailure} `BadOrigin` for all others.
*/
export function ensureRoot({origin}: {readonly origin: Origin}): void {
	if (origin.type !== 'Root') {
		fail(badOrigin);
	}
}

/**
Go on only for what the block's author put in.

@throws {DispatchFailure} `BadOrigin` for all others.
*/
export function ensureNone({origin}: {readonly origin: Origin}): void {
	if (origin.type !== 'None') {
		fail(badOrigin);
	}
}
