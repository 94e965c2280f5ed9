import {type Command, Option} from 'commander';
import {formatAlpha, formatTao} from '../../chain/amount.ts';
import {getAccountKey} from '../../chain/balances/account-key.ts';
import {describeTao} from '../../monitor/describe-earned.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import {decodeAddress} from '../../crypto/ss58.ts';
import {getHoldings} from '../../payments/balance.ts';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {withSession} from '../session.ts';
import {facts} from '../table.ts';
import {coldkeyOf} from './keys.ts';

type Options = WalletOptions & {readonly address?: string};

/** Add `btop wallet balance`: a coldkey's balance, free and staked. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('balance'))
		.description('TAO, free and staked (at pool prices)')
		.addOption(addressOption())
		.action(async (options: Options) =>
			withSession(context, options, async session => {
				const address = options.address ?? (await coldkeyOf(session));
				const client = await session.connect({
					follow: false,
					keys: [getAccountKey(address)],
				});
				const {free, staked, total, stakes} = await getHoldings(client, {address});
				session.output.result(
					{address, free, staked: staked ?? null, total: total ?? null},
					facts([
						['address', address],
						['free', `${formatTao(free)} TAO`],
						['staked', describeTao(staked)],
						['total', describeTao(total)],
						...(stakes ?? []).map(
							({netuid, amount, value, hotkey}) =>
								[
									`subnet ${netuid}`,
									`${formatAlpha(amount)} alpha on ${hotkey}, worth ${describeTao(value, formatShortAmount)}`,
								] as const,
						),
					]),
				);
			}),
		);
}

export const addressOption = (
	flags = '--address <ss58>',
	description = 'an account instead of a wallet',
): Option => new Option(flags, description).argParser(parseAddress);

export function parseAddress(text: string): string {
	try {
		decodeAddress(text);
	} catch (error) {
		throw new UsageError(`\`${text}\` is not an address`, {
			fix: 'An address starts with `5` and has 48 characters; copy it whole.',
			cause: error,
		});
	}

	return text;
}
