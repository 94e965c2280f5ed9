import {atBlock} from '../../chain/at-block.ts';
import {getBalance} from '../../chain/balances/balance.ts';
import type {ChainClient} from '../../chain/client.ts';
import {getBurn} from '../../chain/subtensor/burn.ts';
import {getHyperparameters} from '../../chain/subtensor/hyperparameters.ts';
import {isRegistrationOpen} from '../../chain/subtensor/registration.ts';
import {getSubnet} from '../../chain/subtensor/subnets.ts';
import {getUid} from '../../chain/subtensor/uid.ts';
import {getBirth} from '../../chain/transaction/birth.ts';
import {hasShield} from '../../chain/transaction/shield.ts';
import type {RegistrationRequest} from '../../payments/registration.ts';

/**
Read with one request what the steps of a registration ask of the newest block.

@returns A view of that block, which does not ask for it again.
*/
export async function readAhead(
	client: ChainClient,
	{netuid, coldkey, hotkey}: RegistrationRequest,
): Promise<ChainClient> {
	const here = atBlock(client);
	await Promise.all([
		getUid(here, {netuid, hotkey}),
		getBalance(here, {address: coldkey}),
		getSubnet(here, {netuid}),
		getBurn(here, {netuid}),
		isRegistrationOpen(here, {netuid}),
		getHyperparameters(here, {netuid}),
		getBirth(here),
		hasShield(here),
	]);
	return here;
}
