import {UsageError} from '../support/errors.ts';
import {toRealPath} from '../support/real-path.ts';
import type {Network} from './networks.ts';
import type {World} from './world.ts';

/**
Keep keys of play money off money: those of a home that is thrown away, and the devnet's.

@throws {UsageError} If the network is real and such keys would be used there.
*/
export function keepPlayKeysOff(
	{real, name, url}: Network,
	{ephemeral, home, walletsDirectory}: Pick<World, 'ephemeral' | 'home' | 'walletsDirectory'>,
): void {
	if (!real) {
		return;
	}

	if (ephemeral) {
		throw new UsageError(
			'Quickstart plays with keys that it throws away, so it stays off real networks',
			{
				fix: 'Take the steps one by one there: `btop wallet new`, `btop register`, `btop mine`.',
			},
		);
	}

	// A symbolic link to the play wallets leads to the same keys.
	if (name === 'devnet' || toRealPath(walletsDirectory) === toRealPath(home.devnet.wallets)) {
		throw new UsageError(
			`There is real TAO at \`${url}\`, where the devnet’s play wallets are not used`,
			{
				fix: 'Use wallets of your own; `BT_NETWORK=finney` names the main chain and keeps the address.',
			},
		);
	}
}
