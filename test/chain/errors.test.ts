import {expect, test} from 'vitest';
import {ChainRefusedError, NotEnoughFundsError} from '../../src/chain/errors.ts';
import {toInvalidity} from '../../src/chain/transaction/refusal.ts';

test.each([
	['HotKeyAlreadyRegisteredInSubNet', 'hot-key-already-registered-in-sub-net'],
	['TooManyUIDsPerMechanism', 'too-many-uids-per-mechanism'],
	['Token', 'token'],
	['CRV3Disabled', 'crv3-disabled'],
])('the chain’s `%s` has the code `%s`', (name, code) => {
	expect(new ChainRefusedError(name)).toMatchObject({code, exitCode: 3, refusal: name});
});

const custom = (value: number) => ({type: 'Custom', value: BigInt(value)});

test.each([
	[3, 'no-such-subnet'],
	[8, 'slippage-too-high'],
	[10, 'hot-key-not-registered-in-network'],
	[11, 'invalid-ip-address'],
	[12, 'serving-rate-limit-exceeded'],
	[99, 'custom-error99'],
])('number %d of the runtime’s own reasons is `%s`', (number, code) => {
	expect(toInvalidity(custom(number))).toMatchObject({code, exitCode: 3});
});

test.each([custom(2), {type: 'Payment', value: undefined}])(
	'the runtime’s $type is a want of funds',
	reason => {
		expect(toInvalidity(reason)).toBeInstanceOf(NotEnoughFundsError);
	},
);

test('a limit that passes is told with what to do', () => {
	expect(toInvalidity(custom(12)).fix).toContain('one announcement per 50 blocks');
	expect(toInvalidity(custom(3)).fix).toBeUndefined();
});

test('any other reason of the runtime is put into words', () => {
	const refusal = toInvalidity({type: 'BadProof', value: undefined});

	expect(refusal).toMatchObject({code: 'invalid-transaction', exitCode: 3});
	expect(refusal.message).toContain('its signature does not match');
});

test('a refusal in a block says what it cost, and one before costs nothing', () => {
	const paid = {fee: 1_500_000n, block: 7};
	const refusal = new ChainRefusedError('RateLimitExceeded', {paid});

	expect(refusal.message).toContain('; the fee of 0.0015 TAO was paid, in block 7');
	expect(refusal.paid).toEqual(paid);
	expect(new ChainRefusedError('RateLimitExceeded').message).not.toContain('paid');
});
