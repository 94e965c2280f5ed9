import type {BlockContext} from '../pallet/context.ts';
import {claimHotkey} from '../subtensor/accounts/hotkeys.ts';
import {q32From64} from '../subtensor/economy/fixed-point.ts';
import {change, getSpotPrice} from '../subtensor/market/market.ts';
import {swapItems} from '../subtensor/market/swap-pallet.ts';
import {hyperparameterItems} from '../subtensor/storage/hyperparameters.ts';
import {poolItems} from '../subtensor/storage/pools.ts';
import {registrationItems} from '../subtensor/storage/registration.ts';
import {subnetItems} from '../subtensor/storage/subnets.ts';
import {weightItems} from '../subtensor/storage/weights.ts';
import {openNetwork} from '../subtensor/subnets/create.ts';
import {getSymbol} from '../subtensor/subnets/symbols.ts';
import {accountFrom, ownerKeys} from './accounts.ts';
import {endow, fillTao} from './endowment.ts';
import type {SubnetPlan} from './subnets.ts';

/** 1 TAO in rao. */
const whole = 1_000_000_000n;

/** The longest immunity that the chain can represent, in blocks. */
const longestImmunity = 65_535;

/** Each owner's balance. */
const pocketMoney = 1000n * whole;

/** Write a subnet with its owner, its pool and its settings. Its owner has no UID. */
export function writeSubnet(context: BlockContext, plan: SubnetPlan, tempo: number): void {
	const {netuid} = plan;
	openNetwork(context, netuid, tempo);
	writeIdentity(context, plan);
	writePool(context, plan);
	writeLimits(context, netuid, tempo);
	context.set(registrationItems.NetworkRegistrationAllowed, netuid, true);
	context.set(subnetItems.FirstEmissionBlockNumber, netuid, 1n);
	context.set(subnetItems.SubtokenEnabled, netuid, true);

	const hotkey = accountFrom(ownerKeys(netuid).hotkey);
	const coldkey = accountFrom(ownerKeys(netuid).coldkey);
	claimHotkey(context, {coldkey, hotkey});
	endow(context, coldkey, pocketMoney);
	context.set(subnetItems.SubnetOwner, netuid, coldkey);
	context.set(subnetItems.SubnetOwnerHotkey, netuid, hotkey);
}

function writeIdentity(context: BlockContext, {netuid, name, description, task}: SubnetPlan) {
	const text = (value: string) => new TextEncoder().encode(value);
	context.set(subnetItems.TokenSymbol, netuid, getSymbol(netuid));
	context.set(subnetItems.SubnetIdentitiesV3, netuid, {
		subnet_name: text(name),
		github_repo: text(''),
		subnet_contact: text(''),
		subnet_url: text(''),
		discord: text(''),
		description: text(description),
		logo_url: text(''),
		additional: text(JSON.stringify({task})),
	});
}

/** The average price starts at the spot price, because it follows far too slowly to reach it. */
function writePool(context: BlockContext, {netuid, tao, alpha}: SubnetPlan) {
	context.set(subnetItems.SubnetMechanism, netuid, 1);
	context.set(swapItems.PalSwapInitialized, netuid, true);
	fillTao(context, netuid, tao * whole);
	change(context, poolItems.SubnetAlphaIn, netuid, () => alpha * whole);
	context.set(poolItems.SubnetMovingPrice, netuid, q32From64(getSpotPrice(context, netuid)));
}

/** Times that the main chain sets in hours are set in tempos here. */
function writeLimits(context: BlockContext, netuid: number, tempo: number) {
	const quarter = BigInt(Math.max(1, Math.floor(tempo / 4)));
	context.set(weightItems.WeightsSetRateLimit, netuid, quarter);
	context.set(hyperparameterItems.ServingRateLimit, netuid, quarter);
	context.set(registrationItems.ImmunityPeriod, netuid, Math.min(tempo * 2, longestImmunity));
	context.set(registrationItems.MinNonImmuneUids, netuid, 1);
	context.set(registrationItems.MinAllowedUids, netuid, 1);
}
