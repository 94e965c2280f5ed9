import type {Row} from './matrix.ts';

/** What a subnet's owner sets; shares are u16, 65,535 being all. */
export type YumaParameters = {
	/** Share of the stake that must give a miner a weight for it to count, in 65,535ths. */
	readonly kappa: number;
	/** How much of a bond stays from epoch to epoch, in millionths: 900,000 lets 0.1 of the new one in. */
	readonly bondsMovingAverage: number;
	/** How far weights above the consensus are cut before they become bonds, in 65,535ths. */
	readonly bondsPenalty: number;
	/** Blocks without a weights call after which a validator does not count. */
	readonly activityCutoff: number;
	/** How many UIDs, by stake, may validate in the next epoch. */
	readonly maxValidators: number;
	/** Stake below which a UID has none, in rao. */
	readonly stakeThreshold: bigint;
	/** Whether a UID without stake may have a permit where there are enough: the rule of older chains (spec 143). @default false */
	readonly permitsZeroStake?: boolean;
	/** Which rule makes bonds. */
	readonly yumaVersion: 2 | 3;
	/** Whether every bond has a pace of its own, between `alphaLow` and `alphaHigh`; Yuma 3 only. */
	readonly liquidAlpha: boolean;
	/** In 65,535ths. */
	readonly alphaLow: number;
	/** In 65,535ths. */
	readonly alphaHigh: number;
	/** Slope between the two, in hundredths. */
	readonly alphaSigmoidSteepness: number;
	/** What the epoch has to give, in 1e-9 alpha. */
	readonly emission: bigint;
};

/** What the chain knows of a subnet when its epoch runs. Every list has an entry a UID. */
export type YumaInput = {
	/** Stake weight: alpha and TAO counted together, in rao. */
	readonly stake: readonly bigint[];
	/** A row per validator, values as stored. */
	readonly weights: ReadonlyArray<Row<number>>;
	/** As the last epoch stored them. */
	readonly bonds: ReadonlyArray<Row<number>>;
	readonly validatorPermit: readonly boolean[];
	/** Block of the last weights call. */
	readonly lastUpdate: readonly number[];
	readonly blockAtRegistration: readonly number[];
	readonly block: number;
	/** The block since which bonds must stand: those for a UID that was registered in it or later are void. Without it, none is. */
	readonly bondsSince?: number;
	/** Block of the oldest commit that waits to be revealed; weights it hides are not for who was registered after it. */
	readonly commitBlock?: ReadonlyArray<number | undefined>;
	/** UID of the subnet's owner: it always validates, needs no stake, and may weigh itself. */
	readonly ownerUid?: number;
	readonly parameters: YumaParameters;
};

/** What an epoch leaves behind, an entry a UID; shares are u16 as the chain stores them. */
export type YumaResult = {
	/** Whether a weights call is recent enough. */
	readonly active: readonly boolean[];
	/** Who may validate in the next epoch. */
	readonly validatorPermit: readonly boolean[];
	readonly stakeWeight: readonly number[];
	readonly consensus: readonly number[];
	readonly incentive: readonly number[];
	readonly dividends: readonly number[];
	/** The same as `incentive`; chains no longer store it. */
	readonly rank: readonly number[];
	/** Share of a miner's weights that the consensus left; chains no longer store it. */
	readonly trust: readonly number[];
	/** Share of a validator's weights that the consensus left. */
	readonly validatorTrust: readonly number[];
	/** The epoch's emission by incentive and dividends together, in 1e-9 alpha; it decides eviction. */
	readonly emission: readonly bigint[];
	/** The part of it that is by incentive. */
	readonly minerEmission: readonly bigint[];
	/** The part of it that is by dividends, or by stake if there is neither. */
	readonly validatorEmission: readonly bigint[];
	/** A row per UID, empty for those who may not validate next. */
	readonly bonds: ReadonlyArray<Row<number>>;
};
