import type {StateReader} from '../../pallet/context.ts';
import {accountId} from '../../scale/bytes.ts';
import {struct} from '../../scale/composites.ts';
import type {ValueOf} from '../../scale/type.ts';
import {emissionItems, poolItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getBlocksSinceEpoch, getPendingAlpha} from './subnet-reads.ts';
import {compactU128, compactU16, compactU64} from './types.ts';

/** A subnet's owner. */
export const ownerFields = {owner_hotkey: accountId, owner_coldkey: accountId} as const;

/** The timing of a subnet's epochs. */
export const epochFields = {
	tempo: compactU16,
	last_step: compactU64,
	blocks_since_last_step: compactU64,
} as const;

/** A subnet's pool and emission. */
export const poolFields = {
	alpha_in: compactU64,
	alpha_out: compactU64,
	tao_in: compactU64,
	alpha_out_emission: compactU64,
	alpha_in_emission: compactU64,
	tao_in_emission: compactU64,
	pending_alpha_emission: compactU64,
	pending_root_emission: compactU64,
	subnet_volume: compactU128,
} as const;

const subnetFigures = struct([], {...ownerFields, ...epochFields, ...poolFields});

/** The fields common to dynamic info and metagraph, which order them differently. */
export type SubnetFigures = ValueOf<typeof subnetFigures>;

/** Read a subnet's owner, epochs and pool. */
export const readSubnetFigures = (state: StateReader, netuid: number): SubnetFigures => ({
	owner_hotkey: state.get(subnetItems.SubnetOwnerHotkey, netuid),
	owner_coldkey: state.get(subnetItems.SubnetOwner, netuid),
	tempo: state.get(subnetItems.Tempo, netuid),
	last_step: state.get(subnetItems.LastMechansimStepBlock, netuid),
	blocks_since_last_step: getBlocksSinceEpoch(state, netuid),
	alpha_in: state.get(poolItems.SubnetAlphaIn, netuid),
	alpha_out: state.get(poolItems.SubnetAlphaOut, netuid),
	tao_in: state.get(poolItems.SubnetTAO, netuid),
	alpha_out_emission: state.get(emissionItems.SubnetAlphaOutEmission, netuid),
	alpha_in_emission: state.get(emissionItems.SubnetAlphaInEmission, netuid),
	tao_in_emission: state.get(emissionItems.SubnetTaoInEmission, netuid),
	pending_alpha_emission: getPendingAlpha(state, netuid),
	pending_root_emission: 0n,
	subnet_volume: state.get(poolItems.SubnetVolume, netuid),
});
