import type {Clock} from '../../support/clock.ts';
import {ServerFault} from './server-fault.ts';

export type WatchSilenceOptions = {
	/** How long nothing may come from the whole server, in milliseconds. */
	readonly stallTimeout: number;
	/** Until when the work is to be done. */
	readonly deadline: number;
	/** When something last came from the server, for whatever work. */
	readonly heardAt: () => number;
	/** Whether another server could do the work instead. */
	readonly canMove: () => boolean;
	readonly onSilence: (fault: ServerFault) => void;
	readonly clock: Clock;
};

/** Watches how long work waits for its next part. */
export type SilenceWatch = {
	/** Begin to wait. */
	readonly resume: () => void;
	/** Note that a part is there; its reader may take its time. */
	readonly pause: () => void;
	readonly close: () => void;
};

/** How often to look whether another server has got room, in milliseconds. */
const interval = 250;

/**
Watch for a server that says nothing.

Work that has waited for half of the time that is left goes to another server that has room. If the server has said nothing to anyone meanwhile, it failed; otherwise it is only busy, and work that can go nowhere else keeps waiting for it.
*/
export function watchSilence({
	stallTimeout,
	deadline,
	heardAt,
	canMove,
	onSilence,
	clock,
}: WatchSilenceOptions): SilenceWatch {
	let waitsSince: number | undefined;
	let cancel = () => undefined as void;

	const patienceOf = (since: number) => Math.min(stallTimeout, (deadline - since) / 2);

	const look = () => {
		if (waitsSince === undefined) {
			plan(interval);
			return;
		}

		const waited = clock.now() - waitsSince;
		const patience = patienceOf(waitsSince);
		if (waited < patience) {
			plan(patience - waited);
			return;
		}

		const isSilent = heardAt() <= waitsSince;
		const isTooLong = isSilent && waited >= stallTimeout;
		if (!isTooLong && !canMove()) {
			plan(interval);
			return;
		}

		onSilence(
			new ServerFault(
				isSilent ? 'fault' : 'slow',
				`has said nothing for ${(waited / 1000).toFixed(1)} s`,
			),
		);
	};

	const plan = (delay: number) => {
		cancel();
		cancel = clock.after(Math.max(1, delay), look);
	};

	return {
		resume() {
			const isFirst = waitsSince === undefined;
			waitsSince = clock.now();
			if (isFirst) {
				plan(patienceOf(waitsSince));
			}
		},
		pause() {
			waitsSince = undefined;
		},
		close() {
			cancel();
		},
	};
}
