import {type V14, type V15, metadata as codec} from '@polkadot-api/substrate-bindings';

type Decoded = ReturnType<typeof codec.dec>;
type Lookup = V15['lookup'];

/**
Describe a chain in an older version of metadata, as its node does for clients that do not read the newest: from 16 to 15, and from 15 to 14.
*/
export function toOlderMetadata(blob: Uint8Array): Uint8Array {
	const decoded = codec.dec(Uint8Array.from(blob));
	const {metadata} = decoded;
	if (metadata.tag === 'v16') {
		const {extrinsic, pallets, lookup: given, ...rest} = metadata.value;
		const lookup = [...given];
		const [, order] = extrinsic.signedExtensionsByVersion[0]!;
		const signedExtensions = order.map(index => extrinsic.signedExtensions[index]!);
		const value: V15 = {
			...rest,
			type: addType(lookup, ['node_subtensor_runtime', 'Runtime'], {tag: 'composite', value: []}),
			extrinsic: {
				...extrinsic,
				version: 4,
				extra: addType(lookup, [], {tag: 'tuple', value: signedExtensions.map(({type}) => type)}),
				signedExtensions,
			},
			pallets: pallets.map(pallet => ({
				...pallet,
				calls: pallet.calls?.type,
				events: pallet.events?.type,
				errors: pallet.errors?.type,
			})),
			lookup,
		};
		return encode(decoded, {tag: 'v15', value});
	}

	if (metadata.tag !== 'v15') {
		throw new TypeError('Only versions 16 and 15 are described in older ones');
	}

	const {extrinsic, lookup: given, ...rest} = metadata.value;
	const lookup = [...given];
	const {address, call, signature, extra, version, signedExtensions} = extrinsic;
	const type = addType(
		lookup,
		['sp_runtime', 'generic', 'unchecked_extrinsic', 'UncheckedExtrinsic'],
		{tag: 'composite', value: []},
		[
			{name: 'Address', type: address},
			{name: 'Call', type: call},
			{name: 'Signature', type: signature},
			{name: 'Extra', type: extra},
		],
	);
	const value: V14 = {...rest, apis: [], lookup, extrinsic: {type, version, signedExtensions}};
	return encode(decoded, {tag: 'v14', value});
}

const encode = ({magicNumber}: Decoded, metadata: Decoded['metadata']) =>
	codec.enc({magicNumber, metadata});

/** Add a type that the newer version does without. */
function addType(
	lookup: Lookup,
	path: string[],
	def: Lookup[number]['def'],
	parameters: Lookup[number]['params'] = [],
): number {
	const id = lookup.length;
	lookup.push({id, path, params: parameters, def, docs: []});
	return id;
}
