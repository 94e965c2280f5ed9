import {formatTao, parseTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import {transfer} from '../chain/balances/transfer.ts';
import type {ChainClient} from '../chain/client.ts';
import {NotEnoughFundsError} from '../chain/errors.ts';
import {getNodeName} from '../chain/system/chain-info.ts';
import type {Journal} from '../chain/transaction/journal.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import {createSigner} from '../crypto/sr25519.ts';
import {UsageError} from '../support/errors.ts';
import {type Network, identifyNetwork} from '../rig/network/networks.ts';

/** What the faucet gives by default: 100 TAO, in rao. */
export const faucetAmount = parseTao('100');

export type FaucetOptions = {
	readonly network: Network;
	/** SS58 of who gets it. */
	readonly address: string;
	/** Rao. */
	readonly amount?: bigint;
	readonly journal?: Journal;
	readonly signal: AbortSignal;
};

const faucetSigner = () => createSigner({uri: '//Alice'});

/** Get the address of the devnet's faucet, as SS58. */
export const faucetAddress = (): string => faucetSigner().address;

/** What the node of the embedded chain calls itself. */
const devnetName = 'btop devnet';

/**
Tell whether a chain has a faucet: this program's devnet alone, under every name and at every address of this machine. `//Alice` may be rich on other chains made for development too, but there she is somebody else's.
*/
export async function hasFaucet(client: ChainClient, network: Network): Promise<boolean> {
	return !identifyNetwork(network, client).real && (await getNodeName(client)) === devnetName;
}

/** Say, as a sentence, how TAO gets to an address where there is no faucet. */
export function explainFunding(
	client: ChainClient,
	{network, address}: Pick<FaucetOptions, 'network' | 'address'>,
): string {
	if (identifyNetwork(network, client).real) {
		return `Send TAO to \`${address}\` from an exchange or another wallet.`;
	}

	return network.name === 'test'
		? `Ask for test TAO in Bittensor’s Discord, to be sent to \`${address}\`.`
		: `Ask the chain's operator to send TAO to \`${address}\`.`;
}

/**
Send play TAO from `//Alice`, the devnet's rich account, whose key is public.

@throws {UsageError} If the chain has no faucet.
@throws {NotEnoughFundsError} If she has too little left.
*/
export async function askFaucet(
	client: ChainClient,
	{network, address, amount = faucetAmount, journal, signal}: FaucetOptions,
): Promise<Receipt> {
	if (!(await hasFaucet(client, network))) {
		throw new UsageError(`There is no faucet on \`${network.name}\``, {
			fix: explainFunding(client, {network, address}),
		});
	}

	const alice = faucetSigner();
	const balance = await getBalance(client, {address: alice.address});
	if (balance <= amount) {
		throw new NotEnoughFundsError(
			`The faucet of this chain, \`//Alice\`, has only ${formatTao(balance)} TAO left, less than ${formatTao(amount)}`,
			{fix: `Ask the chain's operator to send TAO to \`${address}\`.`},
		);
	}

	return submit(client, transfer({to: address, amount}), {signer: alice, journal, signal});
}
