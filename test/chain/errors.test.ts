import {expect, test} from 'vitest';
import {ChainRefusedError, ChainRequestError, NotEnoughFundsError} from '../../src/chain/errors.ts';
import {isOvertaken, toPoolRefusal} from '../../src/chain/transaction/refusal.ts';

test.each([
	['HotKeyAlreadyRegisteredInSubNet', 'hot-key-already-registered-in-sub-net'],
	['TooManyUIDsPerMechanism', 'too-many-uids-per-mechanism'],
	['Token', 'token'],
	['CRV3Disabled', 'crv3-disabled'],
])('the chain’s `%s` has the code `%s`', (name, code) => {
	expect(new ChainRefusedError(name)).toMatchObject({code, exitCode: 3, refusal: name});
});

const poolError = (data: string, code = 1010) =>
	new ChainRequestError('author_submitAndWatchExtrinsic', {
		code,
		message: 'Invalid Transaction',
		data,
	});

test.each([
	[3, 'no-such-subnet'],
	[8, 'slippage-too-high'],
	[10, 'hot-key-not-registered-in-network'],
	[11, 'invalid-ip-address'],
	[12, 'serving-rate-limit-exceeded'],
	[99, 'custom-error99'],
])('number %d of the pool is `%s`', (number, code) => {
	expect(toPoolRefusal(poolError(`Custom error: ${number}`))).toMatchObject({code, exitCode: 3});
});

test.each(['Custom error: 2', 'Inability to pay some fees (e.g. account balance too low)'])(
	'the pool’s `%s` is a want of funds',
	detail => {
		expect(toPoolRefusal(poolError(detail))).toBeInstanceOf(NotEnoughFundsError);
	},
);

test('any other refusal of the pool keeps its words', () => {
	const refusal = toPoolRefusal(poolError('Transaction has a bad signature'));

	expect(refusal).toMatchObject({code: 'invalid-transaction', exitCode: 3});
	expect(refusal?.message).toContain('bad signature');
});

test('a nonce that was used meanwhile is no refusal to report but a reason to sign again', () => {
	expect(isOvertaken(poolError('Transaction is outdated'))).toBe(true);
	expect(isOvertaken(poolError('Priority is too low: (1 vs 1)', 1014))).toBe(true);
	expect(isOvertaken(poolError('Custom error: 12'))).toBe(false);
});

test('an error that is not the pool’s is not explained as one', () => {
	expect(
		toPoolRefusal(
			new ChainRequestError('state_call', {code: -32_601, message: 'Method not found'}),
		),
	).toBeUndefined();
	expect(toPoolRefusal(new Error('other'))).toBeUndefined();
});
