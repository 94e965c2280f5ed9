import {toTao} from '../chain/amount.ts';
import type {Earnings} from '../ledger/earnings.ts';
import {getHeld} from '../ledger/gains.ts';
import type {Payment} from '../ledger/payments.ts';
import type {Known} from '../miner/miner-state.ts';

/** A miner's earnings and costs. Alpha is in its 1e-9 unit, everything else in rao. */
export type EarningsReport = {
	/** Since its latest registration, at the price of the last sample. */
	readonly earnedAlpha: bigint;
	readonly earnedTao: bigint;
	/** Over all of its registrations, at the same price. */
	readonly totalAlpha: bigint;
	readonly totalTao: bigint;
	/** Mean since its latest registration; `null` until there are two samples. */
	readonly perDayAlpha: Known<bigint>;
	readonly perDayTao: Known<bigint>;
	/** What btop sold of the total, and what that brought. */
	readonly soldAlpha: bigint;
	readonly soldTao: bigint;
	/** What left the hotkey in another way, at the price of that time. */
	readonly movedAlpha: bigint;
	readonly movedTao: bigint;
	/** What the hotkey still has of the total, at the price of the last sample. */
	readonly heldAlpha: bigint;
	readonly heldTao: bigint;
	/** For all of its registrations, without the fees. */
	readonly paid: bigint;
	/** Of registrations and sales, whether or not they succeeded. */
	readonly fees: bigint;
	/** What was received and what is still held, less payments and fees; negative until they are earned back. */
	readonly netTao: bigint;
	readonly registrations: number;
};

const day = 86_400_000;

/**
Compute a miner's total, daily and net earnings.

@param failedFees - Rao paid for registrations and sales that failed.
*/
export function toEarningsReport(
	{samples, saleFees, ...gains}: Earnings,
	payments: ReadonlyArray<Pick<Payment, 'paid' | 'fee'>>,
	failedFees = 0n,
): EarningsReport {
	const {alpha, alphaBefore, soldAlpha, soldTao, movedAlpha, movedTao} = gains;
	const first = samples[0];
	const last = samples.at(-1);
	const price = last?.price ?? 0n;
	const span = first && last ? last.time - first.time : 0;
	const perDayAlpha = span > 0 ? (alpha * BigInt(day)) / BigInt(span) : null;
	const heldAlpha = getHeld(gains);
	const heldTao = toTao(heldAlpha, price);
	const paid = payments.reduce((sum, payment) => sum + payment.paid, 0n);
	const fees = payments.reduce((sum, {fee}) => sum + fee, saleFees + failedFees);
	return {
		earnedAlpha: alpha,
		earnedTao: toTao(alpha, price),
		totalAlpha: alphaBefore + alpha,
		totalTao: toTao(alphaBefore + alpha, price),
		perDayAlpha,
		perDayTao: perDayAlpha === null ? null : toTao(perDayAlpha, price),
		soldAlpha,
		soldTao,
		movedAlpha,
		movedTao,
		heldAlpha,
		heldTao,
		paid,
		fees,
		netTao: soldTao + movedTao + heldTao - paid - fees,
		registrations: payments.length,
	};
}

/** Totals of a network's miners. TAO of different networks cannot be added. */
export type NetworkEarnings = Pick<
	EarningsReport,
	'totalTao' | 'soldTao' | 'movedTao' | 'heldTao' | 'paid' | 'fees' | 'netTao'
> & {
	readonly network: string;
	/** Of the miners for which it is known; `null` if it is known of none. */
	readonly perDayTao: Known<bigint>;
};

/** Sum the earnings of each network's miners. */
export function sumUpEarnings(
	miners: ReadonlyArray<EarningsReport & {readonly network: string}>,
): readonly NetworkEarnings[] {
	return Array.from(
		Map.groupBy(miners, ({network}) => network),
		([network, own]) => {
			const sum = (read: (report: EarningsReport) => bigint) =>
				own.reduce((total, report) => total + read(report), 0n);
			return {
				network,
				totalTao: sum(({totalTao}) => totalTao),
				perDayTao: own.every(({perDayTao}) => perDayTao === null)
					? null
					: sum(({perDayTao}) => perDayTao ?? 0n),
				soldTao: sum(({soldTao}) => soldTao),
				movedTao: sum(({movedTao}) => movedTao),
				heldTao: sum(({heldTao}) => heldTao),
				paid: sum(({paid}) => paid),
				fees: sum(({fees}) => fees),
				netTao: sum(({netTao}) => netTao),
			};
		},
	);
}
