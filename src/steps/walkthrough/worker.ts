import {InterruptedAfterSendingError} from '../../chain/errors.ts';
import type {Clock} from '../../support/clock.ts';
import type {Restores} from '../../wallet/mnemonic-file.ts';
import {toProblem} from '../problem.ts';
import type {Work} from './state.ts';

export type ShownWords = {
	readonly words: string;
	/** What they give back. */
	readonly restores: Restores;
};

export type WorkerOptions = {
	readonly setWork: (work: Work) => void;
	/** The program's own end. */
	readonly signal: AbortSignal;
	readonly clock: Clock;
};

export type Worker = {
	/** Do something that takes long; does nothing while something else is done. Its failure is shown, not thrown. */
	readonly undertake: (doing: string, task: (life: AbortSignal) => Promise<void>) => Promise<void>;
	/** Say what it has come to. */
	readonly say: (doing: string) => void;
	readonly note: (note: string) => void;
	/** Show the words of a new key, and wait until they are kept. */
	readonly showWords: (shown: ShownWords, life: AbortSignal) => Promise<void>;
	readonly confirmWords: () => void;
	/** Abort what is done; it is over a moment later. */
	readonly leave: () => void;
	/**
	Abort it and wait until it is over.

	@throws {InterruptedAfterSendingError} If a transaction was on its way, as nobody sees it shown any more.
	*/
	readonly close: () => Promise<void>;
};

/** Create what does one long thing at a time, so that the screen can show it and leave it. */
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
