import {createHotkey} from '../wallet/create-hotkey.ts';
import {UsageError} from '../support/errors.ts';
import {createWallet, restoreWallet} from '../wallet/create.ts';
import {listWallets} from '../wallet/list.ts';
import {identifyNetwork} from './networks.ts';
import type {Walk, WalkStep} from './walk.ts';

/** A coldkey that pays and a hotkey that mines, taken from what is there or made. */
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
		const {coldkey} = await lookUp(walk);
		const keys =
			coldkey === undefined || choices.isNewWallet
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
			fix: 'Choose one, and keep it apart from the words.',
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

async function lookUp({world, choices}: Walk) {
	const wallets = await listWallets(world.walletsDirectory);
	const wallet = wallets.find(({name}) => name === choices.wallet);
	return {
		coldkey: wallet?.coldkey,
		hotkey: wallet?.hotkeys.find(({name}) => name === choices.hotkeyName)?.ss58,
	};
}

const describe = (
	{choices}: Walk,
	{coldkey, hotkey}: {readonly coldkey: string; readonly hotkey: string},
) => `${choices.wallet}: coldkey ${coldkey}, hotkey ${hotkey}`;
