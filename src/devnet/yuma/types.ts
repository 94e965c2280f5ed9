import type {Row} from './matrix.ts';

/** The settings of a subnet's owner; shares are u16, of 65,535. */
export type YumaParameters = {
	/** Share of the stake that must support a weight for it to count, of 65,535. */
	readonly kappa: number;
	/** Share of a bond kept from epoch to epoch, in millionths: 900,000 blends in 0.1 of the new one. */
	readonly bondsMovingAverage: number;
	/** How far weights above the consensus are clipped before they become bonds, of 65,535. */
	readonly bondsPenalty: number;
	/** Blocks without a weights call after which a validator is inactive. */
	readonly activityCutoff: number;
	/** Number of UIDs, by stake, that may validate in the next epoch. */
	readonly maxValidators: number;
	/** Stake, in rao, below which a UID counts as having none. */
	readonly stakeThreshold: bigint;
	/** Whether a UID without stake may get a permit if enough are available: the rule of older chains (spec 143). @default false */
	readonly permitsZeroStake?: boolean;
	/** The rule that computes bonds. */
	readonly yumaVersion: 2 | 3;
	/** Whether each bond has its own pace, between `alphaLow` and `alphaHigh`; Yuma 3 only. */
	readonly liquidAlpha: boolean;
	/** Of 65,535. */
	readonly alphaLow: number;
	/** Of 65,535. */
	readonly alphaHigh: number;
	/** Slope between the two, in hundredths. */
	readonly alphaSigmoidSteepness: number;
	/** The epoch's emission, in 1e-9 alpha. */
	readonly emission: bigint;
};

/** The state of a subnet when its epoch runs. Every list has an entry per UID. */
export type YumaInput = {
	/** Stake weight: alpha and TAO combined, in rao. */
	readonly stake: readonly bigint[];
	/** A row per validator, as stored. */
	readonly weights: ReadonlyArray<Row<number>>;
	/** As stored by the last epoch. */
	readonly bonds: ReadonlyArray<Row<number>>;
	readonly validatorPermit: readonly boolean[];
	/** Block of the last weights call. */
	readonly lastUpdate: readonly number[];
	readonly blockAtRegistration: readonly number[];
	readonly block: number;
	/** Bonds for a UID registered in this block or later are void. Without it, all bonds count. */
	readonly bondsSince?: number;
	/** Block of the oldest unrevealed commit; its weights do not apply to UIDs registered after it. */
	readonly commitBlock?: ReadonlyArray<number | undefined>;
	/** UID of the subnet's owner: it always validates, needs no stake, and may weight itself. */
	readonly ownerUid?: number;
	readonly parameters: YumaParameters;
};

/** The result of an epoch, with an entry per UID; shares are u16 as the chain stores them. */
export type YumaResult = {
	/** Whether the last weights call is recent enough. */
	readonly active: readonly boolean[];
	/** Whether the UID may validate in the next epoch. */
	readonly validatorPermit: readonly boolean[];
	readonly stakeWeight: readonly number[];
	readonly consensus: readonly number[];
	readonly incentive: readonly number[];
	readonly dividends: readonly number[];
	/** Same as `incentive`; chains no longer store it. */
	readonly rank: readonly number[];
	/** Share of a miner's weights left after clipping to the consensus; chains no longer store it. */
	readonly trust: readonly number[];
	/** Share of a validator's weights left after clipping to the consensus. */
	readonly validatorTrust: readonly number[];
	/** The epoch's emission by incentive and dividends combined, in 1e-9 alpha; it decides eviction. */
	readonly emission: readonly bigint[];
	/** The part from incentive. */
	readonly minerEmission: readonly bigint[];
	/** The part from dividends, or from stake if there is neither. */
	readonly validatorEmission: readonly bigint[];
	/** A row per UID, empty for UIDs without a permit for the next epoch. */
	readonly bonds: ReadonlyArray<Row<number>>;
};
