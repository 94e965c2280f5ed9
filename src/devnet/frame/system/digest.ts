import {vec} from '../../scale/collections.ts';
import {byteArray, bytes} from '../../scale/bytes.ts';
import {struct, variant} from '../../scale/composites.ts';

const engineId = byteArray(4);

const digestItem = variant(
	['sp_runtime', 'generic', 'digest', 'DigestItem'],
	{
		PreRuntime: [engineId, bytes],
		Consensus: [engineId, bytes],
		Seal: [engineId, bytes],
		Other: bytes,
		RuntimeEnvironmentUpdated: undefined,
	},
	{indices: {PreRuntime: 6, Consensus: 4, Seal: 5, Other: 0, RuntimeEnvironmentUpdated: 8}},
);

/** Log entries in a block's header. */
export const digest = struct(['sp_runtime', 'generic', 'digest', 'Digest'], {
	logs: vec(digestItem),
});
