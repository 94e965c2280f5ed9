import type {Devnet} from '../../../src/devnet/devnet.ts';
import type {StateReader} from '../../../src/devnet/pallet/context.ts';
import {storagePrefix} from '../../../src/devnet/pallet/storage.ts';
import {createState} from '../../../src/devnet/state/typed-state.ts';

/** The state at the newest block. */
export const stateOf = ({chain}: Devnet): StateReader => {
	const head = chain.head();
	return createState(chain.cellsAt(head)!, head.header.number);
};

export type HappenedEvent = {
	readonly phase: {readonly type: string; readonly value?: number};
	/** `Pallet.Event` */
	readonly name: string;
	readonly value: unknown;
};

type EventRecord = {
	readonly phase: HappenedEvent['phase'];
	readonly event: {
		readonly type: string;
		readonly value: {readonly type: string; readonly value: unknown};
	};
};

/** What happened in the newest block. */
export const eventsOf = (devnet: Devnet): readonly HappenedEvent[] => {
	const {chain} = devnet;
	const {Events} = chain.runtime.pallets.find(({name}) => name === 'System')!.storage;
	const cell = chain.cellsAt(chain.head())!.read(storagePrefix('System', 'Events'));
	const records = cell ? (Events!.type.decode(cell.bytes) as readonly EventRecord[]) : [];
	return records.map(({phase, event}) => ({
		phase,
		name: `${event.type}.${event.value.type}`,
		value: event.value.value,
	}));
};
