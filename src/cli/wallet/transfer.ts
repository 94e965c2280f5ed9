import type {Command} from 'commander';
import {formatTao} from '../../chain/amount.ts';
import {previewTransfer, sendTransfer} from '../../steps/transfer.ts';
import type {CommandContext} from '../../support/command.ts';
import {type ConsentOptions, type WalletOptions, withConsent, withWallet} from '../options.ts';
import {type Session, withSession} from '../session.ts';
import {facts} from '../table.ts';
import {amountOption} from './amount-option.ts';
import {addressOption, coldkeyOf} from './balance.ts';
import {openSessionColdkey} from './open-coldkey.ts';

type Options = WalletOptions & ConsentOptions & {readonly to: string; readonly amount: bigint};

/** `btop wallet transfer`: TAO to another account. */
export function add(program: Command, context: CommandContext): void {
	withConsent(withWallet(program.command('transfer')))
		.description('send TAO')
		.addOption(addressOption('--to <ss58>', 'who gets it').makeOptionMandatory())
		.addOption(amountOption('how much').makeOptionMandatory())
		.action(async (options: Options) =>
			withSession(context, options, async session => send(session, options)),
		);
}

async function send(session: Session, {to, amount, dryRun, passwordFd}: Options) {
	const {output, world, walletName} = session;
	const from = await coldkeyOf(session);
	const client = await session.connect();
	const {fee, balance, balanceAfter} = await previewTransfer(client, {from, to, amount});
	const plan = facts([
		['from', from],
		['to', to],
		['amount', `${formatTao(amount)} TAO`],
		['fee', `about ${formatTao(fee)} TAO`],
		['balance', `${formatTao(balance)} TAO, ${formatTao(balanceAfter)} after`],
		[
			'same as',
			`btcli wallet transfer -w ${walletName} --dest ${to} --amount ${formatTao(amount)}`,
		],
	]);
	if (dryRun === true) {
		output.result({from, to, amount, fee, dryRun: true}, plan);
		return;
	}

	for (const line of plan) {
		output.progress(line);
	}

	await session.consent('Send it?');
	const signer = await openSessionColdkey(session, {passwordFd});
	const receipt = await sendTransfer(client, {from, to, amount}, {signer, signal: world.signal});
	output.result(
		{from, to, amount, fee: receipt.fee, block: receipt.block.number, hash: receipt.hash},
		[`Sent in block ${receipt.block.number} for a fee of ${formatTao(receipt.fee)} TAO`],
	);
}
