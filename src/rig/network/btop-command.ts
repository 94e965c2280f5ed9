import {type Home, resolveHome} from '../../support/home.ts';
import {quoteWord} from '../../support/processes/shell.ts';
import {type Network, addressOf} from './networks.ts';
import {usualWallets} from './world.ts';

/** What a command of btop acts on. */
export type OwnPlace = {
	readonly home: Home;
	readonly network?: Pick<Network, 'name' | 'url'>;
	readonly walletsDirectory?: string;
	readonly wallet?: string;
	readonly hotkeyName?: string;
	/** The options to repeat even where they name the default: the environment or the settings may say otherwise. */
	readonly given?: {readonly home?: boolean; readonly walletPath?: boolean};
};

/**
Write a command of btop to be pasted. It names what it acts on, since the defaults may be other keys on another network; home and wallets’ folder only if they are not the usual ones.

@example
```
toBtopCommand(['register'], {home, network, wallet: 'rig', hotkeyName: 'one'}, {netuid: 3});
//=> 'btop register -n finney -w rig -H one --netuid 3'
```
*/
export function toBtopCommand(
	command: readonly string[],
	{home, network, walletsDirectory, wallet, hotkeyName, given = {}}: OwnPlace,
	options: Readonly<Record<string, string | number>> = {},
): string {
	const url = network && overriddenUrl(network);
	const namesWallets =
		given.walletPath === true ||
		(network !== undefined && walletsDirectory !== usualWallets(home, network));
	const namesHome = given.home === true || home.directory !== resolveHome().directory;
	const words = [
		'btop',
		...command,
		...option('-n', url === undefined ? network?.name : undefined),
		...option('-w', wallet),
		...option('-H', hotkeyName),
		...option('--wallet-path', namesWallets ? walletsDirectory : undefined),
		...option('--home', namesHome ? home.directory : undefined),
		...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
	];
	// With `-n`, the address of a named network cannot be another than its own.
	const variables =
		network === undefined || url === undefined
			? []
			: [`BT_NETWORK=${quoteWord(network.name)}`, `BT_CHAIN_ENDPOINT=${quoteWord(url)}`];
	return [...variables, ...words.map(word => quoteWord(word))].join(' ');
}

const option = (name: string, value: string | undefined) =>
	value === undefined ? [] : [name, value];

/** Get a network's address if it is not the one that its name stands for. */
const overriddenUrl = ({name, url}: Pick<Network, 'name' | 'url'>) =>
	url === addressOf(name) ? undefined : url;
