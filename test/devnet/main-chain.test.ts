import {
	metadata as metadataCodec,
	unifyMetadata,
	type UnifiedMetadata,
} from '@polkadot-api/substrate-bindings';
import {describe, expect, test} from 'vitest';
import {createBeaconSecret} from '../../src/crypto/beacon.ts';
import {createBeacon} from '../../src/devnet/beacon/beacon.ts';
import {buildRuntime} from '../../src/devnet/devnet.ts';
import {devnetWorld} from '../../src/devnet/genesis/devnet-world.ts';
import {hasChainData, readChainData} from '../helpers/chain/chain-data.ts';
import {compareTypes} from '../helpers/chain/compare-types.ts';

type Pallet = UnifiedMetadata['pallets'][number];
type Item = NonNullable<Pallet['storage']>['items'][number];

/** What the main chain got after spec 393. */
const newer: readonly string[] = [
	'SubtensorModule.SubnetEmissionEnabled',
	'SubtensorModule.LastEpochBlock',
	'SubtensorModule.PendingEpochAt',
	'SubtensorModule.SubnetEpochIndex',
	'SubtensorModule.MaxEpochsPerBlock',
	'SubtensorModule.ActivityCutoffFactorMilli',
	'SubtensorModule.BurnHalfLife',
	'SubtensorModule.BurnIncreaseMult',
	'SubtensorModule.OwnerCutEnabled',
	'SubtensorModule.SubnetProtocolAlpha',
	'SubtensorModule.SubnetExcessTao',
	'SubtensorModule.MinerBurned',
	'SubtensorModule.Lock',
	'SubtensorModule.LockingColdkeys',
	'SubtensorModule.HotkeyLock',
	'SubtensorModule.DecayingHotkeyLock',
	'SubtensorModule.OwnerLock',
	'SubtensorModule.DecayingOwnerLock',
	'SubtensorModule.DecayingLock',
	'SubtensorModule.OwnerCutAutoLockEnabled',
	'SubtensorModule.MaturityRate',
	'SubtensorModule.UnlockRate',
	'SubtensorModule.CollateralLockShare',
	'SubtensorModule.CollateralDrainRatio',
	'SubtensorModule.SubnetEpochConsensus',
	'SubtensorModule.MinChildkeyTakePerSubnet',
	'SubtensorModule.RootStakeUnlockInterval',
	'SubtensorModule.LastPowRegistrationBlock',
	'SubtensorModule.register_limit',
	'SubtensorModule.EpochDeferred',
	'SubtensorModule.EpochTriggered',
	'SubtensorModule.RegistrationPriceLimitExceeded',
	'SubtensorModule.CannotUseSystemAccount',
	'SubtensorModule.InvalidRevealRound',
	'SubtensorModule.TempoOutOfBounds',
	'SubtensorModule.ActivityCutoffFactorMilliOutOfBounds',
	'SubtensorModule.EpochTriggerAlreadyPending',
	'SubtensorModule.AutoEpochAlreadyImminent',
	'SubtensorModule.DynamicTempoBlockedByCommitReveal',
	'AdminUtils.sudo_set_burn_half_life',
	'AdminUtils.sudo_set_burn_increase_mult',
	'AdminUtils.sudo_set_owner_cut_enabled',
	'AdminUtils.sudo_set_subnet_emission_enabled',
	'Swap.SwapBalancer',
	'Swap.PalSwapInitialized',
	'Swap.SwapInputTooLarge',
	'BetaBasketRuntimeApi.get_root_basket_positions',
	'BetaBasketRuntimeApi.get_root_basket_owed',
	'SubnetInfoRuntimeApi.get_next_epoch_start_block',
	'SubnetInfoRuntimeApi.get_subnet_account_id',
	'SubnetInfoRuntimeApi.get_subnet_hyperparams_v3',
	'StakeInfoRuntimeApi.get_stake_availability_for_coldkeys',
];

/** Where we mean to differ from the main chain; `docs/devnet.md` says why. */
const deviations: readonly string[] = [];

const decode = (blob: Uint8Array) => unifyMetadata(metadataCodec.dec(blob));

describe.skipIf(!hasChainData)('beside the main chain’s metadata', () => {
	const world = devnetWorld({beacon: createBeacon(createBeaconSecret()), genesisTime: 0});
	const ours = decode(buildRuntime(world, 250).getMetadata(15));
	const theirs = hasChainData ? decode(readChainData('finney-393.scale')) : ours;
	const named = (name: string) => theirs.pallets.find(pallet => pallet.name === name);
	const pallets = ours.pallets.flatMap(pallet => {
		const main = named(pallet.name);
		return main ? [[pallet.name, pallet, main] as const] : [];
	});
	const compare = (a: number, b: number, where: string) =>
		compareTypes({lookup: ours.lookup, id: a}, {lookup: theirs.lookup, id: b}, where);

	test.each(pallets)('%s has the same index', (_, pallet, main) => {
		expect(pallet.index).toBe(main.index);
	});

	test.each(pallets)('%s stores the same under the same keys', (name, pallet, main) => {
		const differences = (pallet.storage?.items ?? []).flatMap(item => {
			const where = `${name}.${item.name}`;
			const other = main.storage?.items.find(each => each.name === item.name);
			return other ? compareItems(item, other, where) : [];
		});

		expect(unexpected(differences)).toEqual([]);
	});

	test.each(pallets)('%s has the same calls, events and errors', (name, pallet, main) => {
		const differences = (['calls', 'events', 'errors'] as const).flatMap(part =>
			compareVariants(pallet[part]?.type, main[part]?.type, name),
		);

		expect(unexpected(differences)).toEqual([]);
	});

	test.each(pallets)('%s has constants of the same types', (name, pallet, main) => {
		const differences = pallet.constants.flatMap(constant => {
			const other = main.constants.find(each => each.name === constant.name);
			return other ? compare(constant.type, other.type, `${name}.${constant.name}`) : [];
		});

		expect(unexpected(differences)).toEqual([]);
	});

	test('runtime APIs take and give the same', () => {
		const differences = methodsOf(ours).flatMap(method => {
			const other = methodsOf(theirs).find(({name}) => name === method.name);
			return other ? compareMethods(method, other) : [];
		});

		expect(unexpected(differences)).toEqual([]);
	});

	test('what it has and spec 393 has not is newer, and nothing else', () => {
		const known = new Set(namesIn(theirs));
		expect(namesIn(ours).filter(name => !known.has(name))).toEqual(newer);
	});

	test('extrinsics pass the same checks in the same order', () => {
		const namesOfChecks = ({extrinsic}: UnifiedMetadata) => Object.keys(extrinsic.extensions);
		expect(namesOfChecks(ours)).toEqual(namesOfChecks(theirs));
		const differences = Object.entries(ours.extrinsic.extensions).flatMap(([name, check]) => {
			const other = theirs.extrinsic.extensions[name]!;
			return compare(check.additionalSigned, other.additionalSigned, name);
		});
		expect(differences).toEqual([]);
	});

	function compareMethods(method: Method, other: Method): readonly string[] {
		return [
			...difference(namesOf(method.inputs), namesOf(other.inputs), method.name),
			...method.inputs.flatMap(({type}, position) =>
				compare(type, other.inputs[position]!.type, method.name),
			),
			...compare(method.output, other.output, method.name),
		];
	}

	function compareItems(item: Item, other: Item, where: string): readonly string[] {
		const [a, b] = [item, other].map(({modifier, type}) =>
			[
				modifier === 0 ? 'optional' : 'default',
				...(type.tag === 'map' ? type.value.hashers.map(({tag}) => tag) : []),
			].join(' '),
		);
		const keys =
			item.type.tag === 'map' && other.type.tag === 'map'
				? compare(item.type.value.key, other.type.value.key, `${where} key`)
				: [];
		return [
			...difference(a!, b!, where),
			...keys,
			...compare(valueOf(item), valueOf(other), where),
		];
	}

	/** Each of our variants has the same index, fields and types as the main chain's of that name; it may have more. */
	function compareVariants(
		a: number | undefined,
		b: number | undefined,
		name: string,
	): readonly string[] {
		return variantsOf(ours, a).flatMap(variant => {
			const where = `${name}.${variant.name}`;
			const other = variantsOf(theirs, b).find(each => each.name === variant.name);
			if (!other) {
				return [];
			}

			const fields = variant.fields.flatMap(({type}, position) => {
				const field = other.fields[position];
				return field ? compare(type, field.type, where) : [];
			});
			return [
				...difference(String(variant.index), String(other.index), where),
				...difference(namesOf(variant.fields), namesOf(other.fields), where),
				...fields,
			];
		});
	}
});

type Method = UnifiedMetadata['apis'][number]['methods'][number];

/** All methods of all runtime APIs, named as `Api.method`. */
const methodsOf = ({apis}: UnifiedMetadata): readonly Method[] =>
	apis.flatMap(api => api.methods.map(method => ({...method, name: `${api.name}.${method.name}`})));

/** The name of everything that a client can ask for. */
const namesIn = (metadata: UnifiedMetadata): readonly string[] => [
	...metadata.pallets.flatMap(({name, storage, calls, events, errors, constants}) =>
		[
			...(storage?.items ?? []),
			...[calls, events, errors].flatMap(part => variantsOf(metadata, part?.type)),
			...constants,
		].map(part => `${name}.${part.name}`),
	),
	...methodsOf(metadata).map(({name}) => name),
];

type Fields = ReadonlyArray<{readonly name: string | undefined}>;

const namesOf = (fields: Fields) => fields.map(({name}) => name ?? '_').join(', ');

const valueOf = ({type}: Item) => (type.tag === 'map' ? type.value.value : type.value);

const difference = (ours: string, theirs: string, where: string): readonly string[] =>
	ours === theirs ? [] : [`${where}: ${ours} for ${theirs}`];

const unexpected = (differences: readonly string[]) =>
	differences.filter(text => deviations.every(prefix => !text.startsWith(prefix)));

const variantsOf = ({lookup}: UnifiedMetadata, id: number | undefined) => {
	const def = id === undefined ? undefined : lookup[id]?.def;
	return def?.tag === 'variant' ? def.value : [];
};
