import {once} from 'node:events';
import {describe, expect, test} from 'vitest';
import {WebSocket} from 'ws';
import {refusalForms} from '../helpers/chain/gateway/allowance.ts';
import {servedSubnet, subnetCount} from '../helpers/chain/node/world.ts';
import {startRuntimeRig} from '../helpers/runtimes/rig.ts';
import {findRuntimes} from '../helpers/runtimes/runtimes.ts';
import {until} from '../helpers/until.ts';

const {netuid} = servedSubnet;

/** One runtime is enough: a gateway knows nothing of it. */
const [runtime] = findRuntimes();

describe.runIf(runtime !== undefined)('at an endpoint of a request a second', () => {
	// Each waits most of the time, for its turn and for blocks as far apart as the main chain’s.
	test.concurrent.for(refusalForms)(
		'commands end right, whatever a refusal looks like: %s',
		async (form, {onTestFinished}) => {
			// A handshake in ten seconds, for a command begins with one.
			const limit = {form, rate: form === 'handshake' ? 0.1 : 1};
			const rig = await startRuntimeRig({runtime: runtime!, funds: 100, limit, blockTime: 12_000});
			onTestFinished(rig.close);
			let refusals = 0;
			const run = async (...argv: readonly string[]) => {
				if (form === 'handshake') {
					await useUp(rig.url);
				}

				rig.gateway.reset();
				const said = await rig.run(...argv);
				refusals += rig.gateway.traffic().refusals;
				return said;
			};

			const {subnets} = await run('subnets', 'list');

			expect(subnets).toHaveLength(subnetCount);
			const paid = await run('register', '--netuid', String(netuid), '--yes');

			expect(paid).toMatchObject({netuid, already_registered: false});
			const {free} = await run('wallet', 'balance');

			expect(BigInt(free)).toBe(100_000_000_000n - BigInt(paid.paid) - BigInt(paid.fee));
			const place = ['--port', '0', '--external-ip', '5.6.7.8', '--detach'];
			const started = await run('mine', '--netuid', String(netuid), ...place);
			onTestFinished(async () => {
				await rig.run('stop');
			});

			expect(started).toMatchObject({netuid, uid: paid.uid});
			const announced = await until(
				async () => {
					const {ip, port} = await run('axon', 'show', '--netuid', String(netuid));
					return ip === null ? undefined : `${ip}:${port}`;
				},
				{interval: 12_000},
			);

			expect(announced).toBe(String(started.address).replace('0.0.0.0', '5.6.7.8'));
			expect(refusals).toBeGreaterThan(0);
		},
	);
});

/** Open connections until one is refused. */
async function useUp(url: string): Promise<void> {
	for (;;) {
		const socket = new WebSocket(url);
		try {
			await once(socket, 'open');
			socket.close();
		} catch {
			return;
		}
	}
}
