import type {Facts} from '../../steps/walkthrough/state.ts';

/**
Tell whether a network may have a faucet: a `//Alice` that is rich, as on chains made for development. The public test network has none, and neither have chains of others.
*/
export function hasFaucet(network: Facts['network']): boolean {
	return (
		network?.isReal === false &&
		(['devnet', 'local'].includes(network.name) || isOwnMachine(network.name))
	);
}

function isOwnMachine(address: string): boolean {
	const url = URL.parse(address);
	return (
		url?.protocol === 'ws:' &&
		(['localhost', '[::1]'].includes(url.hostname) || url.hostname.startsWith('127.'))
	);
}
