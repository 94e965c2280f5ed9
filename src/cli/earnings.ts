import {existsSync} from 'node:fs';
import {formatAlpha, formatTao} from '../chain/amount.ts';
import {readEarnings} from '../ledger/earnings.ts';
import {type MinerKey, listMiners} from '../ledger/miners.ts';
import {type Ledger, openLedger} from '../ledger/open-ledger.ts';
import {readPayments} from '../ledger/payments.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {type CommonOptions, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {facts} from './table.ts';

type Options = CommonOptions & {readonly csv?: boolean};

/** What the ledger of this home holds: earned, paid, and how to turn alpha into TAO. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {
			name: 'earnings',
			summary: 'What was earned and paid, as this rig saw it, and how to turn alpha into TAO.',
		}),
	)
		.option('--csv', 'every sample as a line of CSV, with all that was paid to register')
		.action(async ({home, json, csv}: Options) => {
			const {ledger} = resolveHome({directory: home, env: context.env});
			const miners = readReports(ledger);
			createOutput({...context, json}).result(
				{miners},
				csv === true ? toCsv(miners) : toLines(miners),
			);
		});
	await parseProgram(program, context.argv);
}

function readReports(file: string) {
	// Whoever only reads leaves no ledger behind.
	if (!existsSync(file)) {
		return [];
	}

	const ledger = openLedger({file});
	try {
		return listMiners(ledger).map(miner => toReport(ledger, miner));
	} finally {
		ledger.close();
	}
}

function toReport(ledger: Ledger, miner: MinerKey) {
	const {samples, alpha, tao} = readEarnings(ledger, miner);
	const payments = readPayments(ledger, miner);
	return {
		...miner,
		earnedAlpha: alpha,
		earnedTao: tao,
		paid: payments.reduce((sum, {paid}) => sum + paid, 0n),
		fees: payments.reduce((sum, {fee}) => sum + fee, 0n),
		registrations: payments.length,
		block: samples.at(-1)?.block ?? null,
		samples,
	};
}

type Report = ReturnType<typeof toReport>;

function toLines(miners: readonly Report[]): readonly string[] {
	return miners.length === 0
		? ['Nothing was earned or paid yet.']
		: miners.flatMap(miner => [
				`subnet ${miner.netuid} of ${miner.network}, ${miner.hotkey}`,
				...facts([
					[
						'  earned',
						`${formatAlpha(miner.earnedAlpha)} alpha, worth ${formatTao(miner.earnedTao)} TAO`,
					],
					[
						'  paid',
						`${formatTao(miner.paid)} TAO for ${miner.registrations} registrations, and ${formatTao(miner.fees)} in fees`,
					],
					['  as of', miner.block === null ? 'never sampled' : `block ${miner.block}`],
					[
						'  to TAO',
						`btop wallet unstake --netuid ${miner.netuid}, with -w and -H of that hotkey`,
					],
					[
						'  same as',
						`btcli tx remove-stake --hotkey ${miner.hotkey} --netuid ${miner.netuid} --amount all`,
					],
				]),
			]);
}

function toCsv(miners: readonly Report[]): readonly string[] {
	return [
		'network,netuid,hotkey,block,time,alpha,price,value_tao,paid_tao,fees_tao',
		...miners.flatMap(({network, netuid, hotkey, samples, paid, fees}) =>
			samples.map(({block, time, alpha, price}) =>
				[
					network,
					netuid,
					hotkey,
					block,
					new Date(time).toISOString(),
					formatAlpha(alpha),
					formatTao(price),
					formatTao((alpha * price) / 1_000_000_000n),
					formatTao(paid),
					formatTao(fees),
				].join(','),
			),
		),
	];
}
