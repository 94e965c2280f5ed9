import type {ChainClient} from '../../chain/client.ts';
import {getSubnet} from '../../chain/subtensor/subnets.ts';
import type {Prospect} from '../../onboarding/prospect.ts';
import {readProspect} from '../../onboarding/read-prospect.ts';
import {NoSuchSubnetError, NothingToMineError} from '../../payments/registration-errors.ts';
import type {Session} from '../session.ts';

/**
Read what btop can do on a subnet.

@throws {NoSuchSubnetError} If there is no such subnet; root cannot be entered.
*/
export async function readSubnetProspect(
	{world}: Session,
	client: ChainClient,
	netuid: number,
): Promise<Prospect> {
	const subnet = netuid === 0 ? undefined : await getSubnet(client, {netuid});
	if (subnet === undefined) {
		throw new NoSuchSubnetError(netuid);
	}

	return readProspect(world, subnet);
}

/** How the operator answers in advance. */
export type WatchOptions = {readonly yes?: boolean; readonly watchOnly?: boolean};

/**
Make sure that `--yes` alone does not pay for a UID that nothing can be mined with: whoever answers in advance has not read that.

@throws {NothingToMineError} If it would.
*/
export function requireWatchOnly(
	netuid: number,
	prospect: Prospect,
	{yes, watchOnly}: WatchOptions,
): void {
	if (yes !== true || watchOnly === true || prospect.can === 'mine') {
		return;
	}

	const {reason, fix = 'See `btop subnets` for those that it can mine.'} = prospect;
	throw new NothingToMineError(netuid, reason, {
		fix: `Add \`--watch-only\` to pay all the same. ${fix}`,
	});
}
