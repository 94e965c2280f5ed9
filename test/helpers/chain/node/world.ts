import {
	type NodeNeuron,
	createNeurons,
	ownerColdkey,
	ownerHotkey,
	rootValidators,
	validatorHotkey,
} from './neurons.ts';
import {between, fractionOf} from './random.ts';

/** Subnets besides root. */
export const subnetCount = 128;

/** The subnet whose identity names a task that btop can serve, as it would stand on the chain. */
export const servedSubnet = {netuid: 4, task: 'data'} as const;

/** The subnet that takes no newcomers. */
export const closedSubnet = 15;

const raoPerTao = 1_000_000_000;

/** Values of storage by item and keys, in the state that the chain begins with. */
export type World = {
	/** @returns `undefined` for what is not stored. */
	readonly read: (item: string, keys: readonly unknown[]) => unknown;
	/** List the keys of a map. */
	readonly list: (item: string) => ReadonlyArray<readonly unknown[]>;
	readonly neurons: (netuid: number) => readonly NodeNeuron[];
};

export type WorldOptions = {
	/** Number of the block in which it begins. */
	readonly height: number;
	/** Free rao by account, as hex. */
	readonly funds: ReadonlyMap<string, bigint>;
};

type Reader = (netuid: number, ...keys: readonly any[]) => unknown;

/** Create the state of a chain like the main one: root, 128 subnets, 256 neurons on each. What is asked for is made then, the same each time. */
export function createWorld({height, funds}: WorldOptions): World {
	const neurons = memoize((netuid: number) => createNeurons(netuid, height));
	const uids = memoize(
		(netuid: number) => new Map(neurons(netuid).map(({hotkey}, uid) => [hotkey, uid])),
	);
	const column =
		(get: (neuron: NodeNeuron) => unknown): Reader =>
		netuid =>
			neurons(netuid).map(neuron => get(neuron));
	const byHotkey = (netuid: number, hotkey: string) =>
		neurons(netuid)[uids(netuid).get(hotkey) ?? -1];
	/** Coldkeys by hotkey, and hotkeys by coldkey, once they are asked for. */
	const owners = memoize(() => {
		const coldkeys = new Map<string, string>();
		const hotkeys = new Map<string, string[]>();
		for (const {hotkey, coldkey} of netuids.flatMap(netuid => neurons(netuid))) {
			if (coldkeys.has(hotkey)) {
				continue;
			}

			coldkeys.set(hotkey, coldkey);
			hotkeys.set(coldkey, [...(hotkeys.get(coldkey) ?? []), hotkey]);
		}

		return {coldkeys, hotkeys};
	});

	const ofSubnet: Readonly<Record<string, Reader>> = {
		NetworksAdded: () => true,
		NetworkRegistrationAllowed: netuid => netuid !== 0 && netuid !== closedSubnet,
		SubtokenEnabled: () => true,
		TokenSymbol: netuid => (netuid === 0 ? 'Τ' : String.fromCodePoint(0x03_b1 + (netuid % 25))),
		SubnetIdentitiesV3: identityOf,
		SubnetOwner: netuid => (netuid === 0 ? undefined : ownerColdkey(netuid)),
		SubnetOwnerHotkey: netuid => (netuid === 0 ? undefined : ownerHotkey(netuid)),
		SubnetworkN: netuid => neurons(netuid).length,
		MaxAllowedUids: netuid => neurons(netuid).length,
		MaxAllowedValidators: netuid => (netuid === 0 ? rootValidators : 64),
		Tempo: netuid => (netuid === 0 ? 100 : 360),
		ImmunityPeriod: netuid => (netuid % 5 === 0 ? 4096 : 7200),
		MinAllowedWeights: () => 8,
		WeightsSetRateLimit: () => 100n,
		ServingRateLimit: () => 50n,
		CommitRevealWeightsEnabled: netuid => netuid % 3 !== 0,
		RevealPeriodEpochs: () => 1n,
		MinNonImmuneUids: () => 10,
		ImmuneOwnerUidsLimit: () => 1,
		Burn: burnOf,
		MinBurn: () => 500_000n,
		MaxBurn: () => 100_000_000_000n,
		BurnHalfLife: () => 360,
		BurnIncreaseMult: () => (126n << 64n) / 100n,
		AdjustmentInterval: () => 360,
		TargetRegistrationsPerInterval: () => 1,
		NetworkRegisteredAt: netuid => BigInt(height - between(50_000, 3_000_000, 'added', netuid)),
		FirstEmissionBlockNumber: netuid =>
			netuid === 0 ? undefined : BigInt(height - between(20_000, 50_000, 'first', netuid)),
		LastEpochBlock: netuid => BigInt(height - ((height + netuid) % 360)),
		SubnetEpochIndex: () => 4000n,
		SubnetMechanism: netuid => (netuid === 0 ? 0 : 1),
		SubnetTAO: netuid => BigInt(taoOf(netuid)),
		SubnetAlphaIn: netuid => BigInt(alphaInOf(netuid)),
		SubnetAlphaOut: netuid => BigInt(between(1e15, 3e15, 'out', netuid)),
		SubnetAlphaOutEmission: () => BigInt(raoPerTao),
		MinerBurned: netuid => (netuid % 9 === 0 ? 1n << 63n : 0n),
		Incentive: column(({incentive}) => incentive),
		Dividends: column(({dividends}) => dividends),
		Emission: column(({emission}) => emission),
		ValidatorPermit: column(({permit}) => permit),
		Active: column(({permit}) => permit),
		LastUpdate: column(({lastUpdate}) => lastUpdate),
		Rank: column(({incentive}) => incentive),
		Trust: column(({incentive}) => (incentive > 0 ? 65_535 : 0)),
		Consensus: column(({incentive}) => incentive),
		Keys: (netuid, uid: number) => neurons(netuid)[uid]?.hotkey,
		Uids: (netuid, hotkey: string) => uids(netuid).get(hotkey),
		BlockAtRegistration: (netuid, uid: number) => neurons(netuid)[uid]?.registeredAt,
		Axons: (netuid, hotkey: string) => byHotkey(netuid, hotkey)?.axon,
		Weights(netuid, uid: number) {
			const neuron = neurons(netuid)[uid];
			return neuron?.permit === true && netuid > 0
				? neurons(netuid).flatMap(({incentive}, other) =>
						incentive > 0 ? [[other, incentive]] : [],
					)
				: undefined;
		},
	};
	const ofHotkey: Readonly<Record<string, (hotkey: string, netuid: number) => unknown>> = {
		IsNetworkMember: (hotkey, netuid) => (byHotkey(netuid, hotkey) ? true : undefined),
		TotalHotkeyAlpha: (hotkey, netuid) => byHotkey(netuid, hotkey)?.alpha,
		Owner: hotkey => owners(0).coldkeys.get(hotkey),
		OwnedHotkeys: coldkey => owners(0).hotkeys.get(coldkey),
	};
	const single: Readonly<Record<string, () => unknown>> = {
		'SubtensorModule.TotalNetworks': () => subnetCount + 1,
		'SubtensorModule.SubnetLimit': () => subnetCount,
		'SubtensorModule.CommitRevealWeightsVersion': () => 4,
		// 18 % of the largest u64.
		'SubtensorModule.TaoWeight': () => 3_320_413_933_267_719_290n,
		'SubtensorModule.TxRateLimit': () => 1n,
		'Drand.LastStoredRound': () => 20_000_000n,
		'Balances.TotalIssuance': () => 10_000_000n * BigInt(raoPerTao),
	};

	return {
		neurons,
		read(item, keys) {
			const known = single[item];
			if (known !== undefined) {
				return known();
			}

			if (item === 'System.Account') {
				const free = funds.get(String(keys[0]));
				return free === undefined ? undefined : createAccount(free);
			}

			const name = item.replace(/^SubtensorModule\./v, '');
			const read = ofSubnet[name];
			if (read !== undefined) {
				const [netuid, ...others] = keys;
				return isNetuid(netuid) ? read(netuid, ...others) : undefined;
			}

			return ofHotkey[name]?.(String(keys[0]), Number(keys[1]));
		},
		list(item) {
			if (item === 'System.Account') {
				return Array.from(funds.keys(), account => [account]);
			}

			const name = item.replace(/^SubtensorModule\./v, '');
			if (name === 'Uids' || name === 'Axons') {
				return netuids.flatMap(netuid => neurons(netuid).map(({hotkey}) => [netuid, hotkey]));
			}

			if (['Keys', 'BlockAtRegistration', 'Weights'].includes(name)) {
				return netuids.flatMap(netuid => neurons(netuid).map((_, uid) => [netuid, uid]));
			}

			return ofSubnet[name] === undefined ? [] : netuids.map(netuid => [netuid]);
		},
	};
}

const netuids = Array.from({length: subnetCount + 1}, (_, netuid) => netuid);

const isNetuid = (netuid: unknown): netuid is number =>
	typeof netuid === 'number' && netuid <= subnetCount;

/** An account with free TAO, as stored. */
export const createAccount = (free: bigint, nonce = 0) => ({
	nonce,
	providers: 1,
	data: {free, flags: 1n << 127n},
});

const burnOf = (netuid: number) =>
	netuid === 0 ? 0n : BigInt(Math.floor(500_000 * 4000 ** fractionOf('burn', netuid)));
const taoOf = (netuid: number) => (netuid === 0 ? 6e15 : between(2e12, 9e13, 'tao', netuid));
const alphaInOf = (netuid: number) => (netuid === 0 ? 0 : between(1e15, 2.5e15, 'in', netuid));

/** Rao for an alpha. */
export const priceOf = (netuid: number): bigint =>
	netuid === 0
		? BigInt(raoPerTao)
		: (BigInt(taoOf(netuid)) * BigInt(raoPerTao)) / BigInt(alphaInOf(netuid));

function identityOf(netuid: number) {
	// Some owners have set none.
	if (netuid === 0 || netuid % 11 === 10) {
		return undefined;
	}

	return {
		subnet_name: `Subnet ${netuid} of many`,
		github_repo: `https://example.com/subnet-${netuid}`,
		subnet_contact: `owner-${netuid}@example.com`,
		subnet_url: `https://subnet-${netuid}.example.com`,
		discord: `subnet${netuid}`,
		description:
			'What miners do here, in a sentence or two, as their owner has written it. '.repeat(
				1 + (netuid % 4),
			),
		logo_url: `https://example.com/${netuid}.png`,
		additional: netuid === servedSubnet.netuid ? JSON.stringify({task: servedSubnet.task}) : '~',
	};
}

function memoize<Value>(make: (key: number) => Value): (key: number) => Value {
	const known = new Map<number, Value>();
	return key => {
		if (!known.has(key)) {
			known.set(key, make(key));
		}

		return known.get(key)!;
	};
}

/** Stakes of an account that is given funds: with three validators, on root and two subnets. */
export const createStakes = (coldkey: string) =>
	[
		{netuid: 0, index: 0, stake: 5_000_000_000n},
		{netuid: 1, index: 1, stake: 250_000_000_000n},
		{netuid: 64, index: 2, stake: 1_000_000_000n},
	].map(({netuid, index, stake}) => ({
		hotkey: validatorHotkey(index),
		coldkey,
		netuid,
		stake,
		is_registered: true,
	}));

export {validatorColdkey as validatorOwner} from './neurons.ts';
