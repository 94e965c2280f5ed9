import {createHotkey} from '../wallet/create-hotkey.ts';
import {createWallet} from '../wallet/create.ts';
import {listWallets} from '../wallet/list.ts';
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
		const {world, choices, found} = walk;
		const place = {
			directory: world.walletsDirectory,
			name: choices.wallet,
			hotkey: choices.hotkeyName,
			onMnemonic: choices.onMnemonic,
		};
		const {coldkey} = await lookUp(walk);
		const keys =
			coldkey === undefined
				? await createWallet({...place, password: choices.password, signal: world.signal})
				: {coldkey, hotkey: await createHotkey(place), signer: undefined};
		Object.assign(found, keys);
		return {said: describe(walk, keys)};
	},
};

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
