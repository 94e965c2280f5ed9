import {createHash, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {isLoopback} from '../support/loopback.ts';
import {type ApiError, badRequest} from './api-error.ts';

/** Decides who may ask. */
export type Guard = (request: Pick<IncomingMessage, 'headers'>) => ApiError | undefined;

/**
Create a guard: with a key, all who have it may ask; without, all programs of this machine, but no web page that its browser shows. A page may send requests to any address, and can make its own name lead to 127.0.0.1.
*/
export function createGuard(key: string | undefined): Guard {
	if (key === undefined) {
		return ({headers: {host = '', origin}}) =>
			isLoopback(hostOf(`http://${host}`)) && (origin === undefined || isLoopback(hostOf(origin)))
				? undefined
				: badRequest('Requests that a web page sends are not answered', {status: 403});
	}

	const expected = digest(key);
	return ({headers: {authorization = ''}}) => {
		const given = /^Bearer +(?<given>\S+)$/v.exec(authorization)?.groups?.given ?? '';
		// Digests have equal lengths, so the time tells nothing of the key's.
		return timingSafeEqual(digest(given), expected)
			? undefined
			: {
					status: 401,
					message: given === '' ? 'An API key is needed' : 'The API key is wrong',
					type: 'authentication_error',
					code: 'invalid_api_key',
				};
	};
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Get the host that a URL names, without its port; nothing if it is no URL. */
const hostOf = (url: string) => URL.parse(url)?.hostname ?? '';
