import type {Clock} from '../../support/clock.ts';
import {callAtDeadline} from '../batch/deadline.ts';
import type {EngineRefusal, Part, RefusedPart, RunOptions} from '../engine.ts';
import {ServerFailedError} from '../errors.ts';
import type {Dispatcher} from './dispatcher.ts';
import {createRepeat} from './repeat.ts';
import {endpointOf, type ServerWork} from './requests.ts';
import type {Server} from './server.ts';
import {ServerFault} from './server-fault.ts';

export type DoWorkOptions = RunOptions & {
	readonly deadline: number;
	readonly dispatcher: Dispatcher;
	/** Aborted when the engine is closed. */
	readonly closing: AbortSignal;
	readonly clock: Clock;
};

/** How often work may fail on servers that were up before it counts as what brings them down. */
const maxFailures = 4;

/**
Do work on one server; if it fails there, on another as long as there is time.

Once some of a text was passed on, only a text that begins with the same can take its place.

@yields What comes of it; a refusal at the end if it is not done.
*/
export async function* doWork(
	work: ServerWork,
	{dispatcher, closing, clock, signal: asked, deadline, priority = 0, caller}: DoWorkOptions,
): AsyncGenerator<Part> {
	const late = new AbortController();
	const signal = AbortSignal.any([closing, late.signal, ...(asked ? [asked] : [])]);
	const stopTimer = callAtDeadline(clock, deadline, () => {
		late.abort();
	});
	const endpoint = endpointOf(work);
	const avoid = new Set<Server>();
	const repeat = createRepeat(work);
	let failures = 0;
	let last: Failure | undefined;

	const refuse = (reason: EngineRefusal): RefusedPart => {
		const aborted = closing.aborted ? 'closed' : asked?.aborted ? 'cancelled' : undefined;
		return {
			kind: 'refused',
			reason: aborted ?? (late.signal.aborted ? 'deadline' : reason),
			...(last && {cause: toCause(last)}),
		};
	};

	/** Find another server that could begin now. */
	const hasOther = (server: Server) => {
		const other = dispatcher.find({endpoint, avoid: new Set([...avoid, server])});
		return other !== undefined && other !== server && !avoid.has(other);
	};

	const findEnd = ({server, error}: Failure): EngineRefusal | undefined => {
		if (!(error instanceof ServerFault && repeat.canBegin())) {
			return 'engine-failed';
		}

		if (error.kind === 'unsupported' || error.kind === 'too-long') {
			return hasOther(server) ? undefined : repeat.isBegun() ? 'engine-failed' : error.kind;
		}

		failures += error.kind === 'fault' ? 1 : 0;
		return failures < maxFailures ? undefined : 'engine-failed';
	};

	try {
		for (;;) {
			// Work that was given a place before has had its turn.
			const turn = last ? undefined : caller;
			const claim = {endpoint, avoid, deadline, signal, priority, caller: turn};
			const place = await dispatcher.claim(claim);
			if (!place.ok) {
				yield refuse(place.reason);
				return;
			}

			const {server, release} = place;
			const canMove = () => repeat.canBegin() && hasOther(server);
			try {
				repeat.begin();
				for await (const part of server.attempt(work, {signal, deadline, canMove})) {
					yield* repeat.pass(part);
				}

				return;
			} catch (error) {
				if (signal.aborted) {
					yield refuse('cancelled');
					return;
				}

				last = {server, error};
			} finally {
				release();
			}

			const end = findEnd(last);
			if (end !== undefined) {
				yield refuse(end);
				return;
			}

			avoid.add(server);
		}
	} finally {
		stopTimer();
	}
}

type Failure = {readonly server: Server; readonly error: unknown};

const toCause = ({server: {address}, error}: Failure) =>
	error instanceof ServerFault
		? new ServerFailedError(address, error.problem, {cause: error})
		: error;
