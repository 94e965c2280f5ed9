import {baseRefTime} from '../../extrinsic/fees.ts';
import {option} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {u32} from '../../scale/numbers.ts';
import type {Type} from '../../scale/type.ts';
import {weight} from '../weight.ts';

/** Maximum size of a block's extrinsics, in bytes. */
export const mostBlockLength = 5 * 1024 * 1024;

/** Maximum time of a block's calls together, in picoseconds of the reference machine. */
export const mostBlockRefTime = 3_000_000_000_000n;

const weightsPerClass = struct(['frame_system', 'limits', 'WeightsPerClass'], {
	base_extrinsic: weight,
	max_extrinsic: option(weight),
	max_total: option(weight),
	reserved: option(weight),
});

export const blockWeightsType = struct(['frame_system', 'limits', 'BlockWeights'], {
	base_block: weight,
	max_block: weight,
	per_class: perClass(weightsPerClass),
});

export const blockLengthType = struct(['frame_system', 'limits', 'BlockLength'], {
	max: perClass(u32),
});

const most = {ref_time: mostBlockRefTime, proof_size: BigInt.asUintN(64, -1n)};
const ofClass = {
	base_extrinsic: {ref_time: baseRefTime, proof_size: 0n},
	max_extrinsic: most,
	max_total: most,
	reserved: undefined,
};

export const blockWeights = {
	base_block: {ref_time: 0n, proof_size: 0n},
	max_block: most,
	per_class: {normal: ofClass, operational: ofClass, mandatory: ofClass},
};

export const blockLength = {
	max: {normal: mostBlockLength, operational: mostBlockLength, mandatory: mostBlockLength},
};

function perClass<Value>(type: Type<Value>) {
	return struct(
		['frame_support', 'dispatch', 'PerDispatchClass'],
		{normal: type, operational: type, mandatory: type},
		[{name: 'T', type}],
	);
}
