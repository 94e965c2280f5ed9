import {createSigner} from '../../crypto/sr25519.ts';
import {accountOf, type AccountId} from '../scale/bytes.ts';

/** A development account's URI, such as `//Alice`: anyone who knows it can sign for it. */
export type SecretUri = `//${string}`;

/** The accounts that the devnet funds. The first is sudo. */
export const richUris = ['//Alice', '//Bob', '//Charlie'] as const satisfies readonly SecretUri[];

export type ArenaRole = 'validator' | 'rival';

/** A validator or rival, whose keys follow from its number. */
export type ArenaAccount = {
	readonly role: ArenaRole;
	/** From 0, per subnet and role. */
	readonly index: number;
	readonly hotkey: SecretUri;
	readonly coldkey: SecretUri;
};

/** Number of UIDs of each role on a subnet of the arena. */
export const arenaSeats = {validator: 2, rival: 6} as const satisfies Record<ArenaRole, number>;

/**
List the arena's accounts on a subnet by UID: rivals first, so that ties in the eviction order evict a rival.

@example
```
arenaAccounts(3)[0];
//=> {role: 'rival', index: 0, hotkey: '//Arena//rival//3//0', coldkey: '//Arena//rival//3//0//coldkey'}
```
*/
export const arenaAccounts = (netuid: number): readonly ArenaAccount[] =>
	(['rival', 'validator'] as const).flatMap(role =>
		Array.from({length: arenaSeats[role]}, (_, index) => {
			const hotkey: SecretUri = `//Arena//${role}//${netuid}//${index}`;
			return {role, index, hotkey, coldkey: `${hotkey}//coldkey` as const};
		}),
	);

/** Get the owner of a subnet. */
export const ownerKeys = (netuid: number) => {
	const hotkey: SecretUri = `//Arena//owner//${netuid}`;
	return {hotkey, coldkey: `${hotkey}//coldkey`} as const;
};

/** The staker on root. */
export const rootKeys = {
	hotkey: '//Arena//root',
	coldkey: '//Arena//root//coldkey',
} as const satisfies Record<string, SecretUri>;

const accounts = new Map<SecretUri, AccountId>();

/** Get the account of a development URI; each is derived once. */
export function accountFrom(uri: SecretUri): AccountId {
	let account = accounts.get(uri);
	if (account === undefined) {
		account = accountOf(createSigner({uri}).publicKey);
		accounts.set(uri, account);
	}

	return account;
}
