import type {Clock} from '../../support/clock.ts';
import {callAtDeadline} from '../batch/deadline.ts';
import type {Waiting} from '../batch/queue.ts';
import type {EngineRefusal, Part, RunOptions} from '../engine.ts';
import {createRetoldText} from '../retold-text.ts';
import type {Request} from './language-process.ts';

/** Work on its way from its caller to its end. */
export type Job = Waiting & {
	readonly request: Request;
	/** Aborted at its end, however that came. */
	readonly ended: AbortSignal;
	/** Begin to make its text, or begin again. */
	readonly begin: () => void;
	/** Pass a piece of its text on, unless it was before. */
	readonly pass: (piece: string) => void;
	/** End it. Only the first end counts. */
	readonly end: (part: Exclude<Part, {readonly kind: 'text' | 'row'}>) => void;
	readonly refuse: (reason: EngineRefusal, cause?: unknown) => void;
	/** Note that the process died while it was under way, and return how many times that was so since it last got further. What kills the process does so at the same place again. */
	readonly noteDeath: () => number;
	/** Number of such deaths. */
	readonly deaths: () => number;
	/** Note that it found no memory even alone, and return how many times that was so. */
	readonly noteShortage: () => number;
};

export type JobOptions = RunOptions & {
	readonly clock: Clock;
	readonly onPart: (part: Part) => void;
	/** Called once, at its end. */
	readonly onEnd: (job: Job) => void;
};

/**
Create a job. It ends by itself at its deadline, and when its caller no longer needs it.
*/
export function createJob(request: Request, options: JobOptions): Job {
	const {deadline = Infinity, priority = 0, caller, signal, clock, onPart, onEnd} = options;
	const ending = new AbortController();
	const text = createRetoldText();
	let deaths = 0;
	let shortages = 0;
	let furthest = -1;

	const end: Job['end'] = part => {
		if (ending.signal.aborted) {
			return;
		}

		stopTimer();
		signal?.removeEventListener('abort', cancel);
		// Without a reason, an error with its stack would be created.
		ending.abort('ended');
		onEnd(job);
		onPart(part);
	};

	const refuse: Job['refuse'] = (reason, cause) => {
		end({kind: 'refused', reason, cause});
	};

	const cancel = () => {
		refuse('cancelled');
	};

	const refuseChanged = () => {
		refuse('engine-failed', new Error('A text that was interrupted came out differently'));
	};

	const job: Job = {
		request,
		deadline,
		priority,
		caller,
		ended: ending.signal,
		begin: text.restart,
		pass(piece) {
			if (ending.signal.aborted) {
				return;
			}

			const added = text.add(piece);
			if (added === undefined) {
				refuseChanged();
			} else if (added !== '') {
				onPart({kind: 'text', text: added});
			}
		},
		end(part) {
			if (part.kind === 'text-end' && !text.isWhole()) {
				refuseChanged();
			} else {
				end(part);
			}
		},
		refuse,
		noteDeath() {
			deaths = text.reached() > furthest ? 1 : deaths + 1;
			furthest = Math.max(furthest, text.reached());
			return deaths;
		},
		deaths: () => deaths,
		noteShortage: () => ++shortages,
	};

	const stopTimer = callAtDeadline(clock, deadline, () => {
		refuse('deadline');
	});
	signal?.addEventListener('abort', cancel, {once: true});
	return job;
}
