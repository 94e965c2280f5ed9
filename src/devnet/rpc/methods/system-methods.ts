import process from 'node:process';
import {decodeAddress} from '../../../crypto/ss58.ts';
import type {Chain} from '../../blocks/chain.ts';
import {accountOf, toHex, type AccountId} from '../../scale/bytes.ts';
import type {Methods} from '../json-rpc.ts';
import type {RequestParameters} from '../parameters.ts';
import {invalidParameters} from '../rpc-error.ts';

export type SystemMethodsOptions = {
	/** The chain's name, returned by `system_chain`. */
	readonly name: string;
	/** The program's version. */
	readonly version: string;
};

/** Methods about the node and about accounts. */
export function createSystemMethods(chain: Chain, {name, version}: SystemMethodsOptions): Methods {
	const nextIndex = (parameters: RequestParameters) =>
		chain.pool.nextNonce(readAddress(parameters.text(0)));
	return {
		// Lets whoever started it identify it before signalling it: the process ID may have been reused.
		btop_process: () => process.pid,
		system_name: () => 'btop devnet',
		system_version: () => version,
		system_chain: () => name,
		system_chainType: () => 'Development',
		system_health: () => ({peers: 0, isSyncing: false, shouldHavePeers: false}),
		system_properties: () => ({ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO'}),
		system_accountNextIndex: nextIndex,
		account_nextIndex: nextIndex,
		system_dryRun: parameters => toHex(chain.dryRun(parameters.bytes(0))),
	};
}

function readAddress(ss58: string): AccountId {
	try {
		return accountOf(decodeAddress(ss58));
	} catch {
		throw invalidParameters('Expected an SS58 address');
	}
}
