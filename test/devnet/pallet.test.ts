import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {defineCall} from '../../src/devnet/pallet/calls.ts';
import type {BlockContext} from '../../src/devnet/pallet/context.ts';
import {DispatchFailure, defineErrors, ensure, fail} from '../../src/devnet/pallet/errors.ts';
import {defineEvents, event} from '../../src/devnet/pallet/events.ts';
import {definePallet, type Pallet} from '../../src/devnet/pallet/pallet.ts';
import {defineApiMethod} from '../../src/devnet/pallet/runtime-apis.ts';
import {
	blake2,
	defineStorage,
	identity,
	map,
	twox,
	value,
} from '../../src/devnet/pallet/storage.ts';
import {callApi} from '../../src/devnet/runtime/call-api.ts';
import {accountId} from '../../src/devnet/scale/bytes.ts';
import {vec} from '../../src/devnet/scale/collections.ts';
import {u16, u64} from '../../src/devnet/scale/numbers.ts';
import {createStateHistory} from '../../src/devnet/state/history.ts';
import {createState} from '../../src/devnet/state/typed-state.ts';
import {eventsOf, stateOf} from '../helpers/chain/chain-reader.ts';
import {alice, bob, plainWorld, startPlainDevnet} from '../helpers/chain/plain-devnet.ts';
import {callOf, signExtrinsic} from '../helpers/chain/signed-extrinsic.ts';

const {Burn, Uids, Count, Log} = defineStorage('Example', {
	Burn: map([identity(u16)], u64, 100n),
	Uids: map([identity(u16), blake2(accountId)], u16),
	Count: value(u16, 0),
	Log: map([twox(u16)], vec(u16), []),
});
const {TooMany} = defineErrors('Example', {TooMany: 3});
const {Counted} = defineEvents('Example', {Counted: event(1, u16)});

const count = (context: BlockContext) => {
	const next = context.get(Count) + 1;
	context.set(Count, next);
	context.emit(Counted, next);
	return next;
};

const example: Pallet = definePallet({
	name: 'Example',
	index: 50,
	path: 'pallet_example',
	storage: {Burn, Uids, Count, Log},
	errors: {TooMany},
	events: {Counted},
	calls: {
		count_to: defineCall({
			index: 0,
			args: {most: u16},
			run(context, {most}) {
				ensure(count(context) <= most, TooMany);
			},
		}),
		count_half: defineCall({
			index: 1,
			args: {},
			run(context) {
				count(context);
				try {
					context.atomically(() => {
						count(context);
						fail(TooMany);
					});
				} catch (error) {
					if (!(error instanceof DispatchFailure)) {
						throw error;
					}
				}
			},
		}),
	},
	hooks: {
		onInitialize(context) {
			context.set(Log, context.number, [1]);
		},
		onFinalize(context) {
			context.set(Log, context.number, [...context.get(Log, context.number), 2]);
		},
	},
	runtimeApis: {
		ExampleApi: {
			try_count: defineApiMethod({
				inputs: {times: u16},
				output: u16,
				run(state, {times}) {
					for (let time = 0; time < times; time++) {
						state.set(Count, state.get(Count) + 1);
					}

					return state.get(Count);
				},
			}),
		},
	},
});

let devnet: Devnet;

beforeEach(async () => {
	devnet = await startPlainDevnet({world: plainWorld(() => [example])});
});

afterEach(async () => devnet.close());

const make = async (name: string, fields: unknown, nonce = 0) => {
	const signed = await signExtrinsic(devnet, callOf('Example', name, fields), {nonce});
	devnet.chain.pool.submit(signed);
	devnet.produceBlock();
};

test('stored values are found by keys, by first keys, and by defaults', () => {
	const state = createState(createStateHistory(), 0);
	expect(state.get(Burn, 1)).toBe(100n);
	expect(state.get(Uids, 1, alice)).toBeUndefined();

	state.set(Burn, 1, 5n);
	state.set(Uids, 1, alice, 7);
	state.set(Uids, 1, bob, 8);
	state.set(Uids, 2, bob, 9);
	expect(state.get(Burn, 1)).toBe(5n);
	expect(state.entries(Uids, 1)).toEqual(
		expect.arrayContaining([
			[[1, alice], 7],
			[[1, bob], 8],
		]),
	);
	expect(state.entries(Uids, 1)).toHaveLength(2);
	expect(state.keys(Uids)).toHaveLength(3);
	expect(state.has(Uids, 2, bob)).toBe(true);

	state.removeAll(Uids, 1);
	expect(state.entries(Uids)).toEqual([[[2, bob], 9]]);
	state.remove(Burn, 1);
	expect(state.get(Burn, 1)).toBe(100n);
});

test('lists that are read cannot be changed in place', () => {
	const state = createState(createStateHistory(), 0);
	state.set(Log, 1, [1]);
	expect(() => {
		(state.get(Log, 1) as number[])[0] = 2;
	}).toThrow(TypeError);
});

test('hooks run before and after the extrinsics of each block', () => {
	devnet.produceBlock();
	expect(stateOf(devnet).get(Log, 1)).toEqual([1, 2]);
});

test('a call that fails leaves neither writes nor events, and tells its error by index', async () => {
	await make('count_to', {most: 0});
	expect(stateOf(devnet).get(Count)).toBe(0);
	expect(eventsOf(devnet).map(({name}) => name)).not.toContain('Example.Counted');
	expect(eventsOf(devnet).at(-1)!.value).toMatchObject({
		dispatch_error: {type: 'Module', value: {index: 50, error: Uint8Array.of(3, 0, 0, 0)}},
	});

	await make('count_to', {most: 1}, 1);
	expect(stateOf(devnet).get(Count)).toBe(1);
});

test('a part of a call can be undone by itself', async () => {
	await make('count_half', {});
	expect(stateOf(devnet).get(Count)).toBe(1);
	expect(eventsOf(devnet).filter(({name}) => name === 'Example.Counted')).toHaveLength(1);
});

test('what a runtime API writes is forgotten', () => {
	const {chain} = devnet;
	const method = chain.runtime.findApiMethod('ExampleApi_try_count')!;
	const cells = chain.cellsAt(chain.head())!;
	expect(u16.decode(callApi(method, u16.encode(3), cells, 0))).toBe(3);
	expect(u16.decode(callApi(method, u16.encode(3), cells, 0))).toBe(3);
});

test('a hook that throws makes no block and leaves the chain as it was', async () => {
	const broken = definePallet({
		name: 'Broken',
		index: 51,
		path: 'pallet_broken',
		hooks: {
			onFinalize(context) {
				ensure(context.number < 2, {type: 'Other'});
			},
		},
	});
	const other = await startPlainDevnet({world: plainWorld(() => [example, broken])});
	const {hash} = other.produceBlock();
	expect(() => other.produceBlock()).toThrow(DispatchFailure);
	expect(other.head().hash).toBe(hash);
	expect(stateOf(other).keys(Log)).toEqual([[1]]);
	await other.close();
});

test('parts that share an index, or were named for another pallet, are refused', () => {
	const options = {name: 'Other', index: 1, path: 'pallet_other'};
	const same = defineErrors('Other', {First: 1, Second: 1});
	expect(() => definePallet({...options, errors: same})).toThrow(RangeError);
	expect(() => definePallet({...options, errors: {TooMany}})).toThrow(RangeError);
});

test('pallets that share an index make no runtime', async () => {
	const twin = definePallet({...example, name: 'Twin', storage: {}, errors: {}, events: {}});
	await expect(startPlainDevnet({world: plainWorld(() => [example, twin])})).rejects.toThrow(
		RangeError,
	);
});
