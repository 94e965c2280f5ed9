import {
	memberOf,
	readAmount,
	readBoolean,
	readList,
	readWhole,
	refuse,
	type Field,
} from './fields.ts';
import type {Row} from './matrix.ts';
import type {YumaInput, YumaParameters} from './types.ts';

const u16 = readWhole(65_535);
const blockNumber = readWhole(Number.MAX_SAFE_INTEGER);
/** The largest whole number that the chain's fixed point holds. */
const largestStake = 9_223_372_036_854_775_807n;

/**
Read the input of an epoch from parsed JSON, in the format of `btop yuma FILE`.

Optional members and their defaults: `bonds` (none), `validator_permit` (all true), `last_update` (all `block`), `block_at_registration` (all 0). Unknown members are ignored.

@throws {UsageError} If the input is invalid; the message names the path, such as `weights[2][0]`.
*/
export function parseYumaInput(value: unknown): YumaInput {
	const file: Field = {path: '', value};
	const stake = readStake(memberOf(file, 'stake'));
	const size = stake.length;
	const block = blockNumber(memberOf(file, 'block'));
	const everyUid =
		<Value>(read: (entry: Field) => Value) =>
		(list: Field) =>
			readList(list, read, size);
	const readMatrix = everyUid(row => readRow(row, size));

	return {
		stake,
		block,
		weights: readMatrix(memberOf(file, 'weights')),
		bonds: optional(memberOf(file, 'bonds'), readMatrix) ?? stake.map(() => []),
		validatorPermit:
			optional(memberOf(file, 'validator_permit'), everyUid(readBoolean)) ?? stake.map(() => true),
		lastUpdate:
			optional(memberOf(file, 'last_update'), everyUid(blockNumber)) ?? stake.map(() => block),
		blockAtRegistration:
			optional(memberOf(file, 'block_at_registration'), everyUid(blockNumber)) ??
			stake.map(() => 0),
		bondsSince: optional(memberOf(file, 'bonds_since'), blockNumber),
		ownerUid: optional(memberOf(file, 'owner_uid'), readUid(size)),
		parameters: readParameters(memberOf(file, 'params')),
	};
}

function readParameters(parameters: Field): YumaParameters {
	const member = (name: string) => memberOf(parameters, name);
	const yumaVersion = readVersion(member('yuma_version'));
	const alphaLow = optional(member('alpha_low'), u16) ?? 45_875;
	const alphaHigh = optional(member('alpha_high'), u16) ?? 58_982;
	if (alphaLow > alphaHigh) {
		refuse(member('alpha_low'), `at most \`alpha_high\`, \`${alphaHigh}\``);
	}

	return {
		kappa: u16(member('kappa')),
		bondsMovingAverage: blockNumber(member('bonds_moving_avg')),
		bondsPenalty: optional(member('bonds_penalty'), u16) ?? 65_535,
		activityCutoff: blockNumber(member('activity_cutoff')),
		maxValidators: u16(member('max_validators')),
		stakeThreshold: optional(member('stake_threshold'), readAmount) ?? 0n,
		// Epochs recorded on chains that only had Yuma 2 give such permits.
		permitsZeroStake: yumaVersion === 2,
		yumaVersion,
		liquidAlpha: optional(member('liquid_alpha'), readBoolean) ?? false,
		alphaLow,
		alphaHigh,
		alphaSigmoidSteepness: optional(member('alpha_sigmoid_steepness'), readWhole(32_767)) ?? 1000,
		emission: optional(member('emission'), readAmount) ?? 0n,
	};
}

function readVersion(field: Field): 2 | 3 {
	return field.value === 2 || field.value === 3 ? field.value : refuse(field, '`2` or `3`');
}

function readStake(field: Field): readonly bigint[] {
	const stake = readList(field, readAmount);
	const total = stake.reduce((sum, amount) => sum + amount, 0n);
	return stake.length > 4096 || total > largestStake
		? refuse(field, `at most 4096 amounts that sum to at most \`${largestStake}\``)
		: stake;
}

/** Read a row of pairs `[uid, u16]`, each UID at most once. */
function readRow(row: Field, size: number): Row<number> {
	const seen = new Set<number>();
	return readList(row, pair => {
		const entries = readList(pair, entry => entry);
		if (entries.length !== 2) {
			refuse(pair, 'a pair `[uid, value]`');
		}

		const uid = readUid(size)(entries[0]!);
		if (seen.has(uid)) {
			refuse(pair, `the only entry for UID \`${uid}\` in its row`);
		}

		seen.add(uid);
		return [uid, u16(entries[1]!)] as const;
	});
}

function readUid(size: number): (field: Field) => number {
	return field => {
		const {value} = field;
		return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < size
			? value
			: refuse(field, `a UID from 0 to ${size - 1}`);
	};
}

function optional<Value>(field: Field, read: (field: Field) => Value): Value | undefined {
	return field.value === undefined || field.value === null ? undefined : read(field);
}
