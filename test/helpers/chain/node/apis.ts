import {Buffer} from 'node:buffer';
import {type NodeChain, fee} from './chain.ts';
import {type NodeNeuron, rootStake, rootValidators} from './neurons.ts';
import {between} from './random.ts';
import type {ApiMethod} from './runtime.ts';
import {toHex} from './scale.ts';
import {createStakes, priceOf, subnetCount} from './world.ts';

type Context = {readonly chain: NodeChain; readonly height: number; readonly method: ApiMethod};
type Api = (context: Context, ...inputs: readonly any[]) => unknown;

/**
Answer a call of a runtime API.

@returns Hex; `undefined` if this node does not have the API.
*/
export function callApi(
	chain: NodeChain,
	name: string,
	input: Uint8Array,
	height: number,
): `0x${string}` | undefined {
	const method = chain.runtime.api(name);
	const run = raw[name] ?? apis[name];
	if (method === undefined || run === undefined) {
		return undefined;
	}

	// Extrinsics in inputs are passed as they are, whatever their type says.
	const inputs = Object.hasOwn(raw, name) ? [input] : method.readInputs(input);
	return method.encode(run({chain, height, method}, ...inputs));
}

const raw: Readonly<Record<string, Api>> = {
	TransactionPaymentApi_query_info: () => ({
		weight: {ref_time: 332_208_000n, proof_size: 7791n},
		class: 'Normal',
		partial_fee: fee,
	}),
	TaggedTransactionQueue_validate_transaction({chain}, input: Uint8Array) {
		// The source stands before it, the block's hash behind it.
		const {extrinsic, invalidity} = chain.check(input.slice(1, -32));
		return invalidity === undefined || invalidity === 'Future'
			? {
					type: 'Ok',
					value: {
						priority: 1n,
						requires: [],
						provides: [toHex(Buffer.from(`${extrinsic?.signer}${extrinsic?.nonce}`))],
						longevity: 64n,
						propagate: true,
					},
				}
			: {type: 'Err', value: {type: 'Invalid', value: {type: invalidity}}};
	},
};

const netuids = Array.from({length: subnetCount + 1}, (_, netuid) => netuid);

const apis: Readonly<Record<string, Api>> = {
	Core_version: ({chain}) => chain.runtime.version,
	AccountNonceApi_account_nonce: ({chain, height}, account: string) =>
		(chain.read('System.Account', [account], height) as any)?.nonce ?? 0,
	SwapRuntimeApi_current_alpha_price: (_, netuid: number) =>
		netuid > subnetCount ? 0n : priceOf(netuid),
	SwapRuntimeApi_current_alpha_price_all: () =>
		netuids.map(netuid => ({netuid, price: priceOf(netuid)})),
	SwapRuntimeApi_sim_swap_alpha_for_tao: (_, netuid: number, alpha: bigint) => ({
		tao_amount: (alpha * priceOf(netuid) * 999n) / 1_000_000_000_000n,
		alpha_amount: alpha,
		alpha_fee: alpha / 1000n,
	}),
	SwapRuntimeApi_sim_swap_tao_for_alpha: (_, netuid: number, tao: bigint) => ({
		tao_amount: tao,
		alpha_amount: (tao * 999_000_000n) / priceOf(netuid),
		tao_fee: tao / 1000n,
	}),
	SubnetRegistrationRuntimeApi_get_network_registration_cost: () => 1_000_000_000_000n,
	SubnetInfoRuntimeApi_get_metagraph: ({chain, height}, netuid: number) =>
		describeSubnet(chain, netuid, height),
	SubnetInfoRuntimeApi_get_mechagraph: ({chain, height}, netuid: number) =>
		describeSubnet(chain, netuid, height),
	SubnetInfoRuntimeApi_get_selective_metagraph: (
		{chain, height, method},
		netuid: number,
		fields: readonly number[],
	) => select(method, describeSubnet(chain, netuid, height), fields),
	SubnetInfoRuntimeApi_get_selective_mechagraph: (
		{chain, height, method},
		netuid: number,
		_mechanism: number,
		fields: readonly number[],
	) => select(method, describeSubnet(chain, netuid, height), fields),
	SubnetInfoRuntimeApi_get_dynamic_info: ({chain, height}, netuid: number) =>
		describeSubnet(chain, netuid, height),
	SubnetInfoRuntimeApi_get_all_dynamic_info: ({chain, height}) =>
		netuids.map(netuid => describeParameters(chain, netuid, height)),
	SubnetInfoRuntimeApi_get_subnet_state: ({chain, height}, netuid: number) =>
		describeSubnet(chain, netuid, height),
	SubnetInfoRuntimeApi_get_subnet_hyperparams: ({chain, height}, netuid: number) =>
		describeParameters(chain, netuid, height),
	SubnetInfoRuntimeApi_get_subnet_hyperparams_v2: ({chain, height}, netuid: number) =>
		describeParameters(chain, netuid, height),
	SubnetInfoRuntimeApi_get_next_epoch_start_block: (_context, netuid: number) =>
		BigInt(_context.height + 360 - ((_context.height + netuid) % 360)),
	NeuronInfoRuntimeApi_get_neurons_lite: ({chain, height}, netuid: number) =>
		listNeurons(chain, netuid, height),
	NeuronInfoRuntimeApi_get_neurons: ({chain, height}, netuid: number) =>
		listNeurons(chain, netuid, height),
	NeuronInfoRuntimeApi_get_neuron_lite: ({chain, height}, netuid: number, uid: number) =>
		listNeurons(chain, netuid, height)[uid],
	NeuronInfoRuntimeApi_get_neuron: ({chain, height}, netuid: number, uid: number) =>
		listNeurons(chain, netuid, height)[uid],
	StakeInfoRuntimeApi_get_stake_info_for_coldkey: ({chain, height}, coldkey: string) =>
		listStakes(chain, coldkey, height),
	StakeInfoRuntimeApi_get_stake_info_for_coldkeys: ({chain, height}, coldkeys: readonly string[]) =>
		coldkeys.map(coldkey => [coldkey, listStakes(chain, coldkey, height)]),
	StakeInfoRuntimeApi_get_stake_info_for_hotkey_coldkey_netuid(
		{chain, height},
		hotkey: string,
		coldkey: string,
		netuid: number,
	) {
		const owner = chain.read('SubtensorModule.Owner', [hotkey], height);
		const alpha = chain.read('SubtensorModule.TotalHotkeyAlpha', [hotkey, netuid], height);
		return {
			hotkey,
			coldkey,
			netuid,
			stake: owner === coldkey ? (alpha ?? 0n) : 0n,
			is_registered: alpha !== undefined,
		};
	},
	StakeInfoRuntimeApi_get_stake_fee: () => 0n,
	StakeInfoRuntimeApi_get_stake_availability_for_coldkeys: (
		{chain, height},
		coldkeys: readonly string[],
	) =>
		coldkeys.map(coldkey => [
			coldkey,
			listStakes(chain, coldkey, height).map(({netuid, stake}) => [
				netuid,
				{total: stake, locked: 0n, available: stake},
			]),
		]),
	BetaBasketRuntimeApi_get_root_basket_positions: () => [],
	BetaBasketRuntimeApi_get_root_basket_owed: () => 0n,
};

/** Whoever was given funds has stakes too. */
const listStakes = (chain: NodeChain, coldkey: string, height: number) =>
	chain.read('System.Account', [coldkey], height) === undefined ? [] : createStakes(coldkey);

/** The part of a subnet's description that needs no neurons, by the names that any of the chain's structs has for it. */
function describeParameters(chain: NodeChain, netuid: number, height: number) {
	const read = (item: string, ...keys: readonly unknown[]): any => {
		const name = `SubtensorModule.${item}`;
		return chain.read(name, [netuid, ...keys], height) ?? chain.runtime.item(name)?.fallback();
	};

	if (read('NetworksAdded') !== true) {
		return undefined;
	}

	const identity = read('SubnetIdentitiesV3');
	const count = Number(read('SubnetworkN'));
	return {
		netuid,
		name: new TextEncoder().encode(identity?.subnet_name ?? ''),
		subnet_name: new TextEncoder().encode(identity?.subnet_name ?? ''),
		symbol: new TextEncoder().encode(read('TokenSymbol')),
		token_symbol: new TextEncoder().encode(read('TokenSymbol')),
		identity,
		subnet_identity: identity,
		network_registered_at: read('NetworkRegisteredAt'),
		owner_hotkey: read('SubnetOwnerHotkey'),
		owner_coldkey: read('SubnetOwner'),
		block: BigInt(height),
		tempo: read('Tempo'),
		last_step: BigInt(height) - BigInt(read('BlocksSinceLastStep') ?? 0),
		blocks_since_last_step: read('BlocksSinceLastStep'),
		alpha_in: read('SubnetAlphaIn'),
		alpha_out: read('SubnetAlphaOut'),
		tao_in: read('SubnetTAO'),
		alpha_out_emission: read('SubnetAlphaOutEmission'),
		alpha_in_emission: 500_000_000n,
		tao_in_emission: 4_000_000n,
		subnet_volume: 10n ** 15n,
		moving_price: {bits: (priceOf(netuid) << 32n) / 1_000_000_000n},
		rho: 10,
		kappa: 32_767,
		min_allowed_weights: read('MinAllowedWeights'),
		max_weights_limit: 65_535,
		max_weight_limit: 65_535,
		weights_rate_limit: read('WeightsSetRateLimit'),
		activity_cutoff: 5000,
		max_validators: read('MaxAllowedValidators'),
		num_uids: count,
		max_uids: read('MaxAllowedUids'),
		burn: read('Burn'),
		difficulty: 10_000_000n,
		registration_allowed: read('NetworkRegistrationAllowed'),
		immunity_period: read('ImmunityPeriod'),
		min_difficulty: 10_000_000n,
		max_difficulty: 1n << 62n,
		min_burn: read('MinBurn'),
		max_burn: read('MaxBurn'),
		adjustment_alpha: 1n << 63n,
		adjustment_interval: read('AdjustmentInterval'),
		target_regs_per_interval: read('TargetRegistrationsPerInterval'),
		max_regs_per_block: 1,
		serving_rate_limit: read('ServingRateLimit'),
		commit_reveal_weights_enabled: read('CommitRevealWeightsEnabled'),
		commit_reveal_period: read('RevealPeriodEpochs'),
		alpha_high: 58_982,
		alpha_low: 45_875,
		bonds_moving_avg: 900_000n,
		yuma_version: 3,
		subnet_is_active: true,
		transfers_enabled: true,
	};
}

/** A whole subnet, by the names that any of the chain's structs has for its parts. */
function describeSubnet(chain: NodeChain, netuid: number, height: number) {
	const parameters = describeParameters(chain, netuid, height);
	if (parameters === undefined) {
		return undefined;
	}

	const neurons = listNeurons(chain, netuid, height);
	const column = (name: keyof (typeof neurons)[number]) => neurons.map(neuron => neuron[name]);
	return {
		...parameters,
		hotkeys: column('hotkey'),
		coldkeys: column('coldkey'),
		identities: neurons.map(() => undefined),
		axons: neurons.map(({axon_info: axon}) => axon ?? {}),
		active: column('active'),
		validator_permit: column('validator_permit'),
		pruning_score: column('pruning_score'),
		last_update: column('last_update'),
		emission: column('emission'),
		dividends: column('dividends'),
		incentives: column('incentive'),
		consensus: column('consensus'),
		trust: column('trust'),
		rank: column('rank'),
		block_at_registration: column('registered_at'),
		alpha_stake: column('alpha_stake'),
		tao_stake: column('tao_stake'),
		total_stake: column('total_stake'),
		tao_dividends_per_hotkey: [],
		alpha_dividends_per_hotkey: neurons
			.filter(({dividends}) => dividends > 0)
			.map(({hotkey, emission}) => [hotkey, emission]),
		emission_history: [],
	};
}

function listNeurons(chain: NodeChain, netuid: number, height: number) {
	const read = (item: string, ...keys: readonly unknown[]): any =>
		chain.read(`SubtensorModule.${item}`, keys, height);
	const column = (item: string): readonly any[] => read(item, netuid) ?? [];
	const [incentives, dividends, emissions, permits, active, updates] = [
		column('Incentive'),
		column('Dividends'),
		column('Emission'),
		column('ValidatorPermit'),
		column('Active'),
		column('LastUpdate'),
	];
	return emissions.map((emission: bigint, uid) => {
		const hotkey = String(read('Keys', netuid, uid));
		const coldkey = read('Owner', hotkey);
		const alpha = BigInt(read('TotalHotkeyAlpha', hotkey, netuid) ?? 0);
		const tao = permits?.[uid] === true ? weightedRoot(chain.world.neurons(0), hotkey) : 0n;
		return {
			hotkey,
			coldkey,
			uid,
			netuid,
			active: active?.[uid],
			axon_info: read('Axons', netuid, hotkey),
			stake: [[coldkey, alpha]],
			rank: incentives?.[uid],
			emission,
			incentive: incentives?.[uid],
			consensus: incentives?.[uid],
			trust: incentives?.[uid] > 0 ? 65_535 : 0,
			validator_trust: permits?.[uid] === true ? between(50_000, 65_535, 'vtrust', uid) : 0,
			dividends: dividends?.[uid] as number,
			last_update: updates?.[uid],
			validator_permit: permits?.[uid],
			pruning_score: 0,
			registered_at: read('BlockAtRegistration', netuid, uid),
			alpha_stake: alpha,
			tao_stake: tao,
			total_stake: alpha + tao,
		};
	});
}

function weightedRoot(root: readonly NodeNeuron[], hotkey: string): bigint {
	const index = root.findIndex(neuron => neuron.hotkey === hotkey);
	return index === -1 || index >= rootValidators ? 0n : (rootStake(index) * 18n) / 100n;
}

/** Only the fields of these numbers. */
function select(
	{fields}: ApiMethod,
	subnet: Readonly<Record<string, unknown>> | undefined,
	wanted: readonly number[],
) {
	return (
		subnet && {
			netuid: subnet.netuid,
			...Object.fromEntries(
				fields.map((name, index) => [name, wanted.includes(index) ? subnet[name] : undefined]),
			),
			...(!wanted.includes(0) && {netuid: subnet.netuid}),
		}
	);
}
