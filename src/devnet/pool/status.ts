import type {Hex} from '../scale/type.ts';

/** The status of a submitted extrinsic, as a node reports it. */
export type Status =
	'future' | 'ready' | 'invalid' | {readonly inBlock: Hex} | {readonly finalized: Hex};

export type Listener = (status: Status) => void;

/** Whether the status is final. */
export function isLast(status: Status): boolean {
	return status === 'invalid' || (typeof status === 'object' && 'finalized' in status);
}
