import {u8aToHex} from '@polkadot/util';
import {expect, test} from 'vitest';
import {createRuntime} from '../../src/chain/runtime/runtime.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import {burnedRegister} from '../../src/chain/subtensor/registration.ts';
import {readBlobs} from '../helpers/chain/node/blobs.ts';
import {createNodeRuntime} from '../helpers/chain/node/runtime.ts';
import {findRuntimes} from '../helpers/runtimes/runtimes.ts';

const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

const runtimes = findRuntimes();

test.runIf(runtimes.length > 0)(
	'a chain says the same in each version of its metadata',
	async () => {
		for (const {metadata} of runtimes) {
			const blobs = readBlobs(metadata);
			const descriptions = await Promise.all(
				Array.from(blobs, async ([version, blob]) => {
					const {spec_name, spec_version} = createNodeRuntime(blob).version;
					const runtime = await createRuntime({
						version: {
							specName: spec_name,
							specVersion: spec_version,
						},
						genesisHash: `0x${'01'.repeat(32)}`,
						metadata: u8aToHex(blob),
					});
					const neurons = runtime.method('NeuronInfoRuntimeApi', 'get_neurons_lite', 1);
					return {
						version,
						// Version 14 lists no runtime APIs.
						input: version === 14 ? '0x0700' : neurons?.encode([7]),
						content: {
							spec_version,
							key: runtime.storage('SubtensorModule', 'Uids')?.key([1, alice]),
							slot: runtime.constant('Aura', 'SlotDuration'),
							transfer: u8aToHex(runtime.encodeCall(transfer({to: alice, amount: 1n}))),
							register: u8aToHex(runtime.encodeCall(burnedRegister({netuid: 1, hotkey: alice}))),
							extensions: runtime.extensions,
							error: runtime.error(7, 1)?.name,
						},
					};
				}),
			);

			expect(blobs.has(14)).toBe(true);
			expect(blobs.has(15)).toBe(true);
			for (const {input, content} of descriptions) {
				expect(input).toBe('0x0700');
				expect(content).toEqual(descriptions[0]!.content);
			}
		}
	},
);
