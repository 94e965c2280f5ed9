import {createHotkey} from '../wallet/create-hotkey.ts';
import {UsageError} from '../support/errors.ts';
import {createWallet, restoreWallet} from '../wallet/create.ts';
import {KeyNotFoundError} from '../wallet/errors.ts';
import {readColdkeyPublic, readHotkeyPublic} from '../wallet/open.ts';
import type {PublicKey} from '../wallet/secret-record.ts';
import {identifyNetwork} from '../rig/network/networks.ts';
import type {Walk, WalkStep} from './walk.ts';

/** A coldkey that pays and a hotkey that mines, existing or newly made. */
export const walletStep: WalkStep = {
	id: 'wallet',
	title: 'wallet',
	async isMet(walk) {
		const {coldkey, hotkey} = await lookUp(walk);
		if (coldkey === undefined || hotkey === undefined) {
			return undefined;
		}

		Object.assign(walk.found, {coldkey, hotkey});
		return {said: describe(walk, {coldkey, hotkey})};
	},
	async run(walk) {
		const {choices, found} = walk;
		const {coldkey} = choices.isNewWallet ? {} : await lookUp(walk);
		const keys =
			coldkey === undefined
				? await makeWallet(walk)
				: {coldkey, hotkey: await createHotkey({...placeOf(walk), onMnemonic: choices.onMnemonic})};
		Object.assign(found, keys);
		return {said: describe(walk, keys)};
	},
};

async function makeWallet(walk: Walk) {
	const {world, choices} = walk;
	const {encrypt = true, mnemonic, onMnemonic, password} = choices;
	const {client} = walk.found;
	const {real} = client ? identifyNetwork(world.network, client) : world.network;
	if (!encrypt && real) {
		throw new UsageError('A coldkey that holds real TAO needs a password', {
			fix: 'Choose one, and store it apart from the words.',
		});
	}

	const place = {...placeOf(walk), password, encrypt, signal: world.signal};
	return mnemonic === undefined
		? createWallet({...place, onMnemonic})
		: restoreWallet({...place, mnemonic});
}

const placeOf = ({world, choices}: Walk) => ({
	directory: world.walletsDirectory,
	name: choices.wallet,
	hotkey: choices.hotkeyName,
});

/** Read the addresses of the keys that exist. A damaged key is an error: no other is made in its place. */
async function lookUp(walk: Walk) {
	const {hotkey, ...wallet} = placeOf(walk);
	return {
		coldkey: await addressOf(readColdkeyPublic(wallet)),
		hotkey: await addressOf(readHotkeyPublic(wallet, hotkey)),
	};
}

async function addressOf(reading: Promise<PublicKey>): Promise<string | undefined> {
	try {
		const {address} = await reading;
		return address;
	} catch (error) {
		if (error instanceof KeyNotFoundError) {
			return undefined;
		}

		throw error;
	}
}

const describe = (
	{choices}: Walk,
	{coldkey, hotkey}: {readonly coldkey: string; readonly hotkey: string},
) => `${choices.wallet}: coldkey ${coldkey}, hotkey ${hotkey}`;
