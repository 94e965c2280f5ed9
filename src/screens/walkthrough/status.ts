import type {Facts, WalkthroughStep, Work} from '../../steps/walkthrough/state.ts';
import {fixOf} from './fixes.ts';
import {wrapText} from './wrap.ts';

/** What stands below a step: what is being done, what went wrong, why its figures are old, or what was done last. */
export type Status =
	| {readonly kind: 'none'}
	| {readonly kind: 'busy'; readonly doing: string; readonly since: number; readonly note?: string}
	| {
			readonly kind: 'good' | 'warn' | 'bad';
			/** Broken into rows. */
			readonly message: readonly string[];
			readonly fix: readonly string[];
	  };

export type StatusOptions = {
	/** Why what is shown is not fresh. */
	readonly problem: Facts['problem'];
	/** What this step came to, or the one before; empty if nothing is to be told. */
	readonly said: string;
	readonly step: WalkthroughStep;
	readonly isDevnet: boolean;
	readonly width: number;
};

/** Get it for a width, so that the step above knows how much room is left. */
export function statusOf(
	work: Work,
	{problem, said, step, isDevnet, width}: StatusOptions,
): Status {
	if (work.kind === 'busy') {
		return work;
	}

	// A sign and a blank stand before each row.
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

/** Count its rows, with the empty one above it. */
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
