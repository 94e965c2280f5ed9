import {defineCall} from '../../pallet/calls.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {bytes} from '../../scale/bytes.ts';
import {u128, u16, u32, u8} from '../../scale/numbers.ts';
import {getPoolError} from '../pool-errors.ts';
import {neuronItems} from '../storage/neurons.ts';
import {findAxonFault, findPrometheusFault, serveAxon, servePrometheus} from './serve.ts';

const endpoint = {netuid: u16, version: u32, ip: u128, port: u16, ip_type: u8} as const;

const axon = {...endpoint, protocol: u8, placeholder1: u8, placeholder2: u8} as const;

/** A certificate is one byte for the algorithm and a key of at most this many bytes. */
const longestKey = 64;

/** Calls by which hotkeys announce their endpoints. Hotkeys hold no TAO, so these are free, and invalid ones are kept out of blocks. */
export const servingCalls = {
	serve_axon: defineCall({
		index: 4,
		args: axon,
		paysFee: false,
		validate: (context, announced) =>
			getPoolError(findAxonFault(context, context.signer, announced)),
		run(context, announced) {
			serveAxon(context, ensureSigned(context), announced);
		},
	}),
	serve_axon_tls: defineCall({
		index: 40,
		args: {...axon, certificate: bytes},
		paysFee: false,
		validate: (context, announced) =>
			getPoolError(findAxonFault(context, context.signer, announced)),
		run(context, {certificate, ...announced}) {
			const hotkey = ensureSigned(context);
			serveAxon(context, hotkey, announced);
			const [algorithm, ...key] = certificate;
			if (algorithm !== undefined && key.length > 0 && key.length <= longestKey) {
				context.set(neuronItems.NeuronCertificates, announced.netuid, hotkey, {
					algorithm,
					public_key: Uint8Array.from(key),
				});
			}
		},
	}),
	serve_prometheus: defineCall({
		index: 5,
		args: endpoint,
		paysFee: false,
		validate: (context, announced) =>
			getPoolError(findPrometheusFault(context, context.signer, announced)),
		run(context, announced) {
			servePrometheus(context, ensureSigned(context), announced);
		},
	}),
};
