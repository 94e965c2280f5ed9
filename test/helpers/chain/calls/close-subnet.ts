import type {Call} from '../../../../src/chain/call.ts';
import type {ChainClient} from '../../../../src/chain/client.ts';
import {submit} from '../../../../src/chain/transaction/submit.ts';
import {createSigner} from '../../../../src/crypto/sr25519.ts';

/** Create the call by which the devnet's sudo key closes a subnet to newcomers. */
export const closeSubnet = (netuid: number): Call => ({
	pallet: 'Sudo',
	name: 'sudo',
	args: {
		call: {
			pallet: 'AdminUtils',
			name: 'sudo_set_network_registration_allowed',
			args: {netuid, registrationAllowed: false},
		},
	},
});

/** Close a subnet of a devnet that makes its own blocks. */
export async function submitClosing(client: ChainClient, netuid: number): Promise<void> {
	await submit(client, closeSubnet(netuid), {signer: createSigner({uri: '//Alice'})});
}
