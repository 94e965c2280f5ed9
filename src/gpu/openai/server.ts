import type {Clock} from '../../support/clock.ts';
import type {TextEndPart, TextPart, VectorPart} from '../engine.ts';
import {readApiKey} from './api-key.ts';
import {askServer} from './ask-server.ts';
import {createBreaker} from './breaker.ts';
import {createServerChild} from './child/server-child.ts';
import {examineServer, type ServerAbilities} from './examine-server.ts';
import type {ServerWork} from './requests.ts';
import {createSender} from './send-request.ts';
import {ServerFault} from './server-fault.ts';
import {type OpenAiServer, toBaseUrl} from './server-options.ts';
import {watchSilence} from './watch-silence.ts';

export type ServerOptions = OpenAiServer & {
	/** Called when it goes out, is back, or has room again. */
	readonly onChange: () => void;
	readonly stallTimeout: number;
	readonly clock: Clock;
};

export type AttemptOptions = {
	readonly signal: AbortSignal;
	/** Milliseconds since the Unix epoch. */
	readonly deadline: number;
	/** Whether another server could do the work instead. */
	readonly canMove: () => boolean;
};

/** One server, with what is known about it. */
export type Server = {
	/** Its base address. */
	readonly address: string;
	readonly capacity: number;
	readonly underWay: () => number;
	/** How much is under way, for its capacity and weight. */
	readonly load: () => number;
	/** Whether it may be given work at the moment. */
	readonly hasRoom: () => boolean;
	/** What it was last seen to do; `undefined` if it was never examined with success. */
	readonly abilities: () => ServerAbilities | undefined;
	/** Why it is out, as a sentence, if so. */
	readonly problem: () => string | undefined;
	/** Describe its state in a sentence. */
	readonly describe: () => string;
	/** Reserve a place. Returns a function that gives it back. */
	readonly reserve: () => () => void;
	/**
	Do work in a reserved place.

	@throws {ServerFault} If it is not done.
	*/
	readonly attempt: (
		work: ServerWork,
		options: AttemptOptions,
	) => AsyncGenerator<TextPart | TextEndPart | VectorPart>;
	/** Examine it for the first time. Never rejects. */
	readonly start: () => Promise<void>;
	/** Number of times that it was started again, if it is ours. */
	readonly restarts: () => number;
	readonly close: () => Promise<void>;
};

/** How long the examination may take: a server may load its model at the first request. */
const longestExamination = 120_000;
/** How long to spare a server that does not say how long, in milliseconds. */
const usualPause = 1000;

/** Create a server. It gets no work before it was started. */
export function createServer({
	url,
	capacity = 8,
	weight = 1,
	model,
	keyFile,
	command,
	onChange,
	stallTimeout,
	clock,
	...others
}: ServerOptions): Server {
	const address = toBaseUrl(url);
	// One more, so that it can be examined while work that hangs holds the others.
	const sender = createSender({sockets: capacity + 1});
	const closing = new AbortController();
	let abilities: ServerAbilities | undefined;
	let key: string | undefined;
	let underWay = 0;
	let answered = 0;
	let failed = 0;
	let heardAt = 0;

	const look = async (ending: AbortSignal) => {
		const late = AbortSignal.timeout(longestExamination);
		const signal = AbortSignal.any([late, ending]);
		try {
			// Read anew each time, so that a new key needs no restart.
			key = keyFile === undefined ? undefined : await readApiKey(keyFile);
			return await examineServer({base: address, send: sender.send, model, key, signal});
		} catch (error) {
			throw late.aborted ? new ServerFault('fault', 'did not answer in time') : error;
		}
	};

	const examine = async () => {
		try {
			abilities = await (child ? child.examine(look, closing.signal) : look(closing.signal));
		} catch (error) {
			throw new Error(`\`${address}\` ${describe(error)}`, {cause: error});
		}
	};

	const breaker = createBreaker({probe: examine, onChange, clock});
	const child =
		command &&
		createServerChild({
			...others,
			url,
			keyFile,
			command,
			onDeath(end) {
				breaker.noteFault(`\`${address}\` ${end}`, {isLasting: true});
			},
			clock,
		});

	const note = ({kind, problem, retryAfter}: ServerFault) => {
		if (kind === 'busy') {
			breaker.pause(retryAfter ?? usualPause);
			return;
		}

		const isLasting = kind === 'missing' || kind === 'misconfigured';
		if (!isLasting && kind !== 'unreachable' && kind !== 'fault') {
			return;
		}

		failed++;
		if (isLasting || retryAfter === undefined) {
			breaker.noteFault(`\`${address}\` ${problem}`, {isLasting});
		} else {
			breaker.pause(retryAfter);
		}
	};

	async function* attempt(work: ServerWork, {signal, deadline, canMove}: AttemptOptions) {
		const silence = new AbortController();
		const watch = watchSilence({
			stallTimeout,
			deadline,
			canMove,
			heardAt: () => heardAt,
			onSilence(fault) {
				silence.abort(fault);
			},
			clock,
		});
		try {
			watch.resume();
			const parts = askServer(work, {
				base: address,
				send: sender.send,
				key,
				model: abilities!.model,
				withUsage: abilities!.withUsage,
				signal: AbortSignal.any([signal, silence.signal]),
				onBytes() {
					heardAt = clock.now();
				},
			});
			for await (const part of parts) {
				watch.pause();
				if (part.kind !== 'text') {
					answered++;
					breaker.noteSuccess();
				}

				yield part;
				watch.resume();
			}
		} catch (error) {
			signal.throwIfAborted();
			const fault = (silence.signal.reason ?? error) as Error;
			if (fault instanceof ServerFault) {
				note(fault);
			}

			throw fault;
		} finally {
			watch.close();
			silence.abort();
		}
	}

	return {
		address,
		capacity,
		underWay: () => underWay,
		load: () => underWay / (capacity * weight),
		hasRoom: () => abilities !== undefined && breaker.isClosed() && underWay < capacity,
		abilities: () => abilities,
		problem: breaker.problem,
		describe() {
			const counts = `${underWay} of ${capacity} under way, ${answered} answered, ${failed} failed`;
			const problem = breaker.problem();
			return problem === undefined ? `\`${address}\`: ${counts}` : `${problem} (${counts})`;
		},
		reserve() {
			underWay++;
			return () => {
				underWay--;
				onChange();
			};
		},
		attempt,
		async start() {
			try {
				await examine();
			} catch (error) {
				breaker.noteFault((error as Error).message, {isLasting: true});
			}
		},
		restarts: () => child?.restarts() ?? 0,
		async close() {
			closing.abort();
			breaker.close();
			sender.close();
			await child?.close();
		},
	};
}

function describe(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return error instanceof ServerFault ? error.problem : `is not asked: ${message}`;
}
