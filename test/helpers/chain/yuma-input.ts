import type {Row} from '../../../src/devnet/yuma/matrix.ts';
import type {YumaInput, YumaParameters} from '../../../src/devnet/yuma/types.ts';

type Overrides = Partial<Omit<YumaInput, 'stake' | 'parameters'>> & {
	/** In whole rao. */
	readonly stake: readonly number[];
	readonly parameters?: Partial<YumaParameters>;
};

/** Make an epoch's input at block 100: everybody permitted, weights set in block 99, registered in block 0. */
export function createInput({stake, parameters, ...overrides}: Overrides): YumaInput {
	const every = <Value>(value: Value): readonly Value[] => stake.map(() => value);
	const none = every<Row<number>>([]);
	return {
		stake: stake.map(BigInt),
		weights: none,
		bonds: none,
		validatorPermit: every(true),
		lastUpdate: every(99),
		blockAtRegistration: every(0),
		block: 100,
		...overrides,
		parameters: {
			kappa: 32_767,
			bondsMovingAverage: 900_000,
			bondsPenalty: 65_535,
			activityCutoff: 5000,
			maxValidators: 64,
			stakeThreshold: 0n,
			permitsZeroStake: false,
			yumaVersion: 2,
			liquidAlpha: false,
			alphaLow: 45_875,
			alphaHigh: 58_982,
			alphaSigmoidSteepness: 1000,
			emission: 1_000_000_000n,
			...parameters,
		},
	};
}
