import {existsSync} from 'node:fs';
import {Option} from 'commander';
import {formatAlpha, formatTao} from '../chain/amount.ts';
import {readEarnings} from '../ledger/earnings.ts';
import {type OtherFees, readOtherFees, sumFailedFees} from '../ledger/fees.ts';
import {findLoss} from '../ledger/find-loss.ts';
import {describeLoss, readLoss} from '../ledger/loss.ts';
import {type MinerKey, listMiners} from '../ledger/miners.ts';
import {isPastName, readGenesis} from '../ledger/networks.ts';
import {type Ledger, openLedger} from '../ledger/open-ledger.ts';
import {readPayments} from '../ledger/payments.ts';
import {readSales} from '../ledger/sales.ts';
import {toEarningsCsv} from '../monitor/earnings-csv.ts';
import {type NetworkEarnings, sumUpEarnings, toEarningsReport} from '../monitor/earnings-report.ts';
import type {Known} from '../miner/miner-state.ts';
import {describeEarned, describeTao} from '../monitor/describe-earned.ts';
import {formatShortAmount} from '../monitor/short-amount.ts';
import {toEqualSale} from '../payments/equal-command.ts';
import {faucetAddress} from '../payments/faucet.ts';
import {type OwnPlace, toBtopCommand} from '../rig/network/btop-command.ts';
import {minerFiles} from '../rig/miner-files.ts';
import {BadMinerOptionsError, type MinerOptions, readMinerOptions} from '../rig/miner-options.ts';
import {listSeatFiles} from '../rig/same-chain.ts';
import {countOf} from '../support/count-of.ts';
import type {CommandContext} from '../support/command.ts';
import {type Home, resolveHome} from '../support/home.ts';
import {type CommonOptions, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {printSigned} from './signed-calls.ts';
import {facts} from './table.ts';

type Options = CommonOptions & {readonly csv?: boolean; readonly signed?: boolean};

/** Print what the home's ledger holds: earnings, payments, and how to turn alpha into TAO. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {
			name: 'earnings',
			summary: 'what this rig earned and paid, and how to turn alpha into TAO',
		}),
	)
		.addOption(
			new Option('--csv', 'every registration, sale and sample, as CSV').conflicts('signed'),
		)
		.option('--signed', 'every call that was signed, with its block, fee and outcome')
		.action(async ({home, json, csv, signed}: Options) => {
			const resolved = resolveHome({directory: home, env: context.env});
			if (signed === true) {
				printSigned(createOutput({...context, json}), resolved.ledger);
				return;
			}

			const place = {home: resolved, given: {home: home !== undefined}};
			const {miners, geneses, otherFees, loss, warning} = readReports(resolved.ledger);
			const output = createOutput({...context, json});
			// CSV has no place for it.
			for (const line of csv === true ? warning : []) {
				output.warn(line);
			}

			output.result(
				{miners, totals: sumUpEarnings(miners), otherFees, ledgerLostAt: loss?.time ?? null},
				csv === true
					? toEarningsCsv(miners)
					: [...warning, ...(await toLines(miners, geneses, place)), ...toFeeLines(otherFees)],
			);
		});
	await parseProgram(program, context.argv);
}

function readReports(file: string) {
	// Reading must not create a ledger.
	if (!existsSync(file) && findLoss(file) === undefined) {
		return {miners: [], geneses: [], otherFees: [], loss: undefined, warning: []};
	}

	const ledger = openLedger({file});
	try {
		const loss = readLoss(ledger);
		const keys = listMiners(ledger);
		return {
			miners: keys.map(miner => toReport(ledger, miner)),
			geneses: keys.map(({network}) => readGenesis(ledger, network)),
			otherFees: readOtherFees(ledger, {faucet: faucetAddress()}),
			loss,
			warning: loss ? [`${describeLoss(ledger, loss)}.`] : [],
		};
	} finally {
		ledger.close();
	}
}

function toReport(ledger: Ledger, miner: MinerKey) {
	const earnings = readEarnings(ledger, miner);
	const {samples} = earnings;
	const payments = readPayments(ledger, miner);
	return {
		...miner,
		...toEarningsReport(earnings, payments, sumFailedFees(ledger, miner)),
		block: samples.at(-1)?.block ?? null,
		samples,
		payments,
		sales: readSales(ledger, miner),
	};
}

type Report = ReturnType<typeof toReport>;

/** The home that the command reads. */
type ThisPlace = Pick<OwnPlace, 'home' | 'given'>;

async function toLines(
	miners: readonly Report[],
	geneses: ReadonlyArray<string | undefined>,
	place: ThisPlace,
): Promise<readonly string[]> {
	const started = await Promise.all(
		miners.map(async (miner, index) => findOptions(place.home, miner, geneses[index])),
	);
	if (miners.length === 0) {
		return ['Nothing earned yet, and no registration paid.'];
	}

	const totals = sumUpEarnings(miners).filter(
		({network}) => miners.filter(miner => miner.network === network).length > 1,
	);
	return [
		...miners.flatMap((miner, index) => toMinerLines(miner, started[index], place)),
		...totals.flatMap(total => [`total on ${total.network}`, ...facts(toTotal(total))]),
	];
}

function toMinerLines(
	miner: Report,
	started: MinerOptions | undefined,
	place: ThisPlace,
): readonly string[] {
	const {netuid, network, hotkey, earnedAlpha, earnedTao, perDayAlpha, perDayTao, block} = miner;
	const {totalAlpha, totalTao, soldAlpha, soldTao, movedAlpha, movedTao, heldAlpha, heldTao} =
		miner;
	const {fees, netTao} = miner;
	const tao = (alpha: Known<bigint>, value: Known<bigint>) =>
		describeEarned(alpha, value, formatAlpha);
	return [
		`subnet ${netuid} of ${network}, ${hotkey}`,
		...facts([
			['  earned', tao(earnedAlpha, earnedTao)],
			...(totalAlpha === earnedAlpha
				? []
				: [
						[
							'  in total',
							`${tao(totalAlpha, totalTao)}, including earlier registrations`,
						] as const,
					]),
			...optional(
				soldAlpha,
				'  sold',
				`${formatAlpha(soldAlpha)} alpha for ${formatTao(soldTao)} TAO`,
			),
			...optional(
				movedAlpha,
				'  moved',
				`${tao(movedAlpha, movedTao)} then: moved, or sold with another program`,
			),
			...optional(soldAlpha + movedAlpha, '  held', tao(heldAlpha, heldTao)),
			['  per day', perDayAlpha === null ? 'unknown yet' : describeEarned(perDayAlpha, perDayTao)],
			['  paid', `${describePaid(miner)}, and ${formatTao(fees)} in fees`],
			['  net', describeTao(netTao)],
			['  as of', block === null ? 'not sampled yet' : `block ${block}`],
			...toSale(miner, started, place),
		]),
	];
}

/** Describe what this rig paid; another may have registered the miner. */
const describePaid = ({paid, registrations}: Report): string =>
	registrations === 0
		? 'no registration by this rig'
		: `${formatTao(paid)} TAO for ${countOf(registrations, 'registration')}`;

const toFeeLines = (others: readonly OtherFees[]) =>
	others.map(
		({network, fees, calls}) =>
			`Other calls on ${network}: ${formatTao(fees)} TAO in fees for ${calls}; see \`btop earnings --signed\``,
	);

/** Make a fact of an amount, unless there is none. */
const optional = (amount: bigint, name: string, text: string) =>
	amount === 0n ? [] : [[name, text] as const];

const toTotal = ({
	soldTao,
	movedTao,
	heldTao,
	totalTao,
	perDayTao,
	paid,
	fees,
	netTao,
}: NetworkEarnings) =>
	[
		['  earned', `alpha worth ${describeTao(totalTao, formatShortAmount)}`],
		...optional(soldTao, '  sold', `for ${formatTao(soldTao)} TAO`),
		...optional(movedTao, '  moved', `alpha worth ${formatShortAmount(movedTao)} TAO then`),
		...optional(
			soldTao + movedTao,
			'  held',
			`alpha worth ${describeTao(heldTao, formatShortAmount)}`,
		),
		['  per day', perDayTao === null ? 'unknown yet' : `${formatShortAmount(perDayTao)} TAO`],
		['  paid', `${formatTao(paid)} TAO, and ${formatTao(fees)} in fees`],
		['  net', describeTao(netTao)],
	] as const;

/** Read the options a miner was last started with, under whatever name of its chain; `undefined` if it never ran on this rig, or if its file is unreadable. */
async function findOptions(
	home: Home,
	miner: MinerKey,
	genesisHash = '',
): Promise<MinerOptions | undefined> {
	const seat = await listSeatFiles(home, {...miner, genesisHash});
	for (const {options} of [minerFiles(home, miner), ...seat]) {
		try {
			if (existsSync(options)) {
				return await readMinerOptions(options);
			}
		} catch (error) {
			// Earnings are printed regardless.
			if (!(error instanceof BadMinerOptionsError)) {
				throw error;
			}
		}
	}

	return undefined;
}

const unstake = ['wallet', 'unstake'];

/** Get the commands that turn a miner's alpha into TAO, if it has any of what it earned. */
function toSale(
	{netuid, hotkey, network, heldAlpha}: Report,
	started: MinerOptions | undefined,
	place: ThisPlace,
): ReadonlyArray<readonly [string, string]> {
	// A chain that has lost its name is probably gone.
	if (heldAlpha === 0n || isPastName(network)) {
		return [];
	}

	if (started === undefined) {
		const command = toBtopCommand(unstake, {...place, network: {name: network}}, {netuid});
		return [['  to TAO', `${command}, with -w and -H for that hotkey`]];
	}

	const {network: name, wallet, hotkeyName, walletsDirectory} = started;
	const keys = {walletsDirectory, wallet, hotkeyName};
	return [
		['  to TAO', toBtopCommand(unstake, {...place, network: {name}, ...keys}, {netuid})],
		[
			'  same as',
			toEqualSale({url: started.url, wallet, walletsDirectory}, {hotkey, netuid, amount: 'all'}),
		],
	];
}
