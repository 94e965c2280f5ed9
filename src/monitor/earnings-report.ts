import {toTao} from '../chain/amount.ts';
import type {Earnings} from '../ledger/earnings.ts';
import {getHeld} from '../ledger/gains.ts';
import type {Payment} from '../ledger/payments.ts';
import type {Known} from '../miner/miner-state.ts';

/** A miner's earnings and costs. Alpha is in its 1e-9 unit, everything else in rao; `null` is unknown. */
export type EarningsReport = {
	/** Since its latest registration, at the price of the last sample; unknown without one, since not every chain tells. */
	readonly earnedAlpha: Known<bigint>;
	readonly earnedTao: Known<bigint>;
	/** Over all of its registrations, at the same price. */
	readonly totalAlpha: Known<bigint>;
	readonly totalTao: Known<bigint>;
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
	readonly heldAlpha: Known<bigint>;
	readonly heldTao: Known<bigint>;
	/** For all of its registrations, without the fees. */
	readonly paid: bigint;
	/** Of registrations and sales, whether or not they succeeded. */
	readonly fees: bigint;
	/** What was received and what is still held, less payments and fees; negative until they are earned back. */
	readonly netTao: Known<bigint>;
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
	const valueOf = (amount: bigint) => toValue(amount, last?.price);
	const span = first && last ? last.time - first.time : 0;
	const perDayAlpha = span > 0 ? (alpha * BigInt(day)) / BigInt(span) : null;
	const heldAlpha = getHeld(gains);
	const heldTao = valueOf(heldAlpha);
	const known = (amount: bigint) => (last ? amount : null);
	const paid = payments.reduce((sum, payment) => sum + payment.paid, 0n);
	const fees = payments.reduce((sum, {fee}) => sum + fee, saleFees + failedFees);
	return {
		earnedAlpha: known(alpha),
		earnedTao: valueOf(alpha),
		totalAlpha: known(alphaBefore + alpha),
		totalTao: valueOf(alphaBefore + alpha),
		perDayAlpha,
		perDayTao: perDayAlpha === null ? null : valueOf(perDayAlpha),
		soldAlpha,
		soldTao,
		movedAlpha,
		movedTao,
		heldAlpha: known(heldAlpha),
		heldTao,
		paid,
		fees,
		netTao: heldTao === null ? null : soldTao + movedTao + heldTao - paid - fees,
		registrations: payments.length,
	};
}

/** Get the worth of alpha at the price of a sample; a price of 0 stands for one that the chain does not tell. */
function toValue(alpha: bigint, price: bigint | undefined): Known<bigint> {
	return price === undefined || (price === 0n && alpha !== 0n) ? null : toTao(alpha, price);
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
			const sumKnown = (read: (report: EarningsReport) => Known<bigint>) =>
				own.every(report => read(report) !== null) ? sum(report => read(report) ?? 0n) : null;
			return {
				network,
				totalTao: sumKnown(({totalTao}) => totalTao),
				perDayTao: own.every(({perDayTao}) => perDayTao === null)
					? null
					: sum(({perDayTao}) => perDayTao ?? 0n),
				soldTao: sum(({soldTao}) => soldTao),
				movedTao: sum(({movedTao}) => movedTao),
				heldTao: sumKnown(({heldTao}) => heldTao),
				paid: sum(({paid}) => paid),
				fees: sum(({fees}) => fees),
				netTao: sumKnown(({netTao}) => netTao),
			};
		},
	);
}
