import {type Command, Option} from 'commander';
import {formatAlpha, formatTao} from '../../chain/amount.ts';
import {decodeAddress} from '../../crypto/ss58.ts';
import {getHoldings} from '../../steps/balance.ts';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {readColdkeyPublic} from '../../wallet/open.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {type Session, withSession} from '../session.ts';
import {facts} from '../table.ts';

type Options = WalletOptions & {readonly address?: string};

/** `btop wallet balance`: what a coldkey has, free and staked. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('balance'))
		.description('TAO, free and staked at the prices of the pools')
		.addOption(addressOption())
		.action(async (options: Options) =>
			withSession(context, options, async session => {
				const address = options.address ?? (await coldkeyOf(session));
				const client = await session.connect();
				const {free, staked, total, stakes} = await getHoldings(client, {address});
				session.output.result(
					{address, free, staked, total},
					facts([
						['address', address],
						['free', `${formatTao(free)} TAO`],
						['staked', `${formatTao(staked)} TAO`],
						['total', `${formatTao(total)} TAO`],
						...stakes.map(
							({netuid, amount, value, hotkey}) =>
								[
									`subnet ${netuid}`,
									`${formatAlpha(amount)} alpha on ${hotkey}, worth ${formatTao(value)} TAO`,
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

/** The address of the session's wallet, which needs no password. */
export async function coldkeyOf({world, walletName}: Session): Promise<string> {
	const {address} = await readColdkeyPublic({directory: world.walletsDirectory, name: walletName});
	return address;
}
