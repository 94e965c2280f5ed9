import type {Facts, WalkthroughStep, Work} from '../../steps/walkthrough/state.ts';
import {fixOf} from './fixes.ts';
import {wrapText} from './wrap.ts';

/** What stands below a step: what is being done, what went wrong, or why its figures are old. */
export type Status =
	| {readonly kind: 'none'}
	| {readonly kind: 'busy'; readonly doing: string; readonly since: number; readonly note?: string}
	| {
			readonly kind: 'bad' | 'warn';
			/** Broken into rows. */
			readonly message: readonly string[];
			readonly fix: readonly string[];
	  };

export type StatusOptions = {
	/** Why what is shown is not fresh. */
	readonly problem: Facts['problem'];
	readonly step: WalkthroughStep;
	readonly width: number;
};

/** Get it for a width, so that the step above knows how much room is left. */
export function statusOf(work: Work, {problem, step, width}: StatusOptions): Status {
	if (work.kind === 'busy') {
		return work;
	}

	const told = work.kind === 'failed' ? work : problem;
	if (told === undefined || work.kind === 'words') {
		return {kind: 'none'};
	}

	// A sign and a blank stand before each row.
	const room = width - 2;
	return {
		kind: work.kind === 'failed' ? 'bad' : 'warn',
		message: wrapText(told.message, room),
		fix: wrapText(fixOf(told, step) ?? '', room),
	};
}

/** Count its rows, with the empty one above it. */
export function countRows(status: Status): number {
	switch (status.kind) {
		case 'none': {
			return 0;
		}

		case 'busy': {
			return status.note === undefined ? 2 : 3;
		}

		case 'bad':
		case 'warn': {
			return 1 + status.message.length + status.fix.length;
		}
	}
}
