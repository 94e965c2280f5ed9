import type {Facts, WalkthroughStep, Work} from '../../onboarding/walkthrough/state.ts';
import {wrapText} from '../../ui/draw/wrap.ts';
import {fixOf} from './fixes.ts';

/** The status below a step: the current task, a failure, why its figures are stale, or the last result. */
export type Status =
	| {readonly kind: 'none'}
	| {readonly kind: 'busy'; readonly doing: string; readonly since: number; readonly note?: string}
	| {
			readonly kind: 'good' | 'warn' | 'bad';
			/** Wrapped into rows. */
			readonly message: readonly string[];
			readonly fix: readonly string[];
	  };

export type StatusOptions = {
	/** Why the figures are stale. */
	readonly problem: Facts['problem'];
	/** The result of this or the previous step; empty if there is nothing to report. */
	readonly said: string;
	readonly step: WalkthroughStep;
	readonly isDevnet: boolean;
	readonly width: number;
};

/** Get the status for a width, so that the step above knows how much room is left. */
export function statusOf(
	work: Work,
	{problem, said, step, isDevnet, width}: StatusOptions,
): Status {
	if (work.kind === 'busy') {
		return work;
	}

	// A sign and a blank precede each row.
	const room = width - 2;
	const told = work.kind === 'failed' ? work : problem;
	if (work.kind === 'words' || (told === undefined && said === '')) {
		return {kind: 'none'};
	}

	if (told === undefined) {
		return {kind: 'good', message: wrapText(said, room), fix: []};
	}

	return {
		kind: work.kind === 'failed' ? 'bad' : 'warn',
		message: wrapText(told.message, room),
		fix: wrapText(fixOf(told, step, {isDevnet}) ?? '', room),
	};
}

/** Count its rows, including the empty one above. */
export function countRows(status: Status): number {
	switch (status.kind) {
		case 'none': {
			return 0;
		}

		case 'busy': {
			return status.note === undefined ? 2 : 3;
		}

		case 'good':
		case 'warn':
		case 'bad': {
			return 1 + status.message.length + status.fix.length;
		}
	}
}
