import type {Command} from 'commander';
import {formatTao, writeTao} from '../../chain/amount.ts';
import {getAccountKey} from '../../chain/balances/account-key.ts';
import type {ChainClient} from '../../chain/client.ts';
import {toEqualCommand} from '../../payments/equal-command.ts';
import {bookRegistrations} from '../../payments/book-registrations.ts';
import {withJournal} from '../../payments/journal.ts';
import {describeBalance, describeFee} from '../../payments/describe-payment.ts';
import {
	type Transfer,
	findSameTransfer,
	previewTransfer,
	sendTransfer,
} from '../../payments/transfer.ts';
import type {CommandContext} from '../../support/command.ts';
import {type ConsentOptions, type WalletOptions, withConsent, withWallet} from '../options.ts';
import {placeOf, type Session, withSession} from '../session.ts';
import {facts} from '../table.ts';
import {amountOption} from './amount-option.ts';
import {addressOption} from './balance.ts';
import {coldkeyOf, openSessionColdkey} from './keys.ts';
import {type RepeatOptions, againOption, consentToSend} from './repeat.ts';

type Options = WalletOptions &
	ConsentOptions &
	RepeatOptions & {readonly to: string; readonly amount: bigint};

/** Add `btop wallet transfer`: TAO to another account. */
export function add(program: Command, context: CommandContext): void {
	withConsent(withWallet(program.command('transfer')))
		.description('send TAO')
		.addOption(addressOption('--to <ss58>', 'recipient address').makeOptionMandatory())
		.addOption(amountOption('how much').makeOptionMandatory())
		.addOption(againOption())
		.action(async (options: Options) =>
			withSession(context, options, async session => send(session, options)),
		);
}

async function send(session: Session, options: Options) {
	const {to, amount} = options;
	const {output, world} = session;
	const from = await coldkeyOf(session);
	const client = await session.connect({
		follow: 'heads',
		keys: [getAccountKey(from), getAccountKey(to)],
	});
	const wanted = {from, to, amount};
	if (options.dryRun === true) {
		const plan = await preview(session, client, wanted);
		output.result({from, to, amount, fee: plan.fee ?? null, dryRun: true}, plan.lines);
		return;
	}

	await withJournal(world, async journal => {
		// Settles earlier transactions first, so that the balance shows them.
		const same = await findSameTransfer(client, wanted, {journal, signal: world.signal});
		await bookRegistrations(client, world, {signer: from});
		const {lines} = await preview(session, client, wanted);
		for (const line of lines) {
			output.progress(line);
		}

		await consentToSend(session, 'Send?', same, options);
		const signer = await openSessionColdkey(session, {...options, address: from});
		const again = options.again ?? same;
		const {block, fee, hash} = await sendTransfer(client, wanted, {
			signer,
			journal,
			signal: world.signal,
			again,
		});
		output.result({from, to, amount, fee, block: block.number, hash}, [
			`Sent in block ${block.number} for a fee of ${formatTao(fee)} TAO`,
		]);
	});
}

async function preview(session: Session, client: ChainClient, {from, to, amount}: Transfer) {
	const payment = await previewTransfer(client, {from, to, amount});
	const lines = facts([
		['from', from],
		['to', to],
		['amount', `${formatTao(amount)} TAO`],
		['fee', describeFee(payment.fee)],
		['balance', describeBalance(payment)],
		[
			'same as',
			toEqualCommand(['wallet', 'transfer'], placeOf(session, client), {
				dest: to,
				amount: writeTao(amount),
			}),
		],
	]);
	return {fee: payment.fee, lines};
}
