import {Buffer} from 'node:buffer';
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {verifySignature} from '../../src/crypto/sr25519.ts';
import {createCheck} from '../helpers/check-request.ts';

/** A request, and what the Python SDK 11.3.0 (`bittensor.http_auth.verify`) answers to it. */
type Vector = {
	readonly case: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly method: string;
	readonly path: string;
	readonly self: string;
	readonly now_ns: string;
	/** Whether the same request was accepted just before. */
	readonly seen_before: boolean;
	readonly result: string;
};

const vectors = JSON.parse(
	readFileSync(new URL('../fixtures/btauth.json', import.meta.url), 'utf8'),
) as Vector[];

const reasons: Readonly<Record<string, string>> = {
	MalformedAuth: 'malformed-auth',
	WrongReceiver: 'wrong-receiver',
	StaleRequest: 'stale-request',
	BadSignature: 'bad-signature',
	ReplayedRequest: 'replayed-request',
};

test('the recorded requests are all there', () => {
	expect(vectors).toHaveLength(56);
	expect(new Set(vectors.map(({result}) => result))).toEqual(
		new Set(['ok', ...Object.keys(reasons)]),
	);
});

test.for(vectors.map((vector, index) => ({...vector, name: `${index} (${vector.case})`})))(
	'recorded request $name is answered as by the Python SDK',
	async vector => {
		const check = createCheck({
			receiver: vector.self,
			nanoseconds: () => BigInt(vector.now_ns),
			verify: verifySignature,
		});
		const request = {
			method: vector.method,
			path: vector.path,
			headers: lowercaseNames(vector.headers),
			body: Buffer.from(vector.body.slice(2), 'hex'),
		};
		if (vector.seen_before) {
			expect(await check(request)).toMatchObject({ok: true});
		}

		expect(await check(request)).toMatchObject(
			vector.result === 'ok' ? {ok: true} : {ok: false, reason: reasons[vector.result]},
		);
	},
);

/** As `node:http` gives them. */
function lowercaseNames(headers: Readonly<Record<string, string>>) {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
}
