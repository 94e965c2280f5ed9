import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {runEpoch} from '../../../src/devnet/yuma/epoch.ts';
import {parseYumaInput} from '../../../src/devnet/yuma/parse.ts';

type RecordedEpoch = {
	readonly block: number;
	readonly stake: readonly string[];
	readonly validator_permit: readonly boolean[];
	readonly bonds: unknown;
	readonly [vector: string]: unknown;
};

type Recording = {
	readonly input: {readonly validator_permit: readonly boolean[]};
	readonly epochs: readonly RecordedEpoch[];
};

// Epochs of a main-chain runtime, spec 143: epoch k had the bonds and permits that epoch k − 1 left.
describe.each(['two-by-two', 'self-weight', 'permits-cut', 'random-24'])(
	'recorded epochs of %s',
	name => {
		const file = new URL(`../../fixtures/yuma/${name}.json`, import.meta.url);
		const {input, epochs} = JSON.parse(readFileSync(file, 'utf8')) as Recording;

		test.each(epochs.map((epoch, index) => [index, epoch] as const))(
			'epoch %i comes out to the last unit',
			(index, epoch) => {
				const {block, stake, ...expected} = epoch;
				const past = epochs[index - 1];
				const result = runEpoch(
					parseYumaInput({
						...input,
						block,
						stake,
						bonds: past?.bonds,
						validator_permit: past?.validator_permit ?? input.validator_permit,
					}),
				);

				expect({
					active: result.active,
					validator_permit: result.validatorPermit,
					consensus: result.consensus,
					incentive: result.incentive,
					dividends: result.dividends,
					rank: result.rank,
					trust: result.trust,
					validator_trust: result.validatorTrust,
					bonds: result.bonds,
				}).toEqual(expected);
			},
		);
	},
);
