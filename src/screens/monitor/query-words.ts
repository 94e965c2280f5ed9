import type {MinerHistory} from '../../miner/history.ts';
import type {MinerState} from '../../miner/miner-state.ts';
import {formatCount} from '../../ui/format.ts';
import {joinFitting} from './words.ts';

/** How many of the newest steps make the pace of now. */
const recentSteps = 5;

/** Read how many queries a second were answered in the last ten seconds. */
export function readRate({answered, stepMs}: MinerHistory): number | undefined {
	const recent = answered.slice(-recentSteps);
	const seconds = (recent.length * stepMs) / 1000;
	return seconds === 0 ? undefined : recent.reduce((sum, count) => sum + count, 0) / seconds;
}

/** Say how many queries were refused, and why as far as there is room: the most frequent reason first. */
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

/** Write milliseconds with three digits at most. */
export function formatMs(milliseconds: MinerState['latencyMs']['p50']): string {
	return milliseconds === null ? '-' : milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
}
