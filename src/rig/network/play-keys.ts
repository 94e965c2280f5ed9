import {UsageError} from '../../support/errors.ts';
import {toRealPath} from '../../support/files/real-path.ts';
import {toPublicUrl} from '../../support/public-url.ts';
import type {Network} from './networks.ts';
import type {World} from './world.ts';

/**
Keep play keys off real networks: those of a temporary home, and the devnet's.

@throws {UsageError} If play keys would be used on a real network.
*/
export function keepPlayKeysOff(
	{real, name, url}: Network,
	{ephemeral, home, walletsDirectory}: Pick<World, 'ephemeral' | 'home' | 'walletsDirectory'>,
): void {
	if (!real) {
		return;
	}

	if (ephemeral) {
		throw new UsageError('Quickstart uses throw-away keys, so it refuses real networks', {
			fix: `Take the steps one by one, each with \`-n ${name}\`: \`btop wallet new\`, \`btop register\`, \`btop mine\`.`,
		});
	}

	// A symbolic link to the play wallets leads to the same keys.
	if (name === 'devnet' || toRealPath(walletsDirectory) === toRealPath(home.devnet.wallets)) {
		throw new UsageError(
			`\`${toPublicUrl(url ?? name)}\` holds real TAO; the devnet’s play wallets cannot be used there`,
			{
				fix: 'Use your own wallets; `BT_NETWORK=finney` names the main chain and keeps the address.',
			},
		);
	}
}
