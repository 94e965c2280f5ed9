import {ensure} from '../../pallet/errors.ts';
import {bytes} from '../../scale/bytes.ts';
import {errors} from '../errors.ts';
import type {SubnetIdentity} from '../types.ts';

/** The maximum length of each part, in bytes. */
const longest: Readonly<Record<keyof SubnetIdentity, number>> = {
	subnet_name: 256,
	github_repo: 1024,
	subnet_contact: 1024,
	subnet_url: 1024,
	discord: 256,
	description: 1024,
	logo_url: 1024,
	additional: 1024,
};

const parts = Object.keys(longest) as Array<keyof SubnetIdentity>;

/** An identity as the arguments of a call. */
export const identityArgs = {
	subnet_name: bytes,
	github_repo: bytes,
	subnet_contact: bytes,
	subnet_url: bytes,
	discord: bytes,
	description: bytes,
	logo_url: bytes,
	additional: bytes,
} as const;

/**
Ensure that no part of an identity is too long.

@throws {DispatchFailure} `InvalidIdentity` if one is too long.
*/
export function ensureIdentity(identity: SubnetIdentity): void {
	ensure(
		parts.every(part => identity[part].length <= longest[part]),
		errors.InvalidIdentity,
	);
}
