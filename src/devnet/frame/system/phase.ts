import {variant} from '../../scale/composites.ts';
import {u32} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';

/** When in a block an event was emitted; `ApplyExtrinsic` has the extrinsic's index. */
export const phase = variant(['frame_system', 'Phase'], {
	ApplyExtrinsic: u32,
	Finalization: undefined,
	Initialization: undefined,
});

export type Phase = ValueOf<typeof phase>;
