import type {Clock} from '../../support/clock.ts';
import {createQueue} from '../batch/queue.ts';
import {EngineFailedError} from '../errors.ts';
import {memoryPauses} from '../memory-pauses.ts';
import {createRowLimit} from '../onnx/row-limit.ts';
import type {EngineSupervisor} from '../process/supervise-engine.ts';
import type {Job} from './job.ts';
import type {LanguageProcess, LanguageResult} from './language-process.ts';

export type DispatcherOptions = {
	readonly supervisor: Pick<
		EngineSupervisor<Pick<LanguageProcess, 'ask'>>,
		'child' | 'noteGoodPass'
	>;
	/** The most jobs in the process at once. */
	readonly capacity: () => number;
	/** The most waiting jobs; beyond that, those of the lowest priority are refused. */
	readonly maxWaiting: number;
	readonly clock: Pick<Clock, 'sleep'>;
};

/** Gives jobs to the process, as many at once as it takes. */
export type Dispatcher = {
	readonly add: (job: Job) => void;
	/** Forget a job that has ended. */
	readonly drop: (job: Job) => void;
	readonly waiting: () => number;
	/** Learn that so many jobs stayed when memory ran out. */
	readonly noteOutOfMemory: (stayed: number) => void;
};

/** Deaths after which a job is tried alone, and after which it is refused. */
const suspicious = 2;
const fatal = 4;

/**
Create a dispatcher. Jobs under way in a process that dies, or for which memory was lacking, are the next to be begun again; one that got no further from one death to the next is tried alone, and refused if the process dies twice more. One that finds no memory even alone is begun again a few times, later and later.
*/
export function createDispatcher({
	supervisor,
	capacity,
	maxWaiting,
	clock,
}: DispatcherOptions): Dispatcher {
	const queue = createQueue<Job>(maxWaiting);
	const limit = createRowLimit();
	let again: readonly Job[] = [];
	let underWay = 0;
	let isAlone = false;

	const takeNext = () => {
		again = again.filter(({ended}) => !ended.aborted);
		const suspect = again.find(({deaths}) => deaths() >= suspicious);
		if (isAlone || (suspect && underWay > 0)) {
			return undefined;
		}

		const job = suspect ?? again[0];
		again = again.filter(other => other !== job);
		isAlone = suspect !== undefined;
		return job ?? queue.take(1)[0];
	};

	const pump = () => {
		while (underWay < Math.min(capacity(), limit.rows())) {
			const job = takeNext();
			if (!job) {
				return;
			}

			void start(job);
		}
	};

	const start = async (job: Job) => {
		underWay++;
		await work(job);
		underWay--;
		isAlone = false;
		pump();
	};

	const work = async (job: Job) => {
		try {
			const child = await supervisor.child();
			job.begin();
			const result = await child.ask(job.request, {signal: job.ended, onText: job.pass});
			await settle(job, result);
		} catch (error) {
			job.refuse('engine-failed', error);
		}
	};

	const settle = async (job: Job, result: LanguageResult) => {
		if (result.ok) {
			supervisor.noteGoodPass();
			limit.grow(underWay);
			job.end(result.part);
			return;
		}

		const {cause, problem} = result;
		switch (cause) {
			case 'died': {
				const deaths = job.noteDeath();
				if (deaths >= fatal) {
					job.refuse('engine-failed', new EngineFailedError(deaths, problem));
				} else {
					again = [...again, job];
				}

				break;
			}

			case 'out-of-memory': {
				const pause = result.isAlone ? memoryPauses[job.noteShortage() - 1] : 0;
				if (pause === undefined) {
					job.refuse('engine-failed', new Error(problem));
					break;
				}

				if (pause > 0) {
					await clock.sleep(pause, {signal: job.ended});
				}

				again = [...again, job];
				break;
			}

			case 'cancelled': {
				// By its own end, or because the process is closing.
				again = [...again, job];
				break;
			}

			case 'failed': {
				job.refuse('engine-failed', new Error(problem));
				break;
			}

			case 'too-long':
			case 'unsupported': {
				job.refuse(cause, new Error(problem));
				break;
			}
		}
	};

	return {
		add(job) {
			queue.add(job)?.refuse('queue-full');
			pump();
		},
		drop(job) {
			queue.remove(job);
		},
		waiting: () => queue.size() + again.length,
		noteOutOfMemory(stayed) {
			limit.shrink(2 * stayed);
		},
	};
}
