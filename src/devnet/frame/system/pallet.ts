import {blake2b256} from '../../../crypto/hashes.ts';
import {defineCall} from '../../pallet/calls.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {constant, definePallet, type Pallet} from '../../pallet/pallet.ts';
import {defineStorage, value} from '../../pallet/storage.ts';
import {runtimeVersion, type RuntimeVersion} from '../../runtime/version.ts';
import {bytes, hash, toHex} from '../../scale/bytes.ts';
import {vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {u16, u32} from '../../scale/numbers.ts';
import type {Type} from '../../scale/type.ts';
import {blockLength, blockLengthType, blockWeights, blockWeightsType} from './limits.ts';
import {systemErrors} from './errors.ts';
import {systemEvents} from './events.ts';
import {phase} from './phase.ts';
import {blockHashCount, systemItems} from './storage.ts';

const calls = {
	// Only puts bytes on the chain, without any effect.
	remark: defineCall({index: 0, args: {remark: bytes}, run: () => undefined}),
	remark_with_event: defineCall({
		index: 7,
		args: {remark: bytes},
		run(context, {remark}) {
			const sender = ensureSigned(context);
			context.emit(systemEvents.Remarked, {sender, hash: toHex(blake2b256(remark))});
		},
	}),
};

export type SystemOptions = {
	/** Any event of the chain. */
	readonly event: Type;
	readonly version: RuntimeVersion;
};

/**
Define the base pallet: accounts, blocks and events.
*/
export function createSystem({event, version}: SystemOptions): Pallet {
	const eventRecord = struct(['frame_system', 'EventRecord'], {phase, event, topics: vec(hash)}, [
		{name: 'E', type: event},
		{name: 'T', type: hash},
	]);
	return definePallet({
		name: 'System',
		index: 0,
		path: 'frame_system',
		storage: {...systemItems, ...defineStorage('System', {Events: value(vec(eventRecord), [])})},
		calls,
		events: systemEvents,
		errors: systemErrors,
		constants: {
			BlockWeights: constant(blockWeightsType, blockWeights),
			BlockLength: constant(blockLengthType, blockLength),
			BlockHashCount: constant(u32, blockHashCount),
			Version: constant(runtimeVersion, version),
			SS58Prefix: constant(u16, 42),
		},
		hooks: {
			onInitialize(context) {
				const {spec_version: specVersion, spec_name: specName} = version;
				if (context.get(systemItems.LastRuntimeUpgrade)?.specVersion !== specVersion) {
					context.set(systemItems.LastRuntimeUpgrade, {specVersion, specName});
				}
			},
		},
	});
}
