import type {AccountId} from '../scale/bytes.ts';
import type {Origin} from './context.ts';
import {badOrigin} from './dispatch-error.ts';
import {fail} from './errors.ts';

/**
Get the account that signed.

@throws {DispatchFailure} `BadOrigin` if unsigned.
*/
export function ensureSigned({origin}: {readonly origin: Origin}): AccountId {
	return origin.type === 'Signed' ? origin.account : fail(badOrigin);
}

/**
Ensure that the caller is the sudo key.

@throws {DispatchFailure} `BadOrigin` for all others.
*/
export function ensureRoot({origin}: {readonly origin: Origin}): void {
	if (origin.type !== 'Root') {
		fail(badOrigin);
	}
}

/**
Ensure that the call is an inherent of the block's author.

@throws {DispatchFailure} `BadOrigin` for all others.
*/
export function ensureNone({origin}: {readonly origin: Origin}): void {
	if (origin.type !== 'None') {
		fail(badOrigin);
	}
}
