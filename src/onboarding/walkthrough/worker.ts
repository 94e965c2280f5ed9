import {InterruptedAfterSendingError} from '../../chain/errors.ts';
import type {Clock} from '../../support/clock.ts';
import type {Restores} from '../../wallet/mnemonic-file.ts';
import {toProblem} from '../../rig/problem.ts';
import type {Work} from './state.ts';

export type ShownWords = {
	readonly words: string;
	/** What the words restore. */
	readonly restores: Restores;
};

export type WorkerOptions = {
	readonly setWork: (work: Work) => void;
	/** Aborted when the program exits. */
	readonly signal: AbortSignal;
	readonly clock: Clock;
};

export type Worker = {
	/** Run a long task; does nothing while another one runs. Its failure is shown, not thrown. */
	readonly undertake: (doing: string, task: (life: AbortSignal) => Promise<void>) => Promise<void>;
	/** Update the running task's label. */
	readonly say: (doing: string) => void;
	readonly note: (note: string) => void;
	/** Show the words of a new key, and wait until they are confirmed. */
	readonly showWords: (shown: ShownWords, life: AbortSignal) => Promise<void>;
	readonly confirmWords: () => void;
	/** Abort the running task; it ends a moment later. */
	readonly leave: () => void;
	/**
	Abort the running task and wait until it ends.

	@throws {InterruptedAfterSendingError} If a transaction was in flight, since no screen is left to report it.
	*/
	readonly close: () => Promise<void>;
};

/** Create a worker that runs one long task at a time, so that the screen can show and cancel it. */
export function createWorker({setWork, signal, clock}: WorkerOptions): Worker {
	let life: AbortController | undefined;
	let running = Promise.resolve();
	let confirm: (() => void) | undefined;
	let busy: Extract<Work, {kind: 'busy'}> | undefined;
	let isClosing = false;
	let unsettled: InterruptedAfterSendingError | undefined;

	const say = (doing: string, note?: string) => {
		busy = {kind: 'busy', doing, since: busy?.since ?? clock.now(), note};
		setWork(busy);
	};

	const run = async (own: AbortController, task: (life: AbortSignal) => Promise<void>) => {
		try {
			await task(AbortSignal.any([own.signal, signal]));
			setWork({kind: 'idle'});
		} catch (error) {
			const isLeft = own.signal.aborted || signal.aborted;
			const wasSent = error instanceof InterruptedAfterSendingError;
			setWork(isLeft && !wasSent ? {kind: 'idle'} : {kind: 'failed', ...toProblem(error)});
			if (wasSent && (isClosing || signal.aborted)) {
				unsettled = error;
			}
		} finally {
			life = undefined;
			busy = undefined;
		}
	};

	return {
		async undertake(doing, task) {
			if (life) {
				return;
			}

			life = new AbortController();
			say(doing);
			running = run(life, task);
			await running;
		},
		say,
		note(note) {
			if (busy) {
				say(busy.doing, note);
			}
		},
		async showWords(shown, aborted) {
			const {promise, resolve, reject} = Promise.withResolvers<void>();
			const onAbort = () => {
				reject(aborted.reason as Error);
			};

			aborted.addEventListener('abort', onAbort, {once: true});
			confirm = resolve;
			setWork({kind: 'words', ...shown});
			try {
				await promise;
				say('Writing the keys');
			} finally {
				aborted.removeEventListener('abort', onAbort);
				confirm = undefined;
			}
		},
		confirmWords() {
			confirm?.();
		},
		leave() {
			life?.abort();
		},
		async close() {
			isClosing = true;
			life?.abort();
			await running;
			if (unsettled) {
				throw unsettled;
			}
		},
	};
}
