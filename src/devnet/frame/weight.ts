import {struct, variant} from '../scale/composites.ts';
import {compact, u64} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';

/** Execution time in picoseconds of the reference machine, and the proof size in bytes. */
export const weight = struct(['sp_weights', 'weight_v2', 'Weight'], {
	ref_time: compact(u64),
	proof_size: compact(u64),
});

export const dispatchClass = variant(['frame_support', 'dispatch', 'DispatchClass'], {
	Normal: undefined,
	Operational: undefined,
	Mandatory: undefined,
});

const pays = variant(['frame_support', 'dispatch', 'Pays'], {Yes: undefined, No: undefined});

/** The dispatch information in the events of success and failure. */
export const dispatchEventInfo = struct(['frame_system', 'DispatchEventInfo'], {
	weight,
	class: dispatchClass,
	pays_fee: pays,
});

export type DispatchEventInfo = ValueOf<typeof dispatchEventInfo>;
