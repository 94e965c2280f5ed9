import type {Installation} from '../../../scripts/interop/cache.ts';

/** `btcli` of the SDK; the result is the program. */
export const btcli: Installation = {
	folder: 'btcli-11.3.0',
	result: 'bin/btcli',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', 'bittensor==11.3.0'],
	],
};
