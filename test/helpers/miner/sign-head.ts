import {signRequest, type SignRequestOptions} from '../../../src/protocol/sign-request.ts';

/**
Write the head of a signed POST as it travels, for sockets that then do what no HTTP client does; the line that ends it is left out.
*/
export async function signHead({
	path = '/double',
	...options
}: Omit<SignRequestOptions, 'method' | 'path'> & {readonly path?: string}): Promise<string> {
	const headers = await signRequest({method: 'POST', path, ...options});
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	return `POST ${path} HTTP/1.1\r\nHost: miner\r\n${lines.join('')}`;
}
