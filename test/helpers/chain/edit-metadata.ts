import {metadata as codec} from '@polkadot-api/substrate-bindings';

type Decoded = ReturnType<typeof codec.dec>['metadata'];
/** The parts that are edited here look the same in versions 14 to 16, but for how they name the type of calls. */
type Content = Extract<Decoded, {tag: 'v15'}>['value'];
type Lookup = Content['lookup'];
type Named = {name?: string; type: number};

export type MetadataEdits = {
	/** Makes every netuid a struct that wraps a u16, as newer chains have it: in keys of storage, in calls and in runtime APIs. Nothing changes on the wire. */
	readonly newtypeNetuid?: boolean;
	/** Items of SubtensorModule's storage, and calls of it, that the chain does not have. */
	readonly withoutItems?: readonly string[];
	readonly withoutCalls?: readonly string[];
	/** Runtime APIs that it does not have. */
	readonly withoutApis?: readonly string[];
	/** Makes the runtime API of stakes take and return mere bytes, as up to spec 218. */
	readonly stakesInBytes?: boolean;
	/** Stores stakes in TAO by hotkey and coldkey, as before subnets had alpha of their own. */
	readonly stakesInTao?: boolean;
};

/** Make the metadata of a chain that is like another but for these edits. */
export function editMetadata(
	blob: Uint8Array,
	{
		newtypeNetuid = false,
		withoutItems = [],
		withoutCalls = [],
		withoutApis = [],
		stakesInBytes = false,
		stakesInTao = false,
	}: MetadataEdits,
): Uint8Array {
	const decoded = codec.dec(blob);
	const content = decoded.metadata.value as Content;
	const {lookup} = content;
	const apis = decoded.metadata.tag === 'v14' ? [] : content.apis;
	const pallet = content.pallets.find(({name}) => name === 'SubtensorModule')!;
	const storage = pallet.storage!;
	if (stakesInTao) {
		storage.items.push(createTaoStake(storage.items, lookup));
	}

	storage.items = storage.items.filter(({name}) => !withoutItems.includes(name));
	if (stakesInBytes) {
		turnIntoBytes(apis, lookup);
	}

	const {def: calls} = lookup[typeOf(pallet.calls)]!;
	if (calls.tag !== 'variant') {
		throw new TypeError('Calls are variants');
	}

	calls.value = calls.value.filter(({name}) => !withoutCalls.includes(name));
	if (decoded.metadata.tag !== 'v14') {
		content.apis = apis.filter(({name}) => !withoutApis.includes(name));
	}

	if (newtypeNetuid) {
		const wrap = createWrap(lookup);
		for (const {type} of storage.items) {
			if (type.tag === 'map') {
				type.value.key = wrap(type.value.key);
			}
		}

		const parameters: Named[] = [
			...calls.value.flatMap(({fields}) => fields),
			...apis.flatMap(({methods}) => methods.flatMap(({inputs}) => inputs)),
		];
		for (const parameter of parameters) {
			if (parameter.name === 'netuid') {
				parameter.type = wrap(parameter.type);
			}
		}
	}

	return codec.enc(decoded);
}

type Items = NonNullable<Content['pallets'][number]['storage']>['items'];

/** Create the map from hotkey and coldkey to TAO, out of the maps of alpha. */
function createTaoStake(items: Items, lookup: Lookup): Items[number] {
	const get = (name: string) => items.find(item => item.name === name)!;
	const [alpha, total] = [structuredClone(get('Alpha')), get('TotalHotkeyAlpha')];
	if (alpha.type.tag !== 'map' || total.type.tag !== 'map') {
		throw new TypeError('Stakes are in maps');
	}

	const {def} = lookup[alpha.type.value.key]!;
	if (def.tag !== 'tuple') {
		throw new TypeError('Maps of several keys have a tuple');
	}

	const key = lookup.length;
	lookup.push({
		id: key,
		path: [],
		params: [],
		def: {tag: 'tuple', value: def.value.slice(0, 2)},
		docs: [],
	});
	alpha.type.value = {
		...alpha.type.value,
		hashers: alpha.type.value.hashers.slice(0, 2),
		key,
		value: total.type.value.value,
	};
	return {...alpha, name: 'Stake', fallback: total.fallback};
}

function turnIntoBytes(apis: Content['apis'], lookup: Lookup) {
	const u8 = lookup.find(({def}) => def.tag === 'primitive' && def.value.tag === 'u8')!.id;
	const bytes = lookup.find(({def}) => def.tag === 'sequence' && def.value === u8)!.id;
	const api = apis.find(({name}) => name === 'StakeInfoRuntimeApi')!;
	const method = api.methods.find(({name}) => name === 'get_stake_info_for_coldkey')!;
	method.inputs[0]!.type = bytes;
	method.output = bytes;
}

/** Version 16 wraps the number. */
const typeOf = (calls: unknown) =>
	typeof calls === 'number' ? calls : (calls as {readonly type: number}).type;

/** Create what finds, for a u16 or a tuple that holds one, the same with a struct around it. */
function createWrap(lookup: Lookup): (type: number) => number {
	const add = (path: string[], def: Lookup[number]['def']) => {
		const id = lookup.length;
		lookup.push({id, path, params: [], def, docs: []});
		return id;
	};

	const u16 = lookup.find(({def}) => def.tag === 'primitive' && def.value.tag === 'u16')!.id;
	const newtype = add(['subtensor_runtime_common', 'NetUid'], {
		tag: 'composite',
		value: [{name: undefined, type: u16, typeName: 'u16', docs: []}],
	});
	return function wrap(type: number): number {
		const {def} = lookup[type]!;
		if (type === u16) {
			return newtype;
		}

		return def.tag === 'tuple' && def.value.includes(u16)
			? add([], {tag: 'tuple', value: def.value.map(part => wrap(part))})
			: type;
	};
}
