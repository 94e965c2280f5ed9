import {expect, test} from 'vitest';
import {parseYumaInput} from '../../../src/devnet/yuma/parse.ts';
import {UsageError} from '../../../src/support/errors.ts';

const parameters = {
	kappa: 32_767,
	bonds_moving_avg: 900_000,
	activity_cutoff: 5000,
	max_validators: 64,
	yuma_version: 3,
	liquid_alpha: true,
};
const valid = {stake: ['10', '0'], weights: [[[1, 65_535]], []], block: 7, params: parameters};

test('what is left out has the defaults of a chain on which nothing has happened yet', () => {
	expect(parseYumaInput(valid)).toMatchObject({
		stake: [10n, 0n],
		bonds: [[], []],
		validatorPermit: [true, true],
		lastUpdate: [7, 7],
		blockAtRegistration: [0, 0],
		parameters: {
			yumaVersion: 3,
			liquidAlpha: true,
			bondsPenalty: 65_535,
			alphaLow: 45_875,
			alphaHigh: 58_982,
			alphaSigmoidSteepness: 1000,
			emission: 0n,
		},
	});
});

test.each([
	['The file must hold an object', []],
	['`stake` must be a list', {...valid, stake: undefined}],
	['`stake[1]` must be an amount of rao', {...valid, stake: ['10', '-1']}],
	['`stake[0]` must be an amount of rao', {...valid, stake: [1.5, 0]}],
	['`stake` must be at most', {...valid, stake: ['9223372036854775807', '1']}],
	['`weights` must be a list of `2` entries', {...valid, weights: [[]]}],
	['`weights[0][0]` must be a pair', {...valid, weights: [[[1]], []]}],
	['`weights[0][0][0]` must be a UID from 0 to 1', {...valid, weights: [[[2, 1]], []]}],
	[
		'`weights[0][0][1]` must be a whole number from 0 to 65535',
		{...valid, weights: [[[1, 65_536]], []]},
	],
	[
		'`weights[0][1]` must be the only entry for UID `1`',
		{
			...valid,
			weights: [
				[
					[1, 1],
					[1, 2],
				],
				[],
			],
		},
	],
	['`bonds[1]` must be a list', {...valid, bonds: [[], 0]}],
	['`validator_permit[0]` must be `true` or `false`', {...valid, validator_permit: [1, true]}],
	['`last_update` must be a list of `2`', {...valid, last_update: [1]}],
	['`block` must be a whole number', {...valid, block: -1}],
	['`owner_uid` must be a UID', {...valid, owner_uid: 2}],
	['`params` must be an object', {...valid, params: undefined}],
	['`params.kappa` must be', {...valid, params: {...parameters, kappa: '1'}}],
	[
		'`params.yuma_version` must be `2` or `3`',
		{...valid, params: {...parameters, yuma_version: 4}},
	],
	[
		'`params.alpha_low` must be at most',
		{...valid, params: {...parameters, alpha_low: 2, alpha_high: 1}},
	],
	['`params.emission` must be an amount', {...valid, params: {...parameters, emission: '1.5'}}],
])('an error names what is wrong: %s', (message, value) => {
	let thrown: unknown;
	try {
		parseYumaInput(value);
	} catch (error) {
		thrown = error;
	}

	expect(thrown).toBeInstanceOf(UsageError);
	expect((thrown as UsageError).message).toContain(message);
});
