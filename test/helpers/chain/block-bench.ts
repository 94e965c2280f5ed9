import {Buffer} from 'node:buffer';
import type {BlockContext, CallContext, Origin} from '../../../src/devnet/pallet/context.ts';
import {DispatchFailure, type ModuleError} from '../../../src/devnet/pallet/errors.ts';
import type {InherentContext} from '../../../src/devnet/pallet/pallet.ts';
import type {AccountId} from '../../../src/devnet/scale/bytes.ts';
import {createStateHistory} from '../../../src/devnet/state/history.ts';
import {createState} from '../../../src/devnet/state/typed-state.ts';

export type EmittedEvent = {readonly name: string; readonly value: unknown};

/** A chain's real state without blocks, pool and wire: for the code of one pallet, block by block. */
export type BlockBench = {
	/** The context of the block of that number. */
	readonly at: (number: number) => BlockContext;
	readonly by: (account: AccountId, number: number) => CallContext;
	readonly asAuthor: (now: number, number: number) => InherentContext & CallContext;
	/** All that was emitted since the last look. */
	readonly takeEvents: () => readonly EmittedEvent[];
	/** Every stored byte, keys and values, as hex. */
	readonly dump: () => string;
};

/** Create a bench with an empty state. */
export function createBlockBench(): BlockBench {
	const history = createStateHistory();
	const events: EmittedEvent[] = [];

	const at = (number: number): BlockContext => ({
		...createState(history, number),
		emit(event, ...value) {
			events.push({name: event.name, value: value[0]});
		},
		atomically(run) {
			const marks = [history.mark(), events.length] as const;
			try {
				return run();
			} catch (error) {
				history.rollBack(marks[0]);
				events.length = marks[1];
				throw error;
			}
		},
	});

	const withOrigin = (origin: Origin, number: number): CallContext => ({
		...at(number),
		origin,
		dispatch() {
			throw new TypeError('No calls within calls on the bench');
		},
		applyNext() {
			throw new TypeError('No extrinsics on the bench');
		},
	});

	return {
		at,
		by: (account, number) => withOrigin({type: 'Signed', account}, number),
		asAuthor: (now, number) => ({...withOrigin({type: 'None'}, number), now}),
		takeEvents: () => events.splice(0),
		dump: () =>
			history
				.keysUnder('0x')
				.map(key => `${key} ${Buffer.from(history.read(key)!.bytes).toString('hex')}`)
				.join('\n'),
	};
}

/** Run something that must fail, and get the error it fails with. */
export function failureOf(run: () => unknown): ModuleError | {readonly type: string} {
	try {
		run();
	} catch (error) {
		if (error instanceof DispatchFailure) {
			return error.reason;
		}

		throw error;
	}

	throw new Error('It did not fail');
}
