import {
	createRequestVerifier,
	type ReceivedRequest,
	type RequestVerifierOptions,
} from '../../src/protocol/btauth.ts';
import type {AuthAnswer} from '../../src/protocol/auth-answer.ts';

/** Create a check of whole requests: claims first, then their proof, as a server does it. */
export function createCheck(
	options: RequestVerifierOptions,
): (request: ReceivedRequest) => Promise<AuthAnswer> {
	const {readClaims, prove} = createRequestVerifier(options);
	return async ({headers, ...request}) => {
		const claims = readClaims(headers);
		return claims.ok ? prove(claims, request, {name: 'test', rank: 0}) : claims;
	};
}
