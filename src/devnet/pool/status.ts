import type {Hex} from '../scale/type.ts';

/** What became of a submitted extrinsic, as a node tells it. */
export type Status =
	'future' | 'ready' | 'invalid' | {readonly inBlock: Hex} | {readonly finalized: Hex};

export type Listener = (status: Status) => void;

/** Whether nothing will follow. */
export function isLast(status: Status): boolean {
	return status === 'invalid' || (typeof status === 'object' && 'finalized' in status);
}
