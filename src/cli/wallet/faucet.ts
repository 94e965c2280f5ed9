import type {Command} from 'commander';
import {formatTao} from '../../chain/amount.ts';
import {askFaucet, faucetAmount} from '../../steps/faucet.ts';
import type {CommandContext} from '../../support/command.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {withSession} from '../session.ts';
import {amountOption} from './amount-option.ts';
import {addressOption, coldkeyOf} from './balance.ts';

type Options = WalletOptions & {readonly address?: string; readonly amount: bigint};

/** `btop wallet faucet`: play TAO on a development chain. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('faucet'))
		.description('TAO of no worth, on a devnet')
		.addOption(addressOption())
		.addOption(amountOption('how much').default(faucetAmount, formatTao(faucetAmount)))
		.action(async (options: Options) =>
			withSession(context, options, async session => {
				const {world, output} = session;
				const {amount} = options;
				const address = options.address ?? (await coldkeyOf(session));
				const client = await session.connect();
				const {block, hash} = await askFaucet(client, {
					network: world.network,
					address,
					amount,
					signal: world.signal,
				});
				output.result({address, amount, block: block.number, hash}, [
					`${formatTao(amount)} TAO for ${address} in block ${block.number}`,
				]);
			}),
		);
}
