import type {UnifiedMetadata} from '@polkadot-api/substrate-bindings';

type Lookup = UnifiedMetadata['lookup'];

export type Side = {readonly lookup: Lookup; readonly id: number};

/** Types that hold parts of every pallet; those parts are compared by themselves. */
const outerTypes = new Set(['RuntimeCall', 'RuntimeEvent', 'RuntimeError', 'OriginCaller']);

/**
Compare two types of two metadata blobs to their last part: kinds, names, order, indices, lengths.

@returns What differs, each with where it stands; nothing if they are the same.
*/
export function compareTypes(ours: Side, theirs: Side, where: string): readonly string[] {
	return compare(ours, theirs, where, new Set());
}

function compare(ours: Side, theirs: Side, where: string, seen: Set<string>): readonly string[] {
	const pair = `${ours.id} ${theirs.id}`;
	if (seen.has(pair)) {
		return [];
	}

	seen.add(pair);
	const a = ours.lookup[ours.id]!;
	const b = theirs.lookup[theirs.id]!;
	if (outerTypes.has(a.path.at(-1) ?? '') && a.path.at(-1) === b.path.at(-1)) {
		return [];
	}

	const differences =
		a.path.at(-1) === b.path.at(-1)
			? []
			: [`${where}: \`${a.path.join('::')}\` for \`${b.path.join('::')}\``];
	const left = partsOf(a.def);
	const right = partsOf(b.def);
	if (left.shape !== right.shape) {
		return [...differences, `${where}: ${left.shape} for ${right.shape}`];
	}

	return [
		...differences,
		...left.types.flatMap((id, position) =>
			compare(
				{lookup: ours.lookup, id},
				{lookup: theirs.lookup, id: right.types[position]!},
				`${where}/${left.names[position]}`,
				seen,
			),
		),
	];
}

type Parts = {
	readonly shape: string;
	readonly types: readonly number[];
	readonly names: readonly string[];
};

type TypeDefinition = Lookup[number]['def'];

/** The types within a type, and all that is to be known of it besides them. */
function partsOf(def: TypeDefinition): Parts {
	switch (def.tag) {
		case 'primitive': {
			return {shape: def.value.tag, types: [], names: []};
		}

		case 'compact':
		case 'sequence': {
			return {shape: def.tag, types: [def.value], names: [def.tag]};
		}

		case 'array': {
			return {shape: `[; ${def.value.len}]`, types: [def.value.type], names: ['array']};
		}

		case 'tuple': {
			const names = def.value.map(String);
			return {shape: `(${def.value.length})`, types: def.value, names};
		}

		case 'composite': {
			const names = def.value.map(({name}) => name ?? '_');
			return {shape: `{${names.join(', ')}}`, types: def.value.map(({type}) => type), names};
		}

		case 'variant': {
			const variants = def.value.toSorted((a, b) => a.index - b.index);
			const fields = variants.flatMap(variant =>
				variant.fields.map(field => ({...field, name: `${variant.name}.${field.name ?? '_'}`})),
			);
			return {
				shape: variants.map(({name, index}) => `${index} ${name}`).join(' | '),
				types: fields.map(({type}) => type),
				names: fields.map(({name}) => name),
			};
		}

		case 'bitSequence': {
			return {shape: def.tag, types: [], names: []};
		}
	}
}
