import {type EngineProcess, loadEngine, type LoadEngineOptions} from '../process/load-engine.ts';
import type {PassKind, PassTimes} from './pass-times.ts';

export type TensorProcessOptions = LoadEngineOptions<'tensor'> & {
	/** What has been learned about how long passes take. */
	readonly passTimes: PassTimes;
};

/** A process with a model that turns rows into rows. */
export type TensorProcess = Omit<
	EngineProcess<'tensor'>,
	'send' | 'onMessage' | 'allow' | 'trim'
> & {
	/** Send concatenated rows. Never rejects. */
	readonly pass: (data: Float32Array, rows: number) => Promise<PassResult>;
};

export type PassResult =
	| {readonly ok: true; readonly data: Float32Array}
	| {readonly ok: false; readonly cause: 'out-of-memory' | 'failed'; readonly problem: string}
	/** `isSuspect`: this pass was running, so it may be what killed the process. */
	| {readonly ok: false; readonly cause: 'died'; readonly isSuspect: boolean};

/**
Start a process with a model of rows.

@throws {BadModelError} If the file is not a model.
@throws {RuntimeMissingError} If onnxruntime is not installed.
@throws {DeviceUnavailableError} If the named device is unavailable.
@throws {EngineFailedError} If it could not be started, died or timed out.
*/
export async function startTensorProcess({
	passTimes,
	...options
}: TensorProcessOptions): Promise<TensorProcess> {
	const loaded = await loadEngine(options);
	return {...loaded, pass: createPass(loaded, passTimes)};
}

type Pass = {
	readonly kind: PassKind;
	/** Where its numbers lie in the memory that is shared. */
	readonly slot: number;
	readonly resolve: (result: PassResult) => void;
};

/** The process answers passes in their order, so only the first can be what is taking long. */
function createPass(
	{send, onMessage, allow, trim, gone}: EngineProcess<'tensor'>,
	passTimes: PassTimes,
): TensorProcess['pass'] {
	let lastId = 0;
	let isGone = false;
	let headSince = 0;
	const passes = new Map<number, Pass>();
	const sizes = new Set<number>();
	const watchHead = () => {
		const [head] = passes.values();
		headSince = performance.now();
		allow(head && passTimes.limit(head.kind));
	};

	const settle = (id: number, result: PassResult) => {
		const pass = passes.get(id);
		if (pass && result.ok) {
			passTimes.learn(pass.kind, performance.now() - headSince);
		}

		passes.delete(id);
		watchHead();
		if (passes.size === 0) {
			trim();
		}

		pass?.resolve(result);
	};

	onMessage(message => {
		if (message.type === 'ran') {
			settle(message.id, {ok: true, data: message.data});
		} else if (message.type === 'failed') {
			const {id, isOutOfMemory, problem} = message;
			settle(id, {ok: false, cause: isOutOfMemory ? 'out-of-memory' : 'failed', problem});
		}
	});
	void gone.then(() => {
		isGone = true;
		const [suspect] = passes.keys();
		for (const [id, {resolve}] of passes) {
			resolve({ok: false, cause: 'died', isSuspect: id === suspect});
		}

		passes.clear();
	});

	return async (data, rows) => {
		if (isGone) {
			return {ok: false, cause: 'died', isSuspect: false};
		}

		return new Promise(resolve => {
			const id = ++lastId;
			const slot = findFreeSlot(passes.values());
			passes.set(id, {kind: {rows, isFirst: !sizes.has(rows)}, slot, resolve});
			sizes.add(rows);
			if (passes.size === 1) {
				watchHead();
			}

			send({type: 'run', id, rows, slot, data});
		});
	};
}

function findFreeSlot(passes: Iterable<Pass>): number {
	const taken = new Set(Array.from(passes, ({slot}) => slot));
	let slot = 0;
	while (taken.has(slot)) {
		slot++;
	}

	return slot;
}
