import type {Duplex} from 'node:stream';
import type {Clock} from '../../support/clock.ts';

/** The file descriptor of the lifeline in an engine process; its parent holds the other end. */
export const lifelineDescriptor = 4;

export type LifelineOptions = {
	/** The parent's end. */
	readonly stream: Duplex;
	readonly clock: Clock;
	/** Called once, with what is wrong. */
	readonly onHang: (problem: string) => void;
};

export type Lifeline = {
	/** Note another sign of life than an echo. */
	readonly noteLife: () => void;
	/** Set how many milliseconds the current pass may take; `undefined` once none is running. */
	readonly allow: (milliseconds: number | undefined) => void;
};

/** Milliseconds between pulses, how many may go without an echo, and how many before the first, since a process takes seconds to start on a busy machine. */
const interval = 500;
const missable = 8;
const missableAtStart = 40;

/**
Watch an engine process from its start on. It echoes each pulse from a separate thread, so that a busy process can be told from a suspended one, however long its pass takes.

Time is counted in pulses sent, so that the engine is not blamed if this process was starved or the machine slept. The watch ends with the stream.
*/
export function watchLifeline({stream, clock, onHang}: LifelineOptions): Lifeline {
	let unanswered = 0;
	let isStarting = true;
	let passed = 0;
	let allowed = Infinity;

	const findProblem = () => {
		const most = isStarting ? missableAtStart : missable;
		if (unanswered > most) {
			return `gave no sign of life for ${(most * interval) / 1000} s`;
		}

		return passed > allowed ? `computed one batch for more than ${allowed / 1000} s` : undefined;
	};

	const pulse = () => {
		const problem = findProblem();
		if (problem !== undefined) {
			onHang(problem);
			return;
		}

		unanswered++;
		passed += interval;
		stream.write('.');
		cancel = clock.after(interval, pulse);
	};

	let cancel = clock.after(interval, pulse);
	const noteLife = () => {
		unanswered = 0;
		isStarting = false;
	};

	stream.on('data', noteLife);
	stream.once('close', () => {
		cancel();
	});
	return {
		noteLife,
		allow(milliseconds = Infinity) {
			allowed = milliseconds;
			passed = 0;
		},
	};
}
