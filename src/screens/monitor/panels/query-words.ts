import type {MinerHistory} from '../../../miner/observe/history.ts';
import type {MinerState} from '../../../miner/miner-state.ts';
import {formatCount} from '../../../ui/draw/format.ts';
import {joinFitting} from '../words.ts';

/** How many of the latest steps make up the current rate. */
const recentSteps = 5;

/** Get the rate of answered queries over the last ten seconds, per second. */
export function readRate({answered, stepMs}: MinerHistory): number | undefined {
	const recent = answered.slice(-recentSteps);
	const seconds = (recent.length * stepMs) / 1000;
	return seconds === 0 ? undefined : recent.reduce((sum, count) => sum + count, 0) / seconds;
}

/** Describe how many queries were rejected, with as many reasons as fit, most frequent first. */
export function describeRefusals(
	{refused, reasons}: Pick<MinerState['queries'], 'refused' | 'reasons'>,
	width: number,
): string {
	if (refused === 0) {
		return 'none refused';
	}

	const [first = '', ...rest] = Object.entries(reasons)
		.toSorted(([, one], [, other]) => other - one)
		.map(([reason, count]) => `${reason} ${formatCount(count)}`);
	return joinFitting([`${formatCount(refused)} refused: ${first}`, ...rest], width);
}

/** Format milliseconds with at most three digits. */
export function formatMs(milliseconds: MinerState['latencyMs']['p50']): string {
	return milliseconds === null ? '-' : milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
}
