import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import type {Clock} from '../../support/clock.ts';
import type {Source} from '../../support/fair-queue.ts';
import type {BodyRoom} from './body-room.ts';

export type ReadBodyOptions = {
	/** Maximum size, in bytes. */
	readonly limit: number;
	/** Accounts for its bytes until it is read. */
	readonly room: BodyRoom;
	/** The source the bytes are charged to. */
	readonly source: Source;
	readonly clock: Pick<Clock, 'now' | 'after'>;
};

export type BodyRead =
	| {readonly ok: true; readonly body: Uint8Array}
	| {
			readonly ok: false;
			readonly reason: 'body-too-large' | 'body-too-slow' | 'too-busy' | 'client-gone';
	  };

/** Milliseconds before a minimum rate applies, enough to retransmit a lost packet once or twice. */
const grace = 3000;
/** Minimum average rate after that, in bytes per millisecond: 64 KiB a second. */
const leastRate = 65.536;
/** Overhead of a piece in bytes, so that a body that arrives in many small packets is charged for its real size. */
const pieceCost = 256;

/**
Read the body of a request, up to a limit in bytes, as long as it arrives fast enough and there is room for it. It resolves as soon as one of these fails, without waiting for the rest.
*/
export async function readBody(
	request: IncomingMessage,
	{limit, room, source, clock}: ReadBodyOptions,
): Promise<BodyRead> {
	if (Number(request.headers['content-length'] ?? 0) > limit) {
		return {ok: false, reason: 'body-too-large'};
	}

	return new Promise(resolve => {
		const startedAt = clock.now();
		const pieces: Uint8Array[] = [];
		let length = 0;

		const finish = (read: BodyRead) => {
			cancelTimer();
			hold.close();
			request.off('data', take);
			resolve(read);
		};

		const take = (piece: Uint8Array) => {
			length += piece.length;
			if (length > limit) {
				finish({ok: false, reason: 'body-too-large'});
				return;
			}

			pieces.push(piece);
			hold.add(piece.length + pieceCost);
		};

		const checkPace = () => {
			const allowed = grace + Math.ceil(length / leastRate);
			const elapsed = clock.now() - startedAt;
			if (elapsed >= allowed) {
				finish({ok: false, reason: 'body-too-slow'});
			} else {
				cancelTimer = clock.after(allowed - elapsed, checkPace);
			}
		};

		const hold = room.open(source, () => {
			finish({ok: false, reason: 'too-busy'});
		});
		let cancelTimer = clock.after(grace, checkPace);
		request.on('data', take);
		request.once('end', () => {
			finish({ok: true, body: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)});
		});
		request.once('close', () => {
			finish({ok: false, reason: 'client-gone'});
		});
	});
}
