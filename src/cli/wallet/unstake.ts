import {type Command, InvalidArgumentError, Option} from 'commander';
import {formatAlpha, formatTao, writeAlpha} from '../../chain/amount.ts';
import {getAccountKey} from '../../chain/balances/account-key.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import {type CommandPlace, toEqualSale, usualSlippage} from '../../payments/equal-command.ts';
import {bookRegistrations} from '../../payments/book-registrations.ts';
import {describeFee} from '../../payments/describe-payment.ts';
import {recordRefusal, withJournal} from '../../payments/journal.ts';
import {describeSending} from '../../payments/describe-sending.ts';
import {readShieldWish} from '../../payments/sending.ts';
import {
	type UnstakePlan,
	findSameSale,
	previewUnstake,
	toSale,
	unstake,
} from '../../payments/unstake.ts';
import type {CommandContext} from '../../support/command.ts';
import {
	type ConsentOptions,
	type ShieldOptions,
	type WalletOptions,
	netuidOption,
	withConsent,
	withShield,
	withWallet,
} from '../options.ts';
import {placeOf, type Session, withSession} from '../session.ts';
import {facts} from '../table.ts';
import {amountOption} from './amount-option.ts';
import {coldkeyOf, hotkeyOf, openSessionColdkey} from './keys.ts';
import {type RepeatOptions, againOption, consentToSend} from './repeat.ts';

type Options = WalletOptions &
	ConsentOptions &
	RepeatOptions &
	ShieldOptions & {
		readonly netuid: number;
		readonly amount?: bigint;
		/** Percent. */
		readonly slippage: number;
	};

/** Add `btop wallet unstake`: convert what a hotkey earned on a subnet into TAO. */
export function add(program: Command, context: CommandContext): void {
	withShield(withConsent(withWallet(program.command('unstake'))))
		.description('turn the alpha of a hotkey into TAO')
		.addOption(netuidOption().makeOptionMandatory())
		.addOption(amountOption('how much (default: all)', '--amount <alpha>'))
		.addOption(
			new Option('--slippage <percent>', 'how far the price may fall before the sale is refused')
				.argParser(parsePercent)
				.default(usualSlippage),
		)
		.addOption(againOption())
		.action(async (options: Options) =>
			withSession(context, options, async session => sell(session, options)),
		);
}

function parsePercent(text: string): number {
	if (!/^\d{1,2}(?:\.\d{1,4})?$/v.test(text)) {
		throw new InvalidArgumentError(
			'It must be a percentage below 100 with at most 4 decimals, such as 1 or 0.5.',
		);
	}

	return Number(text);
}

async function sell(session: Session, options: Options) {
	const {output, world} = session;
	const {netuid, amount, slippage, dryRun, mevShield: isWanted, passwordFd} = options;
	const coldkey = await coldkeyOf(session);
	const hotkey = await hotkeyOf(session);
	const client = await session.connect({follow: 'heads', keys: [getAccountKey(coldkey)]});
	const request = {coldkey, hotkey, netuid, amount, slippage};
	const preview = async () =>
		recordRefusal(
			world,
			{call: toSale(request), signer: coldkey, isDryRun: dryRun === true},
			async () => {
				const wish = readShieldWish(client, {home: world.home, signer: coldkey, isWanted});
				return previewUnstake(client, {...request, wish});
			},
		);
	if (dryRun === true) {
		const plan = await preview();
		const {alpha, value, expected, limit, fee = null} = plan;
		const mevShield = plan.sending.kind === 'shielded';
		output.result(
			{hotkey, netuid, alpha, value, expected, limit, fee, mevShield, dryRun: true},
			describePlan(plan, slippage, placeOf(session, client)),
		);
		return;
	}

	await withJournal(world, async journal => {
		const {signal} = world;
		// Settles earlier transactions first, so that the stake shows them.
		const same = await findSameSale(client, request, {signer: coldkey, journal, signal});
		await bookRegistrations(client, world, {signer: coldkey});
		const plan = await preview();
		for (const line of describePlan(plan, slippage, placeOf(session, client))) {
			output.progress(line);
		}

		await consentToSend(session, 'Unstake?', same, options);
		const signer = await openSessionColdkey(session, {address: coldkey, passwordFd});
		const again = options.again ?? same;
		const {receipt, received} = await unstake(client, plan, {signer, journal, signal, again});
		output.result(
			{
				hotkey,
				netuid,
				alpha: plan.alpha,
				received: received ?? null,
				fee: receipt.fee,
				mevShield: plan.sending.kind === 'shielded',
				block: receipt.block.number,
				hash: receipt.hash,
			},
			[
				`Unstaked in block ${receipt.block.number}${received === undefined ? '' : ` for ${formatTao(received)} TAO`}`,
			],
		);
	});
}

/** Describe what would be sold and what it would bring. */
function describePlan(plan: UnstakePlan, slippage: number, place: CommandPlace): readonly string[] {
	const {hotkey, netuid, amount, alpha, value, expected, limit, fee, sending} = plan;
	return facts([
		['hotkey', hotkey],
		['subnet', String(netuid)],
		['alpha', formatAlpha(alpha)],
		['worth', `${formatShortAmount(value)} TAO at the current price`],
		[
			'brings',
			`about ${formatShortAmount(expected)} TAO; refused below ${formatTao(limit)} TAO per alpha`,
		],
		['fee', describeFee(fee)],
		['sent', describeSending(sending)],
		[
			'same as',
			toEqualSale(place, {
				hotkey,
				netuid,
				amount: amount === 'all' ? amount : writeAlpha(amount),
				slippage,
				isShielded: sending.kind === 'shielded',
			}),
		],
		...(plan.isCapped
			? []
			: [
					[
						'note',
						'this chain enforces no limit; the price is checked again just before signing',
					] as const,
				]),
	]);
}
