import {formatTao, parseTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import {transfer} from '../chain/balances/transfer.ts';
import type {ChainClient} from '../chain/client.ts';
import {NotEnoughFundsError} from '../chain/errors.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import {createSigner} from '../crypto/sr25519.ts';
import {UsageError} from '../support/errors.ts';
import {type Network, identifyNetwork} from './networks.ts';

/** What the faucet gives unless told otherwise: 100 TAO, in rao. */
export const faucetAmount = parseTao('100');

export type FaucetOptions = {
	readonly network: Network;
	/** SS58 of who gets it. */
	readonly address: string;
	/** Rao. */
	readonly amount?: bigint;
	readonly signal: AbortSignal;
};

/**
Send play TAO from `//Alice`, who is rich on development chains and whose key everybody knows.

@throws {UsageError} If the network's TAO is worth money.
@throws {NotEnoughFundsError} If she is not rich there.
*/
export async function askFaucet(
	client: ChainClient,
	{network, address, amount = faucetAmount, signal}: FaucetOptions,
): Promise<Receipt> {
	if (identifyNetwork(network, client).real) {
		throw new UsageError(`There is no faucet on \`${network.name}\``, {
			fix: `Send TAO to \`${address}\` from an exchange or another wallet.`,
		});
	}

	const alice = createSigner({uri: '//Alice'});
	const balance = await getBalance(client, {address: alice.address});
	if (balance <= amount) {
		throw new NotEnoughFundsError(
			`The faucet of this chain, \`//Alice\`, has ${formatTao(balance)} TAO and not ${formatTao(amount)}`,
			{fix: `Ask whoever runs the chain to send TAO to \`${address}\`.`},
		);
	}

	return submit(client, transfer({to: address, amount}), {signer: alice, signal});
}
