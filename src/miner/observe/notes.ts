import {recordEvent, type MinerEventKind} from '../../ledger/events.ts';
import type {MinerKey} from '../../ledger/miners.ts';
import type {Ledger} from '../../ledger/open-ledger.ts';
import type {LedgerWrites} from '../../ledger/write-queue.ts';
import type {Clock} from '../../support/clock.ts';
import {onObserverFault} from '../../support/observer.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {Log} from './log.ts';

/** Record an event of a miner, in its log and in the ledger. It never throws. */
export type Note = (kind: MinerEventKind, detail: string) => void;

export type NotesOptions = {
	readonly miner: MinerKey;
	readonly ledger: Ledger;
	/** Queue of writes to the ledger. */
	readonly writes: LedgerWrites;
	readonly log: Log;
	readonly clock: Clock;
};

/** Events that need the operator's attention. */
const warnings = new Set<MinerEventKind>([
	'deregistered',
	'model-refused',
	'engine-died',
	'engine-gave-up',
	'chain-lost',
]);

/**
Create the recorder of a miner's events.
*/
export function createNotes({miner, ledger, writes, log, clock}: NotesOptions): Note {
	return (kind, detail) => {
		const time = clock.now();
		log.write(warnings.has(kind) ? 'warn' : 'info', detail);
		void writes.add(() => {
			recordEvent(ledger, {...miner, time, kind, detail});
		});
	};
}

export type ObserverFaults = {
	/** How often observers have failed, and the latest failure. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => void;
};

/** Record errors thrown by observers, which are bugs in btop. The log gets the full error, once while it repeats, and mining continues. */
export function noteObserverFaults(log: Log): ObserverFaults {
	const problem = createStore<string | undefined>(undefined);
	let count = 0;
	let last: string | undefined;
	const close = onObserverFault(fault => {
		count++;
		const {message, stack = message} = fault instanceof Error ? fault : new Error(String(fault));
		if (message !== last) {
			last = message;
			log.write('error', stack);
		}

		const times = count === 1 ? 'once' : `${count} times`;
		problem.set(`An observer of the miner failed ${times}: ${message}`);
	});
	return {problem, close};
}
