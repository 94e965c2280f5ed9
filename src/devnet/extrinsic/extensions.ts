import {byteArray, hash} from '../scale/bytes.ts';
import {option} from '../scale/collections.ts';
import {newtype, struct, variant} from '../scale/composites.ts';
import {era} from '../scale/era.ts';
import {compact, u32, u64, unit} from '../scale/numbers.ts';
import type {Type, ValueOf} from '../scale/type.ts';

/** A check on every signed extrinsic: what it adds to the extrinsic, and what both sides sign without transmitting it. */
export type SignedExtension<Sent = unknown, Implied = unknown> = {
	readonly sent: Type<Sent>;
	readonly implied: Type<Implied>;
};

const metadataHashMode = variant(['frame_metadata_hash_extension', 'Mode'], {
	Disabled: undefined,
	Enabled: undefined,
});

/** The checks by name, in the main chain's order, which is also the order of their bytes. */
export const signedExtensions = {
	CheckNonZeroSender: silent(
		['frame_system', 'extensions', 'check_non_zero_sender', 'CheckNonZeroSender'],
		unit,
	),
	CheckSpecVersion: silent(
		['frame_system', 'extensions', 'check_spec_version', 'CheckSpecVersion'],
		u32,
	),
	CheckTxVersion: silent(['frame_system', 'extensions', 'check_tx_version', 'CheckTxVersion'], u32),
	CheckGenesis: silent(['frame_system', 'extensions', 'check_genesis', 'CheckGenesis'], hash),
	CheckMortality: {
		sent: newtype(['node_subtensor_runtime', 'check_mortality', 'CheckMortality'], era),
		implied: hash,
	},
	CheckNonce: {
		sent: newtype(['node_subtensor_runtime', 'check_nonce', 'CheckNonce'], compact(u32)),
		implied: unit,
	},
	CheckWeight: silent(['frame_system', 'extensions', 'check_weight', 'CheckWeight'], unit),
	ChargeTransactionPayment: {
		sent: newtype(['pallet_transaction_payment', 'ChargeTransactionPayment'], compact(u64)),
		implied: unit,
	},
	SudoTransactionExtension: silent(
		['node_subtensor_runtime', 'sudo_wrapper', 'SudoTransactionExtension'],
		unit,
	),
	CheckShieldedTxValidity: silent(['pallet_shield', 'extension', 'CheckShieldedTxValidity'], unit),
	SubtensorTransactionExtension: silent(
		['pallet_subtensor', 'extensions', 'subtensor', 'SubtensorTransactionExtension'],
		unit,
	),
	DrandPriority: silent(['pallet_drand', 'drand_priority', 'DrandPriority'], unit),
	CheckMetadataHash: {
		sent: struct(['frame_metadata_hash_extension', 'CheckMetadataHash'], {mode: metadataHashMode}),
		implied: option(byteArray(32)),
	},
} satisfies Readonly<Record<string, SignedExtension>>;

type Extensions = typeof signedExtensions;

/** What the checks add to an extrinsic. */
export const sentByExtensions = struct([], typesOf('sent'));

export type SentByExtensions = ValueOf<typeof sentByExtensions>;

/** What is signed after the call and the transmitted part, without being transmitted. */
export const impliedByExtensions = struct([], typesOf('implied'));

export type ImpliedByExtensions = ValueOf<typeof impliedByExtensions>;

function typesOf<Part extends keyof SignedExtension>(part: Part) {
	return Object.fromEntries(
		Object.entries(signedExtensions).map(([name, extension]) => [name, extension[part]]),
	) as {readonly [Name in keyof Extensions]: Extensions[Name][Part]};
}

/** A check that adds nothing to the extrinsic. */
function silent<Implied>(path: readonly string[], implied: Type<Implied>) {
	return {sent: struct(path, {}), implied};
}
