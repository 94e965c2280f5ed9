import {expect, test} from 'vitest';
import {definePallet} from '../../src/devnet/pallet/pallet.ts';
import {fail} from '../../src/devnet/pallet/errors.ts';
import {Now} from '../../src/devnet/frame/timestamp.ts';
import {stateOf} from '../helpers/chain/chain-reader.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {plainWorld, startPlainDevnet} from '../helpers/chain/plain-devnet.ts';

const start = 1_700_000_000_000;

test('blocks come in their time, and none after the end', async () => {
	const clock = createFakeClock(start);
	const devnet = await startPlainDevnet({clock, blockTime: 250});
	clock.advance(999);
	expect(devnet.head().header.number).toBe(3);
	expect(stateOf(devnet).get(Now)).toBe(BigInt(start + 750));
	await devnet.close();
	clock.advance(1000);
	expect(devnet.head().header.number).toBe(3);
});

test('without a block time they come by hand only', async () => {
	const clock = createFakeClock(start);
	const devnet = await startPlainDevnet({clock});
	clock.advance(10_000);
	expect(devnet.head().header.number).toBe(0);
	expect(devnet.produceBlock().header.number).toBe(1);
	await devnet.close();
});

test('a block that cannot be made is told, and tried again in its turn', async () => {
	const clock = createFakeClock(start);
	const faults: unknown[] = [];
	const devnet = await startPlainDevnet({
		clock,
		blockTime: 250,
		onFault(error) {
			faults.push(error);
		},
		world: plainWorld(() => [
			definePallet({
				name: 'Late',
				index: 60,
				path: 'pallet_late',
				hooks: {
					onFinalize(context) {
						if (context.get(Now) < start + 500) {
							fail({type: 'Other'});
						}
					},
				},
			}),
		]),
	});
	clock.advance(250);
	expect([devnet.head().header.number, faults.length]).toEqual([0, 1]);
	clock.advance(250);
	expect([devnet.head().header.number, faults.length]).toEqual([1, 1]);
	await devnet.close();
});

test('times and counts that are none are refused', async () => {
	await expect(startPlainDevnet({blockTime: -1})).rejects.toThrow(RangeError);
	await expect(startPlainDevnet({blockTime: 0.5})).rejects.toThrow(RangeError);
	await expect(startPlainDevnet({keep: 0})).rejects.toThrow(RangeError);
});

test('chains with the same beginning and the same blocks have the same hashes', async () => {
	const heads = await Promise.all(
		[1, 2].map(async () => {
			const devnet = await startPlainDevnet({clock: createFakeClock(start)});
			devnet.produceBlock();
			const {hash} = devnet.produceBlock();
			await devnet.close();
			return hash;
		}),
	);
	expect(heads[0]).toBe(heads[1]);
});
