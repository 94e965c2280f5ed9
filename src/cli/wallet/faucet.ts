import type {Command} from 'commander';
import {formatTao} from '../../chain/amount.ts';
import {askFaucet, faucetAmount} from '../../payments/faucet.ts';
import {withJournal} from '../../payments/journal.ts';
import type {CommandContext} from '../../support/command.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {withSession} from '../session.ts';
import {amountOption} from './amount-option.ts';
import {addressOption} from './balance.ts';
import {coldkeyOf} from './keys.ts';

type Options = WalletOptions & {readonly address?: string; readonly amount: bigint};

/** Add `btop wallet faucet`: play TAO on a development chain. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('faucet'))
		.description('get worthless TAO, on a devnet')
		.addOption(addressOption())
		.addOption(amountOption('how much').default(faucetAmount, formatTao(faucetAmount)))
		.action(async (options: Options) =>
			withSession(context, options, async session => {
				const {world, output} = session;
				const {amount} = options;
				const address = options.address ?? (await coldkeyOf(session));
				const client = await session.connect();
				const {network, signal} = world;
				const {block, hash} = await withJournal(world, async journal =>
					askFaucet(client, {network, address, amount, journal, signal}),
				);
				output.result({address, amount, block: block.number, hash}, [
					`Sent ${formatTao(amount)} TAO to ${address} in block ${block.number}`,
				]);
			}),
		);
}
