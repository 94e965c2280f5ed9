import {expect, onTestFinished, test, vi} from 'vitest';
import {connectChain} from '../../../src/chain/connect.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import {startDevnetWorld} from '../../../src/devnet/genesis/start-world.ts';
import {parseNetwork} from '../../../src/rig/network/networks.ts';
import {createReader} from '../../../src/onboarding/walkthrough/reader.ts';
import type {Facts} from '../../../src/onboarding/walkthrough/state.ts';
import type {Walk} from '../../../src/onboarding/walk.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {createStore} from '../../../src/support/store.ts';
import {until} from '../../helpers/until.ts';

/** A clock on which nobody waits between two looks. */
const clock = {...systemClock, sleep: async () => undefined};

test('a step that is met is read on, and said to be met with each look', async () => {
	const devnet = await startDevnetWorld({bare: true});
	const client = await connectChain({url: devnet.url, clock});
	const found = {client, coldkey: createSigner({uri: '//Alice'}).address};
	const world = {network: parseNetwork('devnet')};
	const onMet = vi.fn();
	const facts = createStore<Partial<Facts>>({});
	const reader = createReader({
		// All that this step takes of a walk.
		createWalk: () => Object.assign(Object.create(null), {world, choices: {}, found}) as Walk,
		publish(more) {
			facts.set({...facts.getSnapshot(), ...more});
		},
		onMet,
		clock,
	});
	onTestFinished(async () => {
		await reader.stop();
		client.close();
		await devnet.close();
	});

	reader.start('funds');
	for (const block of [0, 1, 2]) {
		await until(() => facts.getSnapshot().block === block && onMet.mock.calls.length > block);
		devnet.produceBlock();
	}

	expect(onMet).toHaveBeenCalledWith('funds');
	expect(facts.getSnapshot()).toMatchObject({hasFaucet: true});
});
