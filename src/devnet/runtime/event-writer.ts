import {Buffer} from 'node:buffer';
import {phase as phaseType, type Phase} from '../frame/system/phase.ts';
import type {Event} from '../pallet/events.ts';
import type {Pallet} from '../pallet/pallet.ts';
import {shapeCodec} from '../scale/shapes.ts';

/** Encoder of events as stored in `System.Events`, without topics, since none of ours has any. */
export type EventWriter = (event: Event, value: unknown, phase: Phase) => Uint8Array;

/**
Create the encoder of these pallets' events.
*/
export function createEventWriter(pallets: readonly Pallet[]): EventWriter {
	const writers = new Map<Event, (value: unknown, phase: Phase) => Uint8Array>();
	for (const {index, events} of pallets) {
		for (const event of Object.values(events)) {
			const head = Uint8Array.of(index, event.index);
			const {enc} = shapeCodec(event.shape);
			writers.set(event, (value, phase) =>
				Buffer.concat([phaseType.encode(phase), head, enc(value), noTopics]),
			);
		}
	}

	return (event, value, phase) => {
		const write = writers.get(event);
		if (!write) {
			throw new TypeError(
				`No pallet of this chain has the event \`${event.pallet}.${event.name}\``,
			);
		}

		return write(value, phase);
	};
}

const noTopics = Uint8Array.of(0);
