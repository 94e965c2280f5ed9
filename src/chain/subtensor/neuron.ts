import type {Axon} from './axon.ts';

/** A hotkey registered on a subnet: a miner, or a validator if it has a permit. */
export type Neuron = {
	readonly uid: number;
	/** SS58. */
	readonly hotkey: string;
	readonly coldkey: string;
	/** Stake that determines its weight as a validator, in alpha's 1e-9 unit: its alpha plus its scaled root stake. */
	readonly stake: bigint;
	/** Share of the miners' pay, as stored: out of 65,535. */
	readonly incentive: number;
	/** Share of the validators' pay, as stored: out of 65,535. */
	readonly dividends: number;
	/** Emission in the last epoch, in alpha's 1e-9 unit. It decides which neuron is evicted. */
	readonly emission: bigint;
	readonly validatorPermit: boolean;
	/** Whether its weights are recent enough to count. */
	readonly active: boolean;
	/** Number of the block in which it last set or committed weights. */
	readonly lastUpdate: number;
	/** Number of the block in which it was registered. */
	readonly registeredAt: number;
	readonly axon?: Axon | undefined;
};
