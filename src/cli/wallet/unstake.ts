import type {Command} from 'commander';
import {formatAlpha, formatTao} from '../../chain/amount.ts';
import {previewUnstake, unstake} from '../../steps/unstake.ts';
import type {CommandContext} from '../../support/command.ts';
import {readHotkeyPublic} from '../../wallet/open.ts';
import {
	type ConsentOptions,
	type WalletOptions,
	netuidOption,
	withConsent,
	withWallet,
} from '../options.ts';
import {type Session, withSession} from '../session.ts';
import {facts} from '../table.ts';
import {amountOption} from './amount-option.ts';
import {coldkeyOf} from './balance.ts';
import {openSessionColdkey} from './open-coldkey.ts';

type Options = WalletOptions & ConsentOptions & {readonly netuid: number; readonly amount?: bigint};

/** `btop wallet unstake`: what a hotkey earned on a subnet, as TAO. */
export function add(program: Command, context: CommandContext): void {
	withConsent(withWallet(program.command('unstake')))
		.description('turn the alpha of a hotkey into TAO')
		.addOption(netuidOption().makeOptionMandatory())
		.addOption(amountOption('how much; all of it without this', '--amount <alpha>'))
		.action(async (options: Options) =>
			withSession(context, options, async session => sell(session, options)),
		);
}

async function sell(session: Session, {netuid, amount, dryRun, passwordFd}: Options) {
	const {output, world, walletName, hotkeyName} = session;
	const coldkey = await coldkeyOf(session);
	const {address: hotkey} = await readHotkeyPublic(
		{directory: world.walletsDirectory, name: walletName},
		hotkeyName,
	);
	const position = {coldkey, hotkey, netuid};
	const client = await session.connect();
	const {alpha, value, fee} = await previewUnstake(client, position, amount);
	const plan = facts([
		['hotkey', hotkey],
		['subnet', String(netuid)],
		['alpha', formatAlpha(alpha)],
		['worth', `about ${formatTao(value)} TAO`],
		['fee', `about ${formatTao(fee)} TAO`],
		[
			'same as',
			`btcli tx remove-stake -w ${walletName} --hotkey ${hotkey} --netuid ${netuid} --amount ${formatAlpha(alpha)}`,
		],
	]);
	if (dryRun === true) {
		output.result({hotkey, netuid, alpha, value, fee, dryRun: true}, plan);
		return;
	}

	for (const line of plan) {
		output.progress(line);
	}

	await session.consent('Unstake it?');
	const signer = await openSessionColdkey(session, {passwordFd});
	const {receipt, received} = await unstake(client, position, {
		alpha,
		signer,
		signal: world.signal,
	});
	output.result(
		{
			hotkey,
			netuid,
			alpha,
			received: received ?? null,
			fee: receipt.fee,
			block: receipt.block.number,
			hash: receipt.hash,
		},
		[
			`Unstaked in block ${receipt.block.number}${received === undefined ? '' : ` for ${formatTao(received)} TAO`}`,
		],
	);
}
