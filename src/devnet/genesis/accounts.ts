import {createSigner} from '../../crypto/sr25519.ts';
import {accountOf, type AccountId} from '../scale/bytes.ts';

/** A development account's URI, such as `//Alice`: whoever knows it can sign for it. */
export type SecretUri = `//${string}`;

/** The accounts that the devnet makes rich, for whoever needs TAO. The first is sudo. */
export const richUris = ['//Alice', '//Bob', '//Charlie'] as const satisfies readonly SecretUri[];

export type ArenaRole = 'validator' | 'rival';

/** One of the accounts that the arena plays. */
export type ArenaAccount = {
	readonly role: ArenaRole;
	/** From 0, within the subnet and the role. */
	readonly index: number;
	readonly hotkey: SecretUri;
	readonly coldkey: SecretUri;
};

/** How many of each role have a UID on a subnet that the arena plays on. */
export const arenaSeats = {validator: 2, rival: 6} as const satisfies Record<ArenaRole, number>;

/**
List the accounts of the arena on a subnet in the order of their UIDs: rivals first, so that of equals it is a rival that makes way.

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

/** The owner of a subnet. */
export const ownerKeys = (netuid: number) => {
	const hotkey: SecretUri = `//Arena//owner//${netuid}`;
	return {hotkey, coldkey: `${hotkey}//coldkey`} as const;
};

/** Who stakes on root. */
export const rootKeys = {
	hotkey: '//Arena//root',
	coldkey: '//Arena//root//coldkey',
} as const satisfies Record<string, SecretUri>;

const accounts = new Map<SecretUri, AccountId>();

/** Get the account of a development URI; each is worked out once. */
export function accountFrom(uri: SecretUri): AccountId {
	let account = accounts.get(uri);
	if (account === undefined) {
		account = accountOf(createSigner({uri}).publicKey);
		accounts.set(uri, account);
	}

	return account;
}
