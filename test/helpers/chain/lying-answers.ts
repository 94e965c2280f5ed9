import type {Exchange} from './lying-node.ts';

const refusals: ReadonlyArray<readonly [what: string, error: Readonly<Record<string, unknown>>]> = [
	['undecodable', {code: 1002, message: 'Verification Error'}],
	[
		'unable to pay',
		{code: 1010, message: 'Invalid Transaction', data: 'Inability to pay some fees'},
	],
	['outdated', {code: 1010, message: 'Invalid Transaction', data: 'Transaction is outdated'}],
	[
		'badly signed',
		{code: 1010, message: 'Invalid Transaction', data: 'Transaction has a bad signature'},
	],
	[
		'too early',
		{code: 1010, message: 'Invalid Transaction', data: 'Transaction will be valid in the future'},
	],
	['too frequent', {code: 1010, message: 'Invalid Transaction', data: 'Custom error: 6'}],
	['unknown', {code: 1011, message: 'Unknown Transaction Validity'}],
	['banned', {code: 1012, message: 'Transaction is temporarily banned'}],
	['known', {code: 1013, message: 'Transaction Already Imported'}],
	['too low', {code: 1014, message: 'Priority is too low: (0 vs 0)'}],
	['in a circle', {code: 1015, message: 'Cycle Detected'}],
	['too many', {code: 1016, message: 'Immediately Dropped'}],
	['not to be kept', {code: 1018, message: 'Transaction is not propagable'}],
	['unactionable', {code: 1019, message: 'Transaction is unactionable'}],
	['limited', {code: -32_005, message: 'Limit exceeded'}],
	['an internal error', {code: -32_603, message: 'Internal error'}],
	['forbidden', {code: -32_601, message: 'Method not found'}],
];

/** What a node may answer to a transaction, whatever it did with it: every error of a pool, what gateways add, and nonsense. */
export const lyingAnswers: ReadonlyArray<
	readonly [what: string, tell: (exchange: Exchange) => void]
> = [
	...refusals.map(
		([what, error]) =>
			[
				what,
				({answer}: Exchange) => {
					answer({error: error as never});
				},
			] as const,
	),
	...[null, 7, 'taken', {hash: 1}, []].map(
		result =>
			[
				JSON.stringify(result),
				({answer}: Exchange) => {
					answer({result});
				},
			] as const,
	),
	['nothing', () => undefined],
	[
		'by hanging up',
		({cut}) => {
			cut();
		},
	],
	[
		'no JSON',
		({send}) => {
			send('<html>502 Bad Gateway</html>');
		},
	],
];
