import type {TimedSlot} from '../../monitor/slot.ts';
import {describeRoughly} from '../../support/rough-duration.ts';
import {formatDuration} from '../../ui/draw/format.ts';
import {formatPlace} from './words.ts';

/**
Tell when a UID is lost.

@returns `undefined` if it is in no danger, or if it is immune for longer and UIDs are free: how soon they are taken is too uncertain then.
*/
export function tellLoss(
	{msLeft, immuneMs, freeUids}: TimedSlot,
	format: (milliseconds: number) => string = describeRoughly,
): string | undefined {
	if (msLeft === undefined) {
		return undefined;
	}

	if (msLeft >= immuneMs) {
		return `in ${format(msLeft)}`;
	}

	return freeUids > 0 ? undefined : `in ${format(msLeft)} even so`;
}

/** Describe the safety of a UID in one line. */
export function describeSlot(slot: TimedSlot): string {
	const {immuneMs, freeUids, place, isSpared, isShielded} = slot;
	const immune = immuneMs > 0 ? `immune ${formatDuration(immuneMs)}` : 'not immune';
	if (isSpared) {
		return `${immune}, never evicted`;
	}

	const loss = tellLoss(slot, formatDuration);
	const end = loss === undefined ? '' : `, lost ${loss}`;
	if (freeUids > 0) {
		return `${immune}, safe until ${freeUids} more ${freeUids === 1 ? 'registers' : 'register'}${end}`;
	}

	if (place === undefined) {
		return `${immune}, not in line`;
	}

	const but = !isShielded && immuneMs > 0 ? 'but ' : '';
	return `${immune}, ${but}${formatPlace(place)} in line${end}`;
}
