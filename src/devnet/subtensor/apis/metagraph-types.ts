import {accountId} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct, tuple} from '../../scale/composites.ts';
import {i96f32} from '../../scale/fixed-point.ts';
import {bool} from '../../scale/numbers.ts';
import type {Fields, Type, ValueOf} from '../../scale/type.ts';
import {axonInfo, chainIdentity, subnetIdentity} from '../types.ts';
import {consensusFields, keyFields} from './neuron-columns.ts';
import {epochFields, ownerFields, poolFields} from './subnet-figures.ts';
import {compactText, compactU16, compactU16s, compactU64, replyPath} from './types.ts';

const perHotkey = vec(tuple(accountId, compactU64));

const subnetFields = {
	name: compactText,
	symbol: compactText,
	identity: option(subnetIdentity),
	network_registered_at: compactU64,
	...ownerFields,
	block: compactU64,
	...epochFields,
	subnet_emission: compactU64,
	...poolFields,
	moving_price: i96f32,
} as const;

const parameterFields = {
	rho: compactU16,
	kappa: compactU16,
	min_allowed_weights: compactU16,
	max_weights_limit: compactU16,
	weights_version: compactU64,
	weights_rate_limit: compactU64,
	activity_cutoff: compactU16,
	max_validators: compactU16,
	num_uids: compactU16,
	max_uids: compactU16,
	burn: compactU64,
	difficulty: compactU64,
	registration_allowed: bool,
	pow_registration_allowed: bool,
	immunity_period: compactU16,
	min_difficulty: compactU64,
	max_difficulty: compactU64,
	min_burn: compactU64,
	max_burn: compactU64,
	adjustment_alpha: compactU64,
	adjustment_interval: compactU16,
	target_regs_per_interval: compactU16,
	max_regs_per_block: compactU16,
	serving_rate_limit: compactU64,
	commit_reveal_weights_enabled: bool,
	commit_reveal_period: compactU64,
	liquid_alpha_enabled: bool,
	alpha_high: compactU16,
	alpha_low: compactU16,
	bonds_moving_avg: compactU64,
} as const;

const neuronFields = {
	...keyFields,
	identities: vec(option(chainIdentity)),
	axons: vec(axonInfo),
	...consensusFields,
	tao_dividends_per_hotkey: perHotkey,
	alpha_dividends_per_hotkey: perHotkey,
} as const;

const parameters = [{name: 'AccountId', type: accountId}];

const subnetPart = struct([], subnetFields);
const parameterPart = struct([], parameterFields);
const neuronPart = struct([], neuronFields);

/** The metagraph's fields about the subnet. */
export type SubnetPart = ValueOf<typeof subnetPart>;
/** The metagraph's fields about its settings. */
export type ParameterPart = ValueOf<typeof parameterPart>;
/** The metagraph's fields about its neurons. */
export type NeuronPart = ValueOf<typeof neuronPart>;

const fields = {...subnetFields, ...parameterFields, ...neuronFields} as const;

/** The names of a metagraph's fields; requests for parts of it use indices into this list. */
export const metagraphNames = ['netuid', ...Object.keys(fields)] as ReadonlyArray<keyof Metagraph>;

/** Everything about a subnet and its neurons in one reply. */
export const metagraph = struct(
	replyPath('metagraph', 'Metagraph'),
	{netuid: compactU16, ...fields},
	parameters,
);

export type Metagraph = ValueOf<typeof metagraph>;

/** The requested parts of a metagraph, by field index. */
export const selectiveMetagraph = struct(
	replyPath('metagraph', 'SelectiveMetagraph'),
	{
		netuid: compactU16,
		...optional(fields),
		validators: option(compactU16s),
		commitments: option(vec(tuple(accountId, compactText))),
	},
	parameters,
);

export type SelectiveMetagraph = ValueOf<typeof selectiveMetagraph>;

type Optional<F extends Fields> = {
	readonly [Name in keyof F]: F[Name] extends Type<infer Value> ? Type<Value | undefined> : never;
};

function optional<F extends Fields>(all: F): Optional<F> {
	return Object.fromEntries(
		Object.entries(all).map(([name, type]) => [name, option(type)]),
	) as unknown as Optional<F>;
}
