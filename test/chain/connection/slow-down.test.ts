import {expect, test} from 'vitest';
import {
	isLimitClose,
	isLimitError,
	isLimitStatus,
	isReading,
	parseRetryAfter,
	repeatWhileLimited,
} from '../../../src/chain/connection/slow-down.ts';
import {ChainLimitedError} from '../../../src/chain/errors.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

test.each([
	[-32_000, 'Limit exceeded'],
	[-32_000, 'Too many requests'],
	[-32_000, 'Too Many Requests, please slow your requests'],
	[-32_000, 'rate limit'],
	[-32_000, 'rate-limited'],
	[-32_603, 'Rate limiting threshold exceeded'],
	[-32_000, 'Your app has exceeded its compute units per second capacity'],
	[-32_000, 'You have exceeded the number of requests allowed by your plan’s quota'],
	[-32_007, '50/second request limit reached - reduce calls per second'],
	[-32_000, 'Daily request quota has been exhausted'],
	[-32_000, 'daily request count exceeded, request rate limited'],
	[-32_999, 'RPC rate limit exceeded'],
	[0, 'You are sending 40 requests per second'],
	[0, 'Please slow down'],
	[0, 'Throttled'],
	[429, 'No'],
	[-32_005, 'Blocked'],
	[-32_029, ''],
	[-32_999, ''],
	[0, 'ratelimited'],
	[0, 'Back off'],
	[0, 'backoff required'],
	[0, 'Only 1 request per second'],
	[10_000, 'Rate limit'],
])('%d `%s` asks for patience', (code, message) => {
	expect(isLimitError({code, message})).toBe(true);
});

test('the data of an error may say it as well', () => {
	expect(isLimitError({code: -32_603, message: 'Error', data: 'Too many requests'})).toBe(true);
	expect(isLimitError({code: -32_603, message: 'Error', data: {reason: 'rate limit'}})).toBe(true);
});

test.each([
	[1000, 'Rate limit', undefined],
	[9999, 'Rate limit', undefined],
	[1010, 'Invalid Transaction', 'Custom error: 6'],
	[1010, 'Invalid Transaction', 'TxRateLimitExceeded: rate limit exceeded'],
	[1016, 'Immediately Dropped', 'The transaction couldn’t enter the pool because of the limit'],
	[4003, 'Client error: Execution failed', 'weight limit exceeded'],
	[-32_601, 'Method not found', undefined],
	[-32_603, 'Internal error', undefined],
	[-32_000, 'State already discarded for 0x00', undefined],
	[-32_007, 'Request is too big', 'Exceeded max limit of 15728640'],
	[-32_008, 'Response is too big', 'Exceeded max limit of 15728640'],
	[-32_005, 'Batched requests are not supported by this server', undefined],
	[-32_006, 'Too many subscriptions on the connection', 'Exceeded max limit of 1024'],
])('%d `%s` (%s) is another kind of error', (code, message, data) => {
	expect(isLimitError({code, message, data})).toBe(false);
});

test('a connection that is closed for the limit says so by its code or its reason', () => {
	expect(isLimitClose(1008, '')).toBe(true);
	expect(isLimitClose(1013, '')).toBe(true);
	expect(isLimitClose(4000, 'rate limit exceeded')).toBe(true);
	expect(isLimitClose(1000, '')).toBe(false);
	expect(isLimitClose(1006, 'gone')).toBe(false);
});

test('a handshake is refused for the limit with 429, or with 503 and a time to wait', () => {
	expect(isLimitStatus({status: 429, retryAfter: undefined})).toBe(true);
	expect(isLimitStatus({status: 503, retryAfter: '5'})).toBe(true);
	expect(isLimitStatus({status: 503, retryAfter: undefined})).toBe(false);
	expect(isLimitStatus({status: 403, retryAfter: '5'})).toBe(false);
});

test.each([
	['5', 5000],
	['0.5', 500],
	['Thu, 01 Jan 1970 00:01:10 GMT', 10_000],
	['Thu, 01 Jan 1970 00:00:10 GMT', undefined],
	['0', undefined],
	['-3', undefined],
	['', undefined],
	[' ', undefined],
	['soon', undefined],
	['Infinity', undefined],
	[undefined, undefined],
])('`Retry-After: %s` is a wait of %s ms', (value, wait) => {
	expect(parseRetryAfter(value, 60_000)).toBe(wait);
});

test.each([
	'author_submitExtrinsic',
	'author_submitAndWatchExtrinsic',
	'author_rotateKeys',
	'transaction_v1_broadcast',
	'transactionWatch_v1_submitAndWatch',
	'eth_sendRawTransaction',
])('`%s` is never repeated by itself', method => {
	expect(isReading(method)).toBe(false);
});

test.each(['chain_getHeader', 'state_call', 'state_subscribeRuntimeVersion', 'system_health'])(
	'`%s` may be repeated',
	method => {
		expect(isReading(method)).toBe(true);
	},
);

const url = 'ws://127.0.0.1';

/** Ask what is refused so often; each try takes a second. */
function createAsk(refusals: number, {retryAfter = 0} = {}) {
	const clock = createFakeClock();
	let tries = 0;
	return {
		clock,
		tries: () => tries,
		async ask() {
			tries++;
			clock.advance(1000);
			if (tries <= refusals) {
				throw new ChainLimitedError(url, 'no', {retryAfter});
			}

			return tries;
		},
	};
}

const canRepeat = () => true;

test('what is refused is asked again until it is answered', async () => {
	const {ask, clock} = createAsk(5);

	expect(await repeatWhileLimited(ask, {clock, patience: 10_000, canRepeat})).toBe(6);
});

test('patience counts from the first refusal', async () => {
	const {ask, clock, tries} = createAsk(100);

	await expect(repeatWhileLimited(ask, {clock, patience: 10_000, canRepeat})).rejects.toThrow(
		ChainLimitedError,
	);
	expect(tries()).toBe(12);
});

test('an endpoint that asks for more patience than there is gets no second try', async () => {
	const {ask, clock, tries} = createAsk(1, {retryAfter: 10_001});

	await expect(repeatWhileLimited(ask, {clock, patience: 10_000, canRepeat})).rejects.toThrow(
		ChainLimitedError,
	);
	expect(tries()).toBe(1);
});

test('what must not be repeated is not, and other errors are passed on', async () => {
	const {ask, clock, tries} = createAsk(1);

	await expect(
		repeatWhileLimited(ask, {clock, patience: 10_000, canRepeat: () => false}),
	).rejects.toThrow(ChainLimitedError);
	expect(tries()).toBe(1);

	await expect(
		repeatWhileLimited(
			async () => {
				throw new Error('other');
			},
			{clock, patience: 10_000, canRepeat},
		),
	).rejects.toThrow('other');
});
