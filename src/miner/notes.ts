import {recordEvent, type MinerEventKind} from '../ledger/events.ts';
import type {MinerKey} from '../ledger/miners.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import type {Clock} from '../support/clock.ts';
import type {Log} from './log.ts';

/** Writes down what happened to a miner, in its log and in the ledger. A ledger that cannot be written does not stop the miner: the log says so. */
export type Note = (kind: MinerEventKind, detail: string) => void;

export type NotesOptions = {
	readonly miner: MinerKey;
	readonly ledger: Ledger;
	readonly log: Log;
	readonly clock: Clock;
};

/** Events that an operator should look at. */
const warnings = new Set<MinerEventKind>([
	'deregistered',
	'engine-died',
	'engine-gave-up',
	'chain-lost',
]);

/**
Create the writer of a miner's events.
*/
export function createNotes({miner, ledger, log, clock}: NotesOptions): Note {
	return (kind, detail) => {
		log.write(warnings.has(kind) ? 'warn' : 'info', detail);
		try {
			recordEvent(ledger, {...miner, time: clock.now(), kind, detail});
		} catch (error) {
			log.write('error', (error as Error).message);
		}
	};
}
