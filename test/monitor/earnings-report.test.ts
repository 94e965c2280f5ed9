import {expect, test} from 'vitest';
import {sumUpEarnings, toEarningsReport} from '../../src/monitor/earnings-report.ts';

const day = 86_400_000;
const sample = (time: number, alpha: bigint) => ({
	block: time,
	time,
	alpha,
	price: 500_000_000n,
	earned: alpha,
});
/** What nobody sold or moved. */
const kept = {
	alphaBefore: 0n,
	soldAlpha: 0n,
	soldTao: 0n,
	saleFees: 0n,
	movedAlpha: 0n,
	movedTao: 0n,
};

test('what is earned is told in all, a day, and net of what it cost', () => {
	const earnings = {
		samples: [sample(0, 10n), sample(2 * day, 4_000_000_010n)],
		...kept,
		alpha: 4_000_000_000n,
		alphaBefore: 1_000_000_000n,
	};
	const payments = [
		{paid: 3_000_000_000n, fee: 1000n},
		{paid: 1_000_000_000n, fee: 500n},
	];

	expect(toEarningsReport(earnings, payments)).toEqual({
		earnedAlpha: 4_000_000_000n,
		earnedTao: 2_000_000_000n,
		totalAlpha: 5_000_000_000n,
		totalTao: 2_500_000_000n,
		perDayAlpha: 2_000_000_000n,
		perDayTao: 1_000_000_000n,
		soldAlpha: 0n,
		soldTao: 0n,
		movedAlpha: 0n,
		movedTao: 0n,
		heldAlpha: 5_000_000_000n,
		heldTao: 2_500_000_000n,
		paid: 4_000_000_000n,
		fees: 1500n,
		netTao: -1_500_001_500n,
		registrations: 2,
	});
});

test('net is what the sold brought and the held is worth, less what was paid', () => {
	const sold = {soldAlpha: 3_000_000_000n, soldTao: 900_000_000n, saleFees: 20n};
	const moved = {movedAlpha: 500_000_000n, movedTao: 100_000_000n};
	const report = toEarningsReport(
		{...kept, ...sold, ...moved, samples: [sample(0, 0n)], alpha: 4_000_000_000n},
		[{paid: 400_000_000n, fee: 5n}],
		3n,
	);

	expect(report).toMatchObject({
		earnedAlpha: 4_000_000_000n,
		soldTao: 900_000_000n,
		heldAlpha: 500_000_000n,
		heldTao: 250_000_000n,
		fees: 28n,
		netTao: 849_999_972n,
	});
});

test('before there are two samples nobody knows what a day brings', () => {
	const one = toEarningsReport({...kept, samples: [sample(5, 1n)], alpha: 0n}, []);

	expect(one).toMatchObject({perDayAlpha: null, perDayTao: null, netTao: 0n});
	expect(sumUpEarnings([{...one, network: 'finney'}])).toMatchObject([{perDayTao: null}]);
});

test('miners of one network are added up, and those of another are not; unknown is not zero', () => {
	const report = toEarningsReport({...kept, samples: [sample(0, 0n), sample(day, 2n)], alpha: 2n}, [
		{paid: 7n, fee: 1n},
	]);
	const unsampled = toEarningsReport({...kept, samples: [], alpha: 0n}, [{paid: 5n, fee: 2n}]);

	const none = {soldTao: 0n, movedTao: 0n};
	expect(
		sumUpEarnings([
			{...report, network: 'finney'},
			{...unsampled, network: 'finney'},
			{...report, network: 'devnet'},
			{...report, network: 'devnet'},
		]),
	).toEqual([
		{
			...none,
			network: 'finney',
			heldTao: null,
			totalTao: null,
			perDayTao: 1n,
			paid: 12n,
			fees: 3n,
			netTao: null,
		},
		{
			...none,
			network: 'devnet',
			heldTao: 2n,
			totalTao: 2n,
			perDayTao: 2n,
			paid: 14n,
			fees: 2n,
			netTao: -14n,
		},
	]);
});

test('without a sample, or a price, what was earned is unknown', () => {
	const unsampled = toEarningsReport({...kept, samples: [], alpha: 0n}, [{paid: 5n, fee: 2n}]);
	expect(unsampled).toMatchObject({
		earnedAlpha: null,
		earnedTao: null,
		totalTao: null,
		heldAlpha: null,
		netTao: null,
		paid: 5n,
	});

	const samples = [sample(0, 0n), sample(day, 2n)].map(each => ({...each, price: 0n}));
	expect(toEarningsReport({...kept, samples, alpha: 2n}, [])).toMatchObject({
		earnedAlpha: 2n,
		earnedTao: null,
		perDayAlpha: 2n,
		perDayTao: null,
		netTao: null,
	});
});
