import type {ReadableStore} from '../../support/store.ts';
import type {ProblemKind} from '../miner-state.ts';
import type {Log} from './log.ts';
import type {Note} from './notes.ts';
import type {SubnetFacts} from './subnet/subnet-facts.ts';

export type ChainOutageOptions = {
	/** Why there are no fresh facts, if there are none. */
	readonly problem: ReadableStore<string | undefined>;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly note: Note;
};

/**
Record when the chain is lost and when it is back, once each, however many attempts are made in between.

@returns A function that stops recording.
*/
export function noteChainOutages({problem, facts, note}: ChainOutageOptions): () => void {
	let isLost = false;
	const look = () => {
		const reason = problem.getSnapshot();
		if (isLost === (reason !== undefined)) {
			return;
		}

		isLost = reason !== undefined;
		const block = facts.getSnapshot()?.block;
		if (reason === undefined) {
			note('chain-found', `The chain is back at block ${block}`);
		} else {
			const meanwhile =
				block === undefined
					? 'no caller is admitted'
					: `validators admitted at block ${block} are still answered`;
			note('chain-lost', `${withoutKeys(reason)}. Until it is back, ${meanwhile}`);
		}
	};

	const unsubscribe = problem.subscribe(look);
	look();
	return unsubscribe;
}

/** Leave only scheme and host of addresses: providers put keys into the rest. */
const withoutKeys = (text: string) =>
	text.replaceAll(/wss?:\/\/[^\s`]+/gv, address => {
		const url = URL.parse(address);
		return url === null ? '…' : `${url.protocol}//${url.host}`;
	});

export type EngineOutages = {
	/** Record that an engine process died and is being replaced. `end` completes a sentence about how it ended. */
	readonly died: (end: string) => void;
	/** Record that the engine died too often and is not restarted for a while. */
	readonly gaveUp: (reason: string) => void;
	/** Record that the engine answered. */
	readonly answered: () => void;
};

/**
Create the recorder of an engine's outages: one line when it dies, one when it gives up, and one when it answers again, however often it dies in between.

@param model What it runs, which tells it from the engine of a model on trial.
*/
export function createEngineOutages(note: Note, model?: string): EngineOutages {
	const engine = model === undefined ? 'The engine' : `The engine of ${model}`;
	let state: 'works' | 'died' | 'gave-up' = 'works';
	return {
		died(end) {
			if (state !== 'works') {
				return;
			}

			state = 'died';
			note('engine-died', `${engine} ${end}. Restarting it; its queries are retried`);
		},
		gaveUp(reason) {
			if (state === 'gave-up') {
				return;
			}

			state = 'gave-up';
			note('engine-gave-up', `${reason}. Queries are refused until the next attempt`);
		},
		answered() {
			if (state === 'works') {
				return;
			}

			state = 'works';
			note('engine-recovered', `${engine} is answering again`);
		},
	};
}

export type ProblemNotesOptions = {
	/** Where problems come from, each `undefined` while there is none. */
	readonly problems: ReadonlyArray<readonly [ProblemKind, ReadableStore<string | undefined>]>;
	readonly log: Pick<Log, 'write'>;
};

/** The kinds that have their own records: events in the ledger, and the log's own. */
const recorded = new Set<ProblemKind>(['chain', 'engine', 'log', 'observer']);

/**
Log when a problem begins and when it ends, once each, however often its text changes in between.

@returns A function that stops logging.
*/
export function noteProblems({problems, log}: ProblemNotesOptions): () => void {
	const noted = problems.filter(([kind]) => !recorded.has(kind));
	const subscriptions = noted.map(([, problem]) => noteProblem(problem, log));
	return () => {
		for (const unsubscribe of subscriptions) {
			unsubscribe();
		}
	};
}

function noteProblem(
	problem: ReadableStore<string | undefined>,
	log: ProblemNotesOptions['log'],
): () => void {
	let last: string | undefined;
	const look = () => {
		const before = last;
		last = problem.getSnapshot();
		if (before === undefined && last !== undefined) {
			log.write('warn', withoutKeys(last));
		} else if (before !== undefined && last === undefined) {
			log.write('info', `Resolved: ${withoutKeys(before)}`);
		}
	};

	const unsubscribe = problem.subscribe(look);
	look();
	return unsubscribe;
}
